import type { Alert } from './digest';
import { HTML, MRKDWN, PLAIN, spell, type Spelling } from './render-characters';
import { fold, htmlPage, type RenderedEmail } from './render-email-page';
import { context, header, plain, section, type RenderedPost } from './render-slack-blocks';
import { footerOf, type MessageSettings } from './render-view';

/** An alert in words, spelled for a channel: short enough for one Slack post, so that both channels say the same. */
interface AlertView {
  readonly headline: string;
  readonly particulars: readonly string[];
  readonly remedy: string;
  readonly kind: string;
  readonly run: string;
  readonly footer: string;
}

const HEADLINE_LENGTH = 140;
const NAME_LENGTH = 100;
const PARTICULAR_LENGTH = 250;
const PARTICULARS_LISTED = 20;
/** Ten particulars stay below Slack's 3,000 characters a section. */
const PARTICULARS_PER_SECTION = 10;

const viewAlert = (alert: Alert, messages: Pick<MessageSettings, 'askTeams'>, spelling: Spelling): AlertView => {
  const further = alert.particulars.length - PARTICULARS_LISTED;
  return {
    headline: spell(alert.headline, HEADLINE_LENGTH, spelling),
    particulars: [
      ...alert.particulars.slice(0, PARTICULARS_LISTED).map((particular) => spell(particular, PARTICULAR_LENGTH, spelling)),
      ...(further > 0 ? [`and ${further} more`] : []),
    ],
    remedy: `What to do: docs/runbook.md#${spell(alert.runbookAnchor, NAME_LENGTH, spelling)}`,
    kind: spell(alert.kind, NAME_LENGTH, spelling),
    run: spell(alert.runId, NAME_LENGTH, spelling),
    footer: footerOf(messages, spelling),
  };
};

/** The e-mail of an alert to operators (PLAT-08); the subject begins with its kind, for filters. */
export const renderAlertEmail = (alert: Alert, messages: Pick<MessageSettings, 'askTeams'>): RenderedEmail => {
  const page = viewAlert(alert, messages, HTML);
  const text = viewAlert(alert, messages, PLAIN);
  return {
    subject: `[${text.kind}] ${text.headline}`,
    html: htmlPage({
      title: page.headline,
      preview: page.particulars.slice(0, 3).join('; '),
      body: [
        `<h1 style="margin:0;font-size:22px;line-height:1.3">${page.headline}</h1>`,
        `<p style="margin:4px 0 0;font-size:14px;opacity:.8">${page.kind}, run ${page.run}</p>`,
        ...(page.particulars.length > 0 ? [`<ul style="margin:20px 0 0;padding:0 0 0 20px">${page.particulars.map((particular) => `\n<li>${particular}</li>`).join('')}\n</ul>`] : []),
        `<p style="margin:20px 0 0"><b>${page.remedy}</b></p>`,
      ].join('\n'),
      footer: page.footer,
    }),
    text: `${[
      fold(text.headline, 0),
      `${text.kind}, run ${text.run}`,
      '',
      ...text.particulars.map((particular) => fold(`- ${particular}`, 2)),
      '',
      text.remedy,
      '',
      '-- ',
      fold(text.footer, 0),
    ].join('\n')}\n`,
  };
};

/** The Slack post of an alert to operators (PLAT-08): always one, in a list as a digest's posts are. Plain text, so that ids can be copied. */
export const renderAlertPosts = (alert: Alert, messages: Pick<MessageSettings, 'askTeams'>): RenderedPost[] => {
  const view = viewAlert(alert, messages, PLAIN);
  const sections = Array.from({ length: Math.ceil(view.particulars.length / PARTICULARS_PER_SECTION) }, (_, index) =>
    section(plain(view.particulars.slice(index * PARTICULARS_PER_SECTION, (index + 1) * PARTICULARS_PER_SECTION).map((particular) => `• ${particular}`).join('\n'))),
  );
  return [
    {
      text: spell(alert.headline, HEADLINE_LENGTH, MRKDWN),
      blocks: [header(view.headline), ...sections, section(plain(view.remedy)), context(plain(`${view.kind}, run ${view.run}`)), context(plain(view.footer))],
    },
  ];
};
