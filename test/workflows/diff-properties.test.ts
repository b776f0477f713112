import * as fc from 'fast-check';
import { isWithoutEffect } from '../../infra/local/diff/compare-lived';
import { rulesOf } from '../../infra/local/diff/read-rule-change';
import { addDays } from '../../shared/domain/time/business-time';
import { WORKFLOWS } from '../../shared/names/workflows';
import { diffUnder, livedAgain, storedLife } from '../support/diff-week';
import { inProcessRuntime, SETTINGS, type InProcessRuntime } from '../support/in-process-runtime';
import { aContact, aLead, anAccount, anOpportunity, aRole, aUser, aWonOpportunity } from '../support/records';
import type { SeedRecords } from '../support/seed-records';
import { aJobChange, aNewHire } from '../support/usergems-bodies';

const ACCOUNTS = ['a-0', 'a-1', 'a-2'];
const CONTACTS = ['c-0', 'c-1', 'c-2', 'c-3'];

const account = fc.record({
  Sales_Segment__c: fc.constantFrom('Large', 'Mid-Market', 'SMB'),
  OwnerId: fc.constantFrom(undefined, 'ae'),
  BDR_Assigned__c: fc.constantFrom(undefined, 'bdr-1', 'gone'),
  Is_Target_Account__c: fc.boolean(),
  Do_Not_Route__c: fc.constantFrom(false, false, true),
});
const opportunity = fc.record({ at: fc.constantFrom(...ACCOUNTS), kind: fc.constantFrom('won', 'early', 'late', 'renewal'), contact: fc.constantFrom(...CONTACTS) });
const signal = fc.record({
  contact: fc.constantFrom(...CONTACTS, 'nobody'),
  at: fc.constantFrom(...ACCOUNTS),
  /** People of one e-mail reach each other's leads. */
  email: fc.constantFrom(undefined, undefined, 'shared@people.example', 'known@people.example'),
  startedOn: fc.constantFrom('2024-09-01', '2024-05-01', null),
  isHire: fc.boolean(),
  day: fc.integer({ min: 0, max: 9 }),
});
const company = fc.record({ accounts: fc.tuple(account, account, account), opportunities: fc.array(opportunity, { maxLength: 6 }), signals: fc.array(signal, { minLength: 1, maxLength: 12 }) });

type Company = typeof company extends fc.Arbitrary<infer T> ? T : never;

const OPPORTUNITIES = {
  won: aWonOpportunity,
  early: (fields: Parameters<typeof anOpportunity>[0]) => anOpportunity({ ...fields, StageName: '1-Discovery' }),
  late: anOpportunity,
  renewal: (fields: Parameters<typeof anOpportunity>[0]) => anOpportunity({ ...fields, Type: 'Renewal' }),
};

const recordsOf = ({ accounts, opportunities }: Company): SeedRecords => ({
  User: [
    aUser({ Id: 'admin', Role__c: 'Sales Admin' }),
    aUser({ Id: 'ae', Role__c: 'AE', Notify_By__c: 'email' }),
    aUser({ Id: 'bdr-1', Role__c: 'BDR', Region__c: 'AMER', Segment__c: 'Large' }),
    aUser({ Id: 'bdr-2', Role__c: 'BDR', Region__c: 'AMER', Segment__c: 'Large', Notify_By__c: 'slack' }),
    aUser({ Id: 'sdr-1', Role__c: 'SDR', Region__c: 'AMER' }),
    aUser({ Id: 'sdr-2', Role__c: 'SDR', Region__c: 'AMER', Notify_By__c: 'email' }),
  ],
  Account: accounts.map((fields, index) => anAccount({ Id: `a-${index}`, ...fields })),
  Contact: CONTACTS.map((Id, index) => aContact({ Id, AccountId: ACCOUNTS[index % ACCOUNTS.length] })),
  Opportunity: opportunities.map(({ at, kind }, index) => OPPORTUNITIES[kind]({ Id: `o-${index}`, AccountId: at })),
  OpportunityContactRole: opportunities.map(({ contact }, index) => aRole(`o-${index}`, contact)),
  Lead: [aLead({ Id: 'lead-known', Email: 'known@people.example', OwnerId: 'sdr-1', CreatedDate: '2024-08-01T10:00:00.000Z', LeadSource: 'Webinar' })],
});

/** Two weeks of a generated company: a first Tuesday and an ordinary one, each with its Wednesday. */
const lived = async (generated: Company): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: recordsOf(generated) });
  for (const [index, { contact, at, email, startedOn, isHire, day }] of generated.signals.entries()) {
    const current = { accountId: at, company: `Company ${at}`, startedOn };
    const body = isHire ? aNewHire(`e-${index}`, current) : aJobChange(`e-${index}`, contact, current, email === undefined ? {} : { email, linkedinUrl: null });
    await runtime.deliver(body, `${addDays('2024-09-28', day)}T12:00:${String(index).padStart(2, '0')}.000Z`);
  }
  for (const tuesday of ['2024-10-01', '2024-10-08']) {
    await runtime.start(WORKFLOWS.sync, tuesday);
    await runtime.start(WORKFLOWS.notify, addDays(tuesday, 1));
  }
  return runtime;
};

describe('diff of generated companies', () => {
  it('is empty between the deployed rules and the same rules written out again, and its deployed side is what the runs decided', async () => {
    const rules = rulesOf(SETTINGS).rules.map(({ id, where }) => ({ id, where }));
    await fc.assert(
      fc.asyncProperty(company, async (generated) => {
        const runtime = await lived(generated);

        expect(await livedAgain(runtime, { days: 8, asOf: '2024-10-08' })).toEqual(await storedLife(runtime));
        const difference = await diffUnder(runtime, { rules, settings: { tracking: SETTINGS.tracking } }, { days: 8, asOf: '2024-10-08' });
        expect(isWithoutEffect(difference) && difference.rules.length === 0 && difference.settings.length === 0).toBe(true);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
