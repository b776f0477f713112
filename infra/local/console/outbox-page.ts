import { count } from './counts';
import { html, type Html } from './html';
import type { AnswerFor } from './page';
import { PATHS } from './paths';
import { sentFrom, type Sent } from './sent';
import { tableView } from './table';
import { timeView } from './time';

const PAGE_SIZE = 50;

/** `/outbox?channel=email|slack&to=…&page=2`: what was sent, the latest first. `to` is any part of an address or channel. */
export const outboxPage: AnswerFor = ({ outbox, stores }, { query }) => {
  const channel = query.get('channel') ?? '';
  const to = query.get('to')?.trim() ?? '';
  const all = sentFrom(outbox);
  const found = all.filter((sent) => (channel === '' || sent.channel === channel) && sent.to.some((address) => address.toLowerCase().includes(to.toLowerCase())));
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(pages, Math.max(1, Number.parseInt(query.get('page') ?? '', 10) || 1));
  return {
    title: 'Outbox',
    data: { messages: found },
    body: html`
<form class="filters" action="${PATHS.outbox}">
<label>Channel <select name="channel">${CHANNELS.map(([value, name]) => html`<option value="${value}"${value === channel ? html` selected` : undefined}>${name}</option>`)}</select></label>
<label>To <input name="to" value="${to}" list="recipients" autocomplete="off"></label>
<datalist id="recipients">${recipientsOf(all).map(({ to }) => html`<option value="${to}"></option>`)}</datalist>
<button>Show</button>
</form>
<p class="quiet">${count(found.length)} of ${count(all.length)} messages.</p>
${tableView('Messages', found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), [
  { title: 'Message', cell: ({ subject, path }) => html`<a href="${path}">${subject || '(without subject)'}</a>` },
  { title: 'To', cell: ({ to }) => to.join(', ') },
  { title: 'Channel', cell: ({ channel }) => NAMES.get(channel) },
  { title: 'Sent', cell: ({ at }) => timeView(at, stores.settings.timeZone) },
])}
${pageLinks(page, pages, { channel, to })}
<section><h2>By recipient</h2>
${tableView('Recipients', recipientsOf(found), [
  { title: 'Recipient', cell: ({ to }) => html`<a href="${PATHS.outboxOf(to)}">${to}</a>` },
  { title: 'E-mails', isNumber: true, cell: ({ email }) => count(email) },
  { title: 'Slack messages', isNumber: true, cell: ({ slack }) => count(slack) },
])}</section>`,
  };
};

const CHANNELS = [['', 'all'], ['email', 'e-mail'], ['slack', 'Slack']] as const;
const NAMES: ReadonlyMap<string, string> = new Map(CHANNELS);

const recipientsOf = (sent: readonly Sent[]): { to: string; email: number; slack: number }[] => {
  const recipients = new Map<string, { to: string; email: number; slack: number }>();
  for (const { to: all, channel } of sent) {
    for (const to of all) {
      const recipient = recipients.get(to) ?? { to, email: 0, slack: 0 };
      recipient[channel] += 1;
      recipients.set(to, recipient);
    }
  }
  return [...recipients.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
};

const pageLinks = (page: number, pages: number, filters: Readonly<Record<string, string>>): Html | undefined => {
  if (pages === 1) return undefined;
  const link = (to: number, name: string): Html => (to < 1 || to > pages ? html`<span class="quiet">${name}</span>` : html`<a href="${PATHS.outbox}?${new URLSearchParams({ ...filters, page: String(to) }).toString()}">${name}</a>`);
  return html`<nav class="pages" aria-label="Pages">${link(page - 1, 'Newer')} <span>page ${page} of ${pages}</span> ${link(page + 1, 'Older')}</nav>`;
};
