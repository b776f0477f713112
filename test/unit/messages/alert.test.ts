import * as fc from 'fast-check';
import { blockErrors } from '../../../infra/local/host/slack-blocks';
import type { Alert } from '../../../shared/domain/notifications/digest';
import { renderAlertEmail, renderAlertPosts } from '../../../shared/domain/notifications/render-alert';
import { hostileText, messages } from './digests';
import { readStrictHtml } from './strict-html';

const alert: Alert = {
  kind: 'NO_COVERAGE',
  headline: '2 leads have an owner by default only',
  particulars: ['Lead L1: nobody covers BDR_RR(APAC,PubSec)', 'Lead L2: nobody covers SDR_RR(<EMEA>)'],
  runbookAnchor: 'nobody-covers-a-lead',
  runId: 'usergems-sync-2024-10-08',
};

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

describe('an alert', () => {
  it('PLAT-08: as an e-mail names what, which, what to do and the run', () => {
    const email = renderAlertEmail(alert, messages);

    expect({ ...email, html: readStrictHtml(email.html) }).toEqual({
      subject: '[NO_COVERAGE] 2 leads have an owner by default only',
      text: `2 leads have an owner by default only
NO_COVERAGE, run usergems-sync-2024-10-08

- Lead L1: nobody covers BDR_RR(APAC,PubSec)
- Lead L2: nobody covers SDR_RR(<EMEA>)

What to do: docs/runbook.md#nobody-covers-a-lead

-- 
Questions about these messages? Ask Marketing Operations (#mktg_ops) or
Sales Development (sales-development@revsignal.example).
`,
      html: {
        lines: [
          'Lead L1: nobody covers BDR_RR(APAC,PubSec); Lead L2: nobody covers SDR_RR(<EMEA>)',
          '2 leads have an owner by default only',
          'NO_COVERAGE, run usergems-sync-2024-10-08',
          'Lead L1: nobody covers BDR_RR(APAC,PubSec)',
          'Lead L2: nobody covers SDR_RR(<EMEA>)',
          'What to do: docs/runbook.md#nobody-covers-a-lead',
          'Questions about these messages? Ask Marketing Operations (#mktg_ops) or Sales Development (sales-development@revsignal.example).',
        ],
        links: [],
      },
    });
  });

  it('PLAT-08: as a Slack post says the same in plain text, so that ids can be copied', () => {
    expect(renderAlertPosts(alert, messages)).toEqual([
      {
        text: '2 leads have an owner by default only',
        blocks: [
          { type: 'header', text: plain('2 leads have an owner by default only') },
          { type: 'section', text: plain('• Lead L1: nobody covers BDR_RR(APAC,PubSec)\n• Lead L2: nobody covers SDR_RR(<EMEA>)') },
          { type: 'section', text: plain('What to do: docs/runbook.md#nobody-covers-a-lead') },
          { type: 'context', elements: [plain('NO_COVERAGE, run usergems-sync-2024-10-08')] },
          { type: 'context', elements: [plain('Questions about these messages? Ask Marketing Operations (#mktg_ops) or Sales Development (sales-development@revsignal.example).')] },
        ],
      },
    ]);
  });

  it('lists twenty particulars and counts the others', () => {
    const { text } = renderAlertEmail({ ...alert, particulars: Array.from({ length: 1_000 }, (_, index) => `Lead L${index}`) }, messages);

    expect(text.split('\n').filter((line) => line.startsWith('- '))).toEqual([...Array.from({ length: 20 }, (_, index) => `- Lead L${index}`), '- and 980 more']);
  });

  it("whatever stands in it, the page holds our elements only, the subject is one line and Slack's limits hold", () => {
    fc.assert(
      fc.property(fc.record({ kind: hostileText, headline: hostileText, particulars: fc.array(hostileText, { maxLength: 40 }), runbookAnchor: hostileText, runId: hostileText }), (hostile) => {
        const { subject, html } = renderAlertEmail(hostile, messages);
        const posts = renderAlertPosts({ ...hostile, headline: `Failed: ${hostile.headline}` }, messages);

        expect(readStrictHtml(html).links).toEqual([]);
        expect(subject).not.toMatch(/[\r\n]/);
        expect(posts.flatMap(({ blocks }) => blockErrors(blocks))).toEqual([]);
        expect(JSON.stringify(posts[0]?.blocks).length).toBeLessThanOrEqual(12_000);
      }),
    );
  });
});
