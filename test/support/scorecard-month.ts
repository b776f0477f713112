import { leadIdOf } from '../../shared/domain/usergems/event-id';
import { WORKFLOWS } from '../../shared/names/workflows';
import { inProcessRuntime, type InProcessRuntime, type RuntimeOptions } from './in-process-runtime';
import { aContact, aRole, aTask, aUser, anAccount, anOpportunity, aWonOpportunity } from './records';
import { seedRecords, type SeedRecords } from './seed-records';
import { aJobChange, aNewHire } from './usergems-bodies';

/**
 * A September in which the sync of Tuesday 2024-09-24 sent five changes and turned one down; three activities followed. The scorecard of
 * it is made on 1 October.
 */
export const FIRST_OF_OCTOBER = '2024-10-01';
export const FIRST_OF_NOVEMBER = '2024-11-01';
const SYNC = '2024-09-24';

const RECORDS: SeedRecords = {
  User: [aUser({ Id: 'admin', Role__c: 'Sales Admin' }), aUser({ Id: 'ops', Role__c: 'Marketing Ops' }), aUser({ Id: 'bdr', Role__c: 'BDR', Region__c: 'AMER' }), aUser({ Id: 'sdr', Role__c: 'SDR', Region__c: 'AMER' })],
  Account: [
    anAccount({ Id: 'acme', Sales_Segment__c: 'Large', Is_Customer__c: true, OwnerId: 'bdr' }),
    anAccount({ Id: 'shop', NumberOfEmployees: 10, Is_Customer__c: true, OwnerId: 'bdr' }),
    anAccount({ Id: 'middle', Sales_Segment__c: 'Mid-Market', OwnerId: 'bdr', BDR_Assigned__c: 'bdr' }),
    anAccount({ Id: 'globex', Sales_Segment__c: 'Large', Is_Target_Account__c: true, OwnerId: 'bdr', BDR_Assigned__c: 'bdr' }),
    anAccount({ Id: 'small', NumberOfEmployees: 10, OwnerId: 'bdr' }),
  ],
  Opportunity: [aWonOpportunity({ Id: 'won', AccountId: 'acme' }), aWonOpportunity({ Id: 'won-shop', AccountId: 'shop' }), anOpportunity({ Id: 'open', AccountId: 'middle' })],
  Contact: [
    ...['c-1', 'c-2', 'c-3'].map((Id) => aContact({ Id, AccountId: 'acme' })),
    aContact({ Id: 'c-4', AccountId: 'acme', Title: 'Analyst' }),
    aContact({ Id: 'c-shop', AccountId: 'shop', Title: 'Analyst' }),
    aContact({ Id: 'c-open', AccountId: 'middle' }),
  ],
  OpportunityContactRole: [...['c-1', 'c-2', 'c-3', 'c-4'].map((id) => aRole('won', id)), aRole('won-shop', 'c-shop'), aRole('open', 'c-open')],
};

const DELIVERIES = [
  aJobChange('to-target', 'c-1', { accountId: 'globex', company: 'Company globex', title: 'VP Data' }),
  aJobChange('to-target-too', 'c-2', { accountId: 'globex', company: 'Company globex', title: 'Engineer' }),
  aJobChange('to-open', 'c-3', { accountId: 'middle', company: 'Company middle', title: 'Director of IT' }),
  aJobChange('to-nowhere', 'c-4', { company: 'Nobody knows it', title: 'Analyst' }),
  aNewHire('hire', { accountId: 'globex', company: 'Company globex', title: 'Engineer' }),
  aNewHire('hire-elsewhere', { accountId: 'small', company: 'Company small', title: 'CTO' }),
];

const TASKS: SeedRecords = {
  Task: [
    aTask({ Id: 't-1', WhoId: leadIdOf('to-target'), CompletedDateTime: '2024-09-25T13:00:00.000Z' }),
    aTask({ Id: 't-2', WhoId: leadIdOf('to-target'), CreatedDate: '2024-09-26T13:00:00.000Z' }),
    aTask({ Id: 't-3', WhoId: leadIdOf('to-open'), CompletedDateTime: '2024-09-27T13:00:00.000Z' }),
    // Of a new hire, to be done, before the lead was, and after the scorecard: none of them counts.
    aTask({ Id: 't-4', WhoId: leadIdOf('hire'), CompletedDateTime: '2024-09-25T13:00:00.000Z' }),
    aTask({ Id: 't-5', WhoId: leadIdOf('to-nowhere'), Status: 'Not Started', CreatedDate: '2024-09-25T13:00:00.000Z' }),
    aTask({ Id: 't-6', WhoId: leadIdOf('to-nowhere'), CompletedDateTime: '2024-09-20T13:00:00.000Z' }),
    aTask({ Id: 't-7', WhoId: leadIdOf('to-nowhere'), CompletedDateTime: '2024-10-01T16:00:00.000Z' }),
  ],
};

/** The store on the morning of 1 October, before the scorecard; nothing is in the outboxes but what comes now. */
export const afterSeptember = async (options: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const september = await inProcessRuntime({ records: RECORDS });
  for (const [index, body] of DELIVERIES.entries()) await september.deliver(body, `2024-09-23T1${index}:00:00.000Z`);
  expect(await september.start(WORKFLOWS.sync, SYNC)).toMatchObject({ status: 'SUCCEEDED' });
  await seedRecords(TASKS, september.deps);
  return inProcessRuntime({ tables: september.tables, ...options });
};
