import type { PlanReport } from '../../../infra/local/plan/plan-report';
import { printPlan } from '../../../infra/local/plan/print-plan';

const NOTHING: PlanReport = {
  workflow: 'usergems-sync', businessDate: '2024-10-08', scheduledTime: '2024-10-08T13:00:00.000Z', runBefore: 'none', ends: { status: 'SUCCEEDED', counts: { detected: 0, skipped: {} } },
  leadsCreated: [], leadsEnriched: [], contactsMarked: [], owners: [], held: [], leftOut: [], tracked: { created: 0, changed: 0, deleted: 0 }, messages: [], ledger: [], vendorWrites: [], alerts: [], leadDatabase: undefined, grades: [], rulesNotInForce: [], writes: [],
};

it('a plan of nothing says so, and nothing more', () => {
  expect(printPlan(NOTHING, 20)).toBe(`usergems-sync for 2024-10-08: what a run would do now. Nothing was written and nothing was sent.
It would succeed: nothing to do

`);
});

it('a plan shows its tables with as many rows as asked for, and says how many more there are', () => {
  const lead = { id: '00Q1', name: 'Ada \u001b[31mByron', company: 'Globex', ownerId: 'u', owner: 'Grace', path: 'ACCOUNT_BDR', account: 'globex' };
  const text = printPlan(
    {
      ...NOTHING,
      ends: { status: 'SUCCEEDED', counts: { detected: 1_204, leadsCreated: 3, held: 0, skipped: { SAME_ID: 1 } } },
      leadsCreated: [lead, { ...lead, id: '00Q2' }, { ...lead, id: '00Q3' }],
      owners: [{ ownerId: 'u', owner: 'Grace', leads: 3 }],
      leadsEnriched: [{ id: '00Q4', name: 'Alan', company: 'Initech', changes: [{ field: 'Title', old: 'CTO', new: 'CEO' }, { field: 'Country', new: 'Japan' }, { field: 'LastModifiedDate', new: '2024-10-08T13:00:00.000Z' }] }],
      contactsMarked: [{ id: '0031', name: 'Ada', changes: [{ field: 'Status', old: 'MQL', new: 'Disqualified' }, { field: 'UserGem__CurrentLead__c', new: '00Q1' }] }],
      held: [{ signal: 'feed:e', tier: '2', until: '2024-11-05' }],
      leftOut: [{ outcome: 'rejected', reason: 'NOT_TARGET_ACCOUNT', signals: 1_191 }],
      tracked: { created: 2, changed: 1, deleted: 0 },
      alerts: [{ kind: 'NO_COVERAGE', headline: '1 new leads went to the default owner', particulars: ['(AMER,Unknown): 1'] }],
      writes: [{ table: 'Lead', created: 3, changed: 1, deleted: 0 }],
    },
    2,
  );

  expect(text).toBe(`usergems-sync for 2024-10-08: what a run would do now. Nothing was written and nothing was sent.
It would succeed: detected 1,204, leadsCreated 3, skipped.SAME_ID 1
The list of tracked contacts would change: 2 added, 1 with another cohort or tier, 0 removed.

Leads to create (3)
  Lead  Name                 Company  Owner  Path
  00Q1  Ada \\u001b[31mByron  Globex   Grace  ACCOUNT_BDR
  00Q2  Ada \\u001b[31mByron  Globex   Grace  ACCOUNT_BDR
  and 1 more

Owners of the new leads (1)
  Owner  Leads
  Grace      3

Leads to enrich (1)
  Lead  Name  Company  Changes
  00Q4  Alan  Initech  Title: CTO -> CEO; Country: - -> Japan

Contacts to mark as no longer at their company (1)
  Contact  Name  Status now  New lead
  0031     Ada   MQL         00Q1

Signals that stay held (1)
  Signal  Tier  Until
  feed:e  2     2024-11-05

Signals that become no lead (1,191)
  Outcome   Reason              Signals
  rejected  NOT_TARGET_ACCOUNT    1,191

What operations would be told (1)
  Alert        What it says
  NO_COVERAGE  1 new leads went to the default owner; (AMER,Unknown): 1

Items to write (4)
  Table  Created  Changed  Deleted
  Lead         3        1        0

`);
});

it('a plan of notifications shows who is told what, and rules that are not in force', () => {
  const text = printPlan(
    {
      ...NOTHING,
      workflow: 'usergems-notify',
      runBefore: 'FAILED',
      ends: { status: 'FAILED', error: 'PredecessorMissingError', cause: 'usergems-sync is missing' },
      messages: [{ kind: 'digest', recipientId: 'u', to: 'Grace', channel: 'email', entries: 3, rules: { '1A': 2, '3A': 1 }, outcome: 'failed', reason: 'NO_ADDRESS' }],
      ledger: [{ rule: '', outcome: 'no_rule', reason: 'NO_RULE', rows: 7 }],
      rulesNotInForce: [
        { id: 'notification/1D', state: 'expired', from: undefined, until: '2024-09-30' },
        { id: 'notification/3B', state: 'not_yet', from: '2024-11-01', until: undefined },
      ],
    },
    20,
  );

  expect(text).toBe(`usergems-notify for 2024-10-08: what a run would do now. Nothing was written and nothing was sent.
The run of that date is FAILED: this is what a rerun would still do.
It would fail with PredecessorMissingError: usergems-sync is missing
Rule notification/1D has expired: it was in force until 2024-09-30.
Rule notification/3B is not in force yet: it begins on 2024-11-01.

Messages (1)
  Message  To     Channel  Entries  Rules           Result
  digest   Grace  email          3  1A x 2, 3A x 1  failed NO_ADDRESS

Notification ledger (7)
  Rule  Outcome  Reason   Rows
  -     no_rule  NO_RULE     7

`);
});
