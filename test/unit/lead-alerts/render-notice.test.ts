import * as fc from 'fast-check';
import { blockErrors } from '../../../infra/local/host/slack-blocks';
import type { Notice } from '../../../shared/domain/lead-alerts/notice';
import { renderNoticeEmail } from '../../../shared/domain/lead-alerts/render-notice-email';
import { renderNoticePost } from '../../../shared/domain/lead-alerts/render-notice-post';
import { ALERT_KINDS } from '../../../shared/domain/leads/changes';
import { hostileText, messages } from '../messages/digests';
import { readStrictHtml } from '../messages/strict-html';

const notice: Notice = {
  kind: 'SLA_BREACH',
  recipientName: 'Maria <Cox>',
  entries: [{ recordId: 'l-1', objectType: 'Lead', name: 'Ada & Co', accountId: 'a-1', accountName: 'Globex', facts: [{ label: 'Was due', text: '2018-07-09 16:00' }], eventId: 'for-1', recipientRole: 'Owner' }],
};

describe('a notice of the lead database', () => {
  it('as an e-mail says what happened, what to do, to whom, and where the record is', () => {
    const email = renderNoticeEmail(notice, messages);
    expect({ ...email, html: readStrictHtml(email.html) }).toEqual({
      subject: 'A Contact Us request was not answered in time',
      text: `A Contact Us request was not answered in time
For Maria <Cox>

Follow up now, and log the call, e-mail, meeting or task on the record.

Ada & Co
  Account: Globex
  Was due: 2018-07-09 16:00
  Lead: https://crm.example/Lead/l-1/view
  Account: https://crm.example/Account/a-1/view

-- 
Questions about these messages? Ask Marketing Operations (#mktg_ops) or
Sales Development (sales-development@revsignal.example).
`,
      html: {
        lines: [
          'Ada & Co',
          'A Contact Us request was not answered in time',
          'For Maria <Cox>',
          'Follow up now, and log the call, e-mail, meeting or task on the record.',
          'Ada & Co',
          'Account: Globex',
          'Was due: 2018-07-09 16:00',
          'Lead \u00A0·\u00A0 Account',
          'Questions about these messages? Ask Marketing Operations (#mktg_ops) or Sales Development (sales-development@revsignal.example).',
        ],
        links: ['https://crm.example/Lead/l-1/view', 'https://crm.example/Account/a-1/view'],
      },
    });
  });

  it('as a Slack post says the same', () => {
    const { text, blocks } = renderNoticePost(notice, messages);
    expect(text).toBe('A Contact Us request was not answered in time\nAda &amp; Co: account Globex; was due 2018-07-09 16:00');
    expect(blocks[3]).toEqual({
      type: 'section',
      text: { type: 'mrkdwn', verbatim: true, text: '*Ada &amp; Co*\nAccount: Globex\nWas due: 2018-07-09 16:00\n<https://crm.example/Lead/l-1/view|Lead>  ·  <https://crm.example/Account/a-1/view|Account>' },
    });
  });

  it("whatever stands in it, the page holds our elements only, the subject is one line and Slack's limits hold for as many entries as a message has", () => {
    const fact = fc.record({ label: hostileText, text: hostileText });
    const entry = fc.record({
      recordId: hostileText, objectType: fc.constantFrom('Lead', 'Contact', 'Account'), name: hostileText, accountId: hostileText, accountName: hostileText,
      facts: fc.array(fact, { maxLength: 9 }), eventId: hostileText, recipientRole: hostileText,
    } as const);
    fc.assert(
      fc.property(fc.record({ kind: fc.constantFrom(...ALERT_KINDS), recipientName: hostileText, entries: fc.array(entry, { minLength: 1, maxLength: 6 }) }), (hostile) => {
        const { subject, html } = renderNoticeEmail(hostile, messages);
        const { blocks } = renderNoticePost(hostile, messages);

        expect(readStrictHtml(html).links.every((link) => link.startsWith('https://crm.example/'))).toBe(true);
        expect(subject).not.toMatch(/[\r\n]/);
        expect(blockErrors(blocks)).toEqual([]);
      }),
    );
  });

  it('stays below what Slack takes in one post, even when every value is as long as it gets', () => {
    const long = '&'.repeat(300);
    const entries = Array.from({ length: 6 }, () => ({ recordId: 'x'.repeat(60), objectType: 'Lead', name: long, accountId: 'x'.repeat(60), accountName: long, facts: Array.from({ length: 9 }, () => ({ label: long, text: long })), eventId: 'e', recipientRole: 'r' }) as const);
    const { blocks } = renderNoticePost({ kind: 'RD_TASK', recipientName: long, entries }, messages);
    expect(blockErrors(blocks)).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThan(13_200);
  });
});
