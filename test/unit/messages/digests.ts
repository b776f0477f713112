import * as fc from 'fast-check';
import type { Digest, DigestEntry } from '../../../shared/domain/notifications/digest';
import type { MessageSettings } from '../../../shared/domain/notifications/render-view';

export const messages: MessageSettings = {
  askTeams: { marketingOperations: '#mktg_ops', salesDevelopment: 'sales-development@revsignal.example' },
  links: {
    Lead: 'https://crm.example/Lead/{Id}/view',
    Contact: 'https://crm.example/Contact/{Id}/view',
    Account: 'https://crm.example/Account/{Id}/view',
    Opportunity: 'https://crm.example/Opportunity/{Id}/view?a=1&b=2',
  },
};

/** A person who joined an account with an open opportunity. */
export const anEntry = (changes: Partial<DigestEntry> = {}): DigestEntry => ({
  rule: '1C',
  objectType: 'Lead',
  recordId: 'L1',
  role: 'AE',
  person: 'Ada Okafor',
  newTitle: 'CTO',
  newCompany: 'Globex GmbH',
  pastTitle: 'VP Engineering',
  pastCompany: 'Acme',
  startedOn: '2024-09-01',
  ownerName: 'Lee Ito',
  leadId: 'L1',
  contactId: 'C1',
  accountId: 'A1',
  accountName: 'Globex',
  opportunities: [{ id: 'O1', name: 'Globex expansion', stage: '4-Proposal' }],
  ...changes,
});

export const aDigest = (entries: readonly DigestEntry[]): Digest => ({ recipientName: 'Maria Cox', runDate: '2024-10-09', entries });

/** So many entries of all rules, each with ids of its own. */
export const entriesInTheNumberOf = (count: number, changes: Partial<DigestEntry> = {}): DigestEntry[] =>
  Array.from({ length: count }, (_, index) => anEntry({ rule: RULES[index % RULES.length] ?? '1A', recordId: `L${index}`, leadId: `L${index}`, contactId: `C${index}`, ...changes }));

const RULES = ['1A', '1B', '1C', '1D', '3A', '3B'] as const;

/** Text as a vendor may deliver it and an attacker may write it. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", '*', '_', '~', '`', '|', '@', '!', '#', ' ', '\n', '\r', '\u202E', '\u0000', '\uD800', 'a'), maxLength: 300 }),
  fc.constantFrom(
    '', '  ', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</p></div>',
    '<!channel>', '<@U123>', '@here', '<https://evil.example|Lead>', '*_~`bold`~_*',
    '&amp;', '\r\nBcc: everybody@evil.example', '$& $1 {Id}', '&'.repeat(2_000), '長'.repeat(2_000),
  ),
);

const hostileEntry: fc.Arbitrary<DigestEntry> = fc.record(
  {
    rule: fc.constantFrom(...RULES),
    objectType: fc.constantFrom('Lead', 'Contact'),
    recordId: hostileText,
    role: fc.constantFrom('BDR/SDR', 'BDR', 'AE', 'Renewal Manager'),
    person: hostileText,
    newTitle: hostileText,
    newCompany: hostileText,
    pastTitle: hostileText,
    pastCompany: hostileText,
    startedOn: hostileText,
    ownerName: hostileText,
    leadId: hostileText,
    contactId: hostileText,
    accountId: hostileText,
    accountName: hostileText,
    opportunities: fc.array(fc.record({ id: hostileText, name: hostileText, stage: hostileText }), { maxLength: 6 }),
  },
  { requiredKeys: ['rule', 'objectType', 'recordId', 'role', 'person', 'opportunities'] },
);

export const hostileDigest: fc.Arbitrary<Digest> = fc.record({ recipientName: hostileText, runDate: fc.constant('2024-10-09'), entries: fc.array(hostileEntry, { minLength: 1, maxLength: 12 }) });
