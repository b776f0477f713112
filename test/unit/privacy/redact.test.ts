import fc from 'fast-check';
import { personOf } from '../../../shared/domain/privacy/person';
import { isAboutAny, redacted, withoutMentions } from '../../../shared/domain/privacy/redact';

const ada = personOf(['email:ada@acme.example', 'profile:ada-okafor', 'record:lead-1', 'signal:feed:e-1']);

describe('mentions', () => {
  it.each([
    ['ada@acme.example', '[erased]'],
    ['Mail to Ada <ADA@Acme.example>, please.', 'Mail to Ada <[erased]>, please.'],
    ['(ada@acme.example;bob@acme.example)', '([erased];bob@acme.example)'],
    [String.raw`{"note":"\nada@acme.example"}`, String.raw`{"note":"\n[erased]"}`],
    ['https://www.linkedin.com/in/Ada-Okafor/', 'https://www.linkedin.com/in/[erased]/'],
    ['lead:person:linkedin:ada-okafor', 'lead:person:linkedin:[erased]'],
    ['dada@acme.example', 'dada@acme.example'],
    ['x.ada@acme.example', 'x.ada@acme.example'],
    ['ada@acme.example.org', 'ada@acme.example.org'],
    ['ada@acme.examples', 'ada@acme.examples'],
    ['https://www.linkedin.com/in/ada-okafor-2', 'https://www.linkedin.com/in/ada-okafor-2'],
    ['ada-okafor', 'ada-okafor'],
  ])('of %j leave %j', (text, left) => {
    expect(withoutMentions({ deep: [{ text }] }, ada)).toEqual({ deep: [{ text: left }] });
  });
});

describe('what is said about a record of the person', () => {
  it.each([
    {
      what: 'a signal with its body',
      before: { signalId: 'feed:e-1', eventId: 'e-1', outcome: 'held', reason: 'FIRST_TUESDAY', body: '{"person":{}}' },
      after: { signalId: 'feed:e-1', eventId: 'e-1', outcome: 'held', reason: 'FIRST_TUESDAY', body: '[erased]' },
    },
    {
      what: 'a release that fills a lead',
      before: { leadId: 'lead-1', outcome: 'enriched_existing', enrichment: { overwrite: { LastModifiedDate: '2024', UserGem__PersonCountry__c: 'Kenya' }, changes: [{ field: 'Title', old: 'VP', new: 'CTO' }, { field: 'Status', old: 'Raw', new: 'Open' }] } },
      after: { leadId: 'lead-1', outcome: 'enriched_existing', enrichment: { overwrite: { LastModifiedDate: '2024', UserGem__PersonCountry__c: '[erased]' }, changes: [{ field: 'Title', old: '[erased]', new: '[erased]' }, { field: 'Status', old: 'Raw', new: 'Open' }] } },
    },
    {
      what: 'an entry of a digest beside one of somebody else',
      before: { entries: [{ entry: { recordId: 'lead-1', rule: '1A', person: 'Ada Okafor', newTitle: 'CTO', opportunities: [{ id: 'o', name: 'Deal' }] } }, { entry: { recordId: 'lead-2', rule: '1A', person: 'Ada Lovelace' } }] },
      after: { entries: [{ entry: { recordId: 'lead-1', rule: '1A', person: '[erased]', newTitle: '[erased]', opportunities: [{ id: 'o', name: 'Deal' }] } }, { entry: { recordId: 'lead-2', rule: '1A', person: 'Ada Lovelace' } }] },
    },
    {
      what: 'match keys that lead there',
      before: { matchKeys: [{ key: 'lead:person:name:ada okafor', entries: ['lead-1|account:a'] }, { key: 'lead:person:name:bob', entries: ['lead-2|account:a'] }], facts: [['lead:person:name:ada okafor', ['lead-1|account:a']]] },
      after: { matchKeys: [{ key: '[erased]', entries: ['lead-1|account:a'] }, { key: 'lead:person:name:bob', entries: ['lead-2|account:a'] }], facts: [['[erased]', ['lead-1|account:a']]] },
    },
    { what: 'lists of ids', before: { leadIds: ['lead-1', 'lead-2'] }, after: { leadIds: ['lead-1', 'lead-2'] } },
    { what: 'a write to the vendor', before: [{ recordId: 'c', write: { kind: 'add_contact', email: 'ada@acme.example', firstName: 'Ada' } }], after: [{ recordId: 'c', write: { kind: '[erased]', email: '[erased]', firstName: '[erased]' } }] },
  ])('is erased from $what, and only there', ({ before, after }) => {
    expect(redacted(before, ada)).toEqual(after);
    expect(redacted(after, ada)).toBe(after);
  });

  it('is seen in any depth', () => {
    expect([{ a: [{ b: { recordId: 'lead-1' } }] }, { a: ['lead-1'] }, { a: [{ b: { recordId: 'lead-2' } }] }].map((value) => isAboutAny(value, ada))).toEqual([true, false, false]);
  });

  it('a value that says nothing of the person comes out as the very value that it was', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => expect(redacted(json as string, ada)).toBe(json)));
  });
});
