import * as fc from 'fast-check';
import type { DigestEntry } from '../../../shared/domain/notifications/digest';
import { renderDigestEmail } from '../../../shared/domain/notifications/render-digest-email';
import { aDigest, anEntry, entriesInTheNumberOf, hostileDigest, messages } from './digests';
import { readStrictHtml } from './strict-html';

const joined = anEntry();
/** A person who left such an account; where to is not known. */
const left: DigestEntry = {
  rule: '3B',
  objectType: 'Contact',
  recordId: 'C2',
  role: 'Renewal Manager',
  person: 'Ben Li',
  pastTitle: 'Head of Platform',
  pastCompany: 'Initech & Sons',
  contactId: 'C2',
  accountId: 'A2',
  accountName: 'Initech & Sons',
  opportunities: [{ id: 'O2', stage: '1-Discovery' }],
};

const listedIn = (content: string): number => new Set(content.match(/\/Lead\/L\d+\/view/g)).size;

describe('the e-mail of a digest', () => {
  it('NT-10, UG-19: reads so as text', () => {
    expect(renderDigestEmail(aDigest([left, joined]), messages)).toMatchObject({
      subject: '2 people moved: 1 joined, 1 left (9 Oct 2024)',
      text: `2 people moved: 1 joined, 1 left
For Maria Cox, 9 Oct 2024. You are told as Renewal Manager and AE.

JOINED AN ACCOUNT WITH AN OPEN OPPORTUNITY AT STAGE 3 OR LATER
Plays 1 and 3: a contact we track joined an open deal

Ada Okafor
  Now: CTO at Globex GmbH, since 1 Sep 2024
  Before: VP Engineering at Acme
  Owner: Lee Ito
  Open opportunity: Globex expansion (4-Proposal)
    https://crm.example/Opportunity/O1/view?a=1&b=2
  Lead: https://crm.example/Lead/L1/view
  Contact: https://crm.example/Contact/C1/view
  Account Globex: https://crm.example/Account/A1/view

LEFT AN ACCOUNT WITH AN OPEN OPPORTUNITY AT STAGE 0 TO 2
Play 3: a contact left an open deal

Ben Li
  Now: not known
  Before: Head of Platform at Initech & Sons
  Owner: not known
  Open opportunity: without a name (1-Discovery)
    https://crm.example/Opportunity/O2/view?a=1&b=2
  Contact: https://crm.example/Contact/C2/view
  Account Initech & Sons: https://crm.example/Account/A2/view

-- 
Questions about these messages? Ask Marketing Operations (#mktg_ops) or
Sales Development (sales-development@revsignal.example).
`,
    });
  });

  it('NT-10, UG-19: says the same as a page', () => {
    expect(readStrictHtml(renderDigestEmail(aDigest([left, joined]), messages).html)).toEqual({
      lines: [
        'Ada Okafor, Ben Li',
        '2 people moved: 1 joined, 1 left',
        'For Maria Cox, 9 Oct 2024. You are told as Renewal Manager and AE.',
        'Joined an account with an open opportunity at stage 3 or later',
        'Plays 1 and 3: a contact we track joined an open deal',
        'Ada Okafor',
        'Now: CTO at Globex GmbH, since 1 Sep 2024',
        'Before: VP Engineering at Acme',
        'Owner: Lee Ito',
        'Open opportunity: Globex expansion (4-Proposal)',
        'Lead \u00A0·\u00A0 Contact \u00A0·\u00A0 Account Globex',
        'Left an account with an open opportunity at stage 0 to 2',
        'Play 3: a contact left an open deal',
        'Ben Li',
        'Now: not known',
        'Before: Head of Platform at Initech & Sons',
        'Owner: not known',
        'Open opportunity: without a name (1-Discovery)',
        'Contact \u00A0·\u00A0 Account Initech & Sons',
        'Questions about these messages? Ask Marketing Operations (#mktg_ops) or Sales Development (sales-development@revsignal.example).',
      ],
      links: [
        'https://crm.example/Opportunity/O1/view?a=1&b=2',
        'https://crm.example/Lead/L1/view',
        'https://crm.example/Contact/C1/view',
        'https://crm.example/Account/A1/view',
        'https://crm.example/Opportunity/O2/view?a=1&b=2',
        'https://crm.example/Contact/C2/view',
        'https://crm.example/Account/A2/view',
      ],
    });
  });

  it('rules stand in the order 1A, 1B, 1C, 1D, 3A, 3B, people in the given order', () => {
    const entries = (['3B', '3A', '1D', '1C', '1B', '1A'] as const).flatMap((rule) => [anEntry({ rule, person: `${rule} first` }), anEntry({ rule, person: `${rule} second` })]);

    const people = readStrictHtml(renderDigestEmail(aDigest(entries), messages).html).lines.filter((line) => /^\d\w (first|second)$/.test(line));

    expect(people).toEqual(['1A', '1B', '1C', '1D', '3A', '3B'].flatMap((rule) => [`${rule} first`, `${rule} second`]));
  });

  it.each([
    ['one joined', [joined], '1 person joined a new company (9 Oct 2024)'],
    ['some left', [left, anEntry({ rule: '3A', contactId: 'C9' })], '2 people left your accounts (9 Oct 2024)'],
    ['one left and joined', [joined, anEntry({ rule: '3A' })], '1 person moved: 1 joined, 1 left (9 Oct 2024)'],
  ])('the subject counts people, not entries: %s', (_, entries, subject) => {
    expect(renderDigestEmail(aDigest(entries), messages).subject).toBe(subject);
  });

  it.each([
    ['no title', { newTitle: '' }, 'Now: Globex GmbH, title not known, since 1 Sep 2024'],
    ['no company', { newCompany: ' ' }, 'Now: CTO, company not known, since 1 Sep 2024'],
    ['neither', { newTitle: '', newCompany: '' }, 'Now: not known, since 1 Sep 2024'],
    ['no start date', { startedOn: '' }, 'Now: CTO at Globex GmbH, start date not known'],
    ['a job that has not begun', { startedOn: '2024-11-01' }, 'Now: CTO at Globex GmbH, from 1 Nov 2024'],
    ['a start date that is none', { startedOn: 'soon' }, 'Now: CTO at Globex GmbH, from soon'],
  ])('what is not known is said: %s', (_, changes, line) => {
    expect(renderDigestEmail(aDigest([anEntry(changes)]), messages).text).toContain(`\n  ${line}\n`);
  });

  it('ids are encoded into links, and an id that is none makes no link', () => {
    const { links } = readStrictHtml(renderDigestEmail(aDigest([anEntry({ leadId: 'a/b?c&d"e', contactId: 'x'.repeat(200), accountId: '$&', opportunities: [] })]), messages).html);

    expect(links).toEqual(['https://crm.example/Lead/a%2Fb%3Fc%26d%22e/view', 'https://crm.example/Account/%24%26/view']);
  });

  it('of many opportunities three are named and the others counted', () => {
    const opportunities = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ id: name, name, stage: '2-Scoping' }));

    expect(readStrictHtml(renderDigestEmail(aDigest([anEntry({ opportunities })]), messages).html).lines.filter((line) => line.includes('opportunit')).slice(1)).toEqual([
      'Open opportunity: a (2-Scoping)',
      'Open opportunity: b (2-Scoping)',
      'Open opportunity: c (2-Scoping)',
      'Further: 2 open opportunities',
    ]);
  });

  it('a title of 200 KB is cut with an ellipsis and hides nothing after it', () => {
    const { html, text } = renderDigestEmail(aDigest([anEntry({ newTitle: 'x'.repeat(200_000) })]), messages);

    expect(text).toContain(`\n    ${'x'.repeat(100)}…\n    at Globex GmbH, since 1 Sep 2024\n`);
    expect(Buffer.byteLength(html)).toBeLessThan(5_000);
  });

  it('whatever stands in whatever field, the page holds our elements only and the subject is one line', () => {
    fc.assert(
      fc.property(hostileDigest, (digest) => {
        const { html, subject } = renderDigestEmail(digest, messages);
        const { links } = readStrictHtml(html);

        expect(links.filter((link) => !link.startsWith('https://crm.example/'))).toEqual([]);
        expect(subject).toMatch(/^[\w :,()]+$/);
      }),
    );
  });

  it.each([
    [60, 60],
    [250, 250],
    [3_000, 360],
  ])('of %d people the page lists %d and stays below the size at which mail programs clip', (count, listed) => {
    const { html, text } = renderDigestEmail(aDigest(entriesInTheNumberOf(count)), messages);

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(100_000);
    expect({ page: listedIn(html), text: listedIn(text) }).toEqual({ page: listed, text: listed });
  });

  it('what is not listed is counted under its rule', () => {
    const { lines } = readStrictHtml(renderDigestEmail(aDigest(entriesInTheNumberOf(3_000)), messages).html);

    expect(lines.filter((line) => line.startsWith('and '))).toEqual(Array(6).fill('and 440 more people: see the list view in the CRM'));
  });

  it('stays below that size with the longest values there can be', () => {
    const long = '長'.repeat(1_000);
    const opportunities = Array.from({ length: 5 }, () => ({ id: 'O', name: long, stage: long }));
    const hostile = entriesInTheNumberOf(500, { person: long, newTitle: long, newCompany: long, pastTitle: long, pastCompany: long, ownerName: long, accountName: long, opportunities });

    expect(Buffer.byteLength(renderDigestEmail(aDigest(hostile), messages).html)).toBeLessThanOrEqual(100_000);
  });
});
