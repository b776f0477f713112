import fc from 'fast-check';
import { clue, personOf } from '../../../shared/domain/privacy/person';
import { followClues, traceOfContact, traceOfDelivery, traceOfLead, traceOfSignal, type Trace } from '../../../shared/domain/privacy/traces';

const signal = (signalId: string, body: object | string, settled: object = {}): Trace => traceOfSignal({ signalId, body: typeof body === 'string' ? body : JSON.stringify(body), ...settled });
const found = (email: string, ...traces: readonly Trace[]): string[] => [...personOf(followClues([clue('email', email)], traces)).ids].sort();

describe('following the clues from an address', () => {
  it.each<{ readonly what: string; readonly traces: readonly Trace[] }>([
    { what: 'a contact and a lead that bear it, however it is written', traces: [traceOfContact({ Id: 'a', Email: ' ADA@x.example' }), traceOfLead({ Id: 'b', Email: 'ada@X.example ' })] },
    { what: 'a lead by its past contact', traces: [traceOfContact({ Id: 'a', Email: 'ada@x.example' }), traceOfLead({ Id: 'b', UserGem__PastContact__c: 'a' })] },
    { what: "a lead as its contact's current lead", traces: [traceOfContact({ Id: 'a', Email: 'ada@x.example', UserGem__CurrentLead__c: 'b' }), traceOfLead({ Id: 'b' })] },
    { what: 'a contact into which a lead was converted', traces: [traceOfLead({ Id: 'a', Email: 'ada@x.example', ConvertedContactId: 'b' }), traceOfContact({ Id: 'b' })] },
    { what: 'what was merged away, and what it was merged into', traces: [traceOfContact({ Id: 'a', Email: 'ada@x.example', MasterRecordId: 'b' }), traceOfContact({ Id: 'b' })] },
    { what: 'a contact by the LinkedIn profile of a lead', traces: [traceOfLead({ Id: 'a', Email: 'ada@x.example', UserGem__PersonLinkedInUrl__c: 'https://www.linkedin.com/in/Ada-O/?trk=1' }), traceOfContact({ Id: 'b', LinkedIn_URL__c: 'linkedin.com/in/ada-o' })] },
    { what: 'signals by either address of their body', traces: [signal('a', { person: { email: 'ada@x.example' } }), signal('b', { previous: { email: 'Ada@x.example' } })] },
    { what: 'deliveries by the address of their person, activity or changed field', traces: [traceOfDelivery({ deliveryId: 'a', body: '{"person":{"email":"ada@x.example"},"email":"ADA@x.example"}' }), traceOfDelivery({ deliveryId: 'b', body: '{"fields":{"Email":"ada@x.example"}}' })] },
    { what: 'a delivery by the record that it was worked into, or that it names', traces: [traceOfLead({ Id: 'a', Email: 'ada@x.example' }), traceOfDelivery({ deliveryId: 'b', recordId: 'a', body: '{"recordId":"a","by":"other"}' })] },
    { what: 'a signal by the lead that it made', traces: [traceOfLead({ Id: 'a', Email: 'ada@x.example' }), signal('b', {}, { leadId: 'a' })] },
    { what: 'a signal by the past contact that its body names', traces: [traceOfContact({ Id: 'a', Email: 'ada@x.example' }), signal('b', { previous: { contactId: 'a' } })] },
    { what: 'a body that is no JSON and has the address in it', traces: [traceOfContact({ Id: 'a', Email: 'ada@x.example' }), signal('b', '{"person": {"email": "Ada@x.example", "firstName": ')] },
  ])('finds $what', ({ traces }) => {
    expect(found('ada@x.example', ...traces, traceOfContact({ Id: 'other', Email: 'bob@x.example' }))).toEqual(['a', 'b']);
  });

  it('goes on from what it has found until nothing more is found', () => {
    const chain = [
      traceOfLead({ Id: 'd', UserGem__PersonLinkedInUrl__c: 'linkedin.com/in/ada' }),
      signal('c', { person: { email: 'ada@new.example', linkedinUrl: 'linkedin.com/in/ada' } }),
      traceOfLead({ Id: 'b', Email: 'ada@new.example', UserGem__PastContact__c: 'a' }),
      traceOfContact({ Id: 'a', Email: 'ada@x.example' }),
    ];
    expect(found('ada@x.example', ...chain)).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each<{ readonly what: string; readonly traces: readonly Trace[] }>([
    { what: 'a name', traces: [signal('a', { person: { email: 'ada@x.example', firstName: 'Ada', lastName: 'Okafor' } }), signal('b', { person: { firstName: 'Ada', lastName: 'Okafor' } })] },
    { what: 'what stands in the place of an address', traces: [signal('a', { person: { email: 'ada@x.example' }, previous: { email: 'n/a' } }), traceOfContact({ Id: 'b', Email: 'n/a' })] },
    { what: 'the LinkedIn page of a company', traces: [traceOfLead({ Id: 'a', Email: 'ada@x.example', UserGem__PersonLinkedInUrl__c: 'linkedin.com/company/acme' }), traceOfLead({ Id: 'b', UserGem__PersonLinkedInUrl__c: 'linkedin.com/company/acme' })] },
    { what: 'an id that no record has', traces: [traceOfLead({ Id: 'a', Email: 'ada@x.example', UserGem__PastContact__c: 'unknown' }), signal('b', { previous: { contactId: 'unknown' } })] },
  ])('is not led by $what', ({ traces }) => {
    expect(found('ada@x.example', ...traces)).toEqual(['a']);
  });

  it('an unreadable body is theirs whose address stands in it, and links nobody to anybody', () => {
    const people = [traceOfContact({ Id: 'a', Email: 'ada@x.example' }), traceOfContact({ Id: 'b', Email: 'bob@x.example' })];
    expect(found('ada@x.example', ...people, signal('s', 'ada@x.example, bob@x.example, neither JSON'))).toEqual(['a', 's']);
  });

  it('finds the same whatever the order, and nothing more when asked again', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const email = fc.option(ids.map((id) => `${id}@x.example`), { nil: undefined });
    const trace = fc.record({ Id: fc.uuid(), Email: email, UserGem__PastContact__c: fc.option(ids, { nil: undefined }) }).map(traceOfLead);
    fc.assert(
      fc.property(fc.array(trace).chain((traces) => fc.tuple(fc.constant(traces), fc.shuffledSubarray(traces, { minLength: traces.length }))), ([traces, shuffled]) => {
        const clues = followClues([clue('email', 'a@x.example')], traces);
        expect(followClues([clue('email', 'a@x.example')], shuffled)).toEqual(clues);
        expect(followClues(clues, traces)).toEqual(clues);
      }),
    );
  });
});
