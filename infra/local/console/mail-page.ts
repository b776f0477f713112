import { renderEml, type Mail } from '../host/outbox';
import { html, type Html } from './html';
import type { AnswerFor, ConsoleAbout } from './page';
import { PATHS } from './paths';
import { timeView } from './time';

/** `/outbox/mail/<id>?view=html|text|source`: an e-mail as its reader sees it. */
export const mailPage: AnswerFor = async ({ outbox, stores }, { id, query }) => {
  const mail = findMail(outbox, id);
  if (mail === undefined) return undefined;
  const views = Object.entries(VIEWS).filter(([, { has }]) => has(mail));
  const [name, view] = views.find(([name]) => name === query.get('view')) ?? views[0] ?? ['source', VIEWS.source];
  const headers = { From: mail.from, To: mail.to.join(', '), Cc: mail.cc.join(', '), Bcc: mail.bcc.join(', '), 'Reply-To': mail.replyTo.join(', ') };
  return {
    title: mail.subject || 'E-mail without subject',
    data: mail,
    body: html`
<dl class="facts">${Object.entries(headers).flatMap(([header, value]) => (value === '' ? [] : [html`<div><dt>${header}</dt><dd>${value}</dd></div>`]))}
<div><dt>Sent</dt><dd>${timeView(mail.at, stores.settings.timeZone)}</dd></div></dl>
<nav class="tabs" aria-label="Views">${views.map(([one, { title }]) => html`<a href="?view=${one}"${one === name ? html` aria-current="page"` : undefined}>${title}</a> `)}
<a href="${PATHS.eml(id)}" download>Download .eml</a></nav>
${await view.show(mail)}`,
  };
};

/** `/outbox/mail/<id>.eml` */
export const mailFile: AnswerFor = async ({ outbox }, { id }) => {
  const mail = findMail(outbox, id);
  return mail && { fileName: `${id.replaceAll(/[^\w.-]/g, '_')}.eml`, contentType: 'message/rfc822', bytes: await renderEml(mail) };
};

const findMail = (outbox: ConsoleAbout['outbox'], id: string): Mail | undefined => outbox.mails.find((mail) => mail.id === id);

const VIEWS = {
  html: { title: 'As shown', has: (mail: Mail): boolean => mail.html !== undefined, show: (mail: Mail): Html => frame(mail.html ?? '') },
  text: { title: 'Text', has: (mail: Mail): boolean => mail.text !== undefined, show: (mail: Mail): Html => html`<pre class="paper">${mail.text}</pre>` },
  source: { title: 'Source', has: (): boolean => true, show: async (mail: Mail): Promise<Html> => html`<pre class="paper">${(await renderEml(mail)).toString()}</pre>` },
} as const;

/** The sandbox runs no scripts and loads nothing (it inherits this page's policy); links open beside it, as in a mail program. */
const frame = (page: string): Html =>
  html`<iframe class="paper" title="The e-mail as its reader sees it" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${page}`}"></iframe>`;
