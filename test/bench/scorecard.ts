import { WORKFLOWS } from '../../shared/names/workflows';
import type { Signal } from '../../shared/stores/signal-store';
import { inProcessRuntime } from '../support/in-process-runtime';
import { aContact, aLead, anAccount, aRole, aTask, aWonOpportunity } from '../support/records';
import type { SeedRecords } from '../support/seed-records';
import type { Row } from './row';

const ACCOUNTS = 40_000;
const CONTACTS = 52_000;
const CHANGES = 31_000;
const TASKS_PER_CHANGE = 3;

const numbered = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** A company of the size of autumn 2024, with a quarter of it in the graded window. */
const company = (): SeedRecords => ({
  Account: numbered(ACCOUNTS, (index) => anAccount({ Id: `a-${index}`, Is_Customer__c: index % 20 === 0, Is_Target_Account__c: index % 3 === 0 })),
  Opportunity: numbered(ACCOUNTS / 4, (index) => aWonOpportunity({ Id: `o-${index}`, AccountId: `a-${index}` })),
  Contact: numbered(CONTACTS, (index) => aContact({ Id: `c-${index}`, AccountId: `a-${index % ACCOUNTS}` })),
  OpportunityContactRole: numbered(CONTACTS, (index) => aRole(`o-${index % (ACCOUNTS / 4)}`, `c-${index}`)),
  Lead: numbered(CHANGES, (index) => aLead({ Id: `l-${index}`, CreatedDate: `2024-${['07', '08', '09', '10'][index % 4]}-02T13:00:00.000Z`, Matched_Account__c: `a-${index % ACCOUNTS}` })),
  Task: numbered(CHANGES * TASKS_PER_CHANGE, (index) => aTask({ Id: `t-${index}`, WhoId: `l-${index % (CHANGES / 2)}`, CompletedDateTime: `2024-09-${String(3 + (index % 20)).padStart(2, '0')}T13:00:00.000Z` })),
});

const signals = (): Signal[] =>
  numbered(CHANGES, (index) => ({ signalId: `s-${index}`, eventId: `s-${index}`, source: 'feed', reason: '', body: '{}', outcome: index % 10 === 0 ? 'rejected' : 'lead_created', releasedOn: `2024-${['07', '08', '09', '10'][index % 4]}-02` }));

/** A month graded and sent, in this process with a store in memory. */
export const benchScorecard = async (): Promise<Row[]> => {
  const runtime = await inProcessRuntime({ records: company() });
  await runtime.deps.signals.keepMany(signals());
  const started = { at: performance.now(), cpu: process.cpuUsage() };
  const { status, error, transitions } = await runtime.start(WORKFLOWS.scorecard, '2024-10-01');
  if (status !== 'SUCCEEDED') throw new Error(`The scorecard ended ${status}: ${error ?? ''}`);
  const { user, system } = process.cpuUsage(started.cpu);
  return [
    { name: 'grade and send', value: (performance.now() - started.at) / 1_000, unit: 's', note: `${CONTACTS.toLocaleString('en-US')} contacts, ${CHANGES.toLocaleString('en-US')} changes, ${(CHANGES * TASKS_PER_CHANGE).toLocaleString('en-US')} activities` },
    { name: 'processor time', value: (user + system) / 1e6, unit: 's' },
    { name: 'e-mail', value: Buffer.byteLength(runtime.email.sent[0]?.html ?? '') / 1_000, unit: 'KB', aim: 'below 100, where Gmail clips' },
    { name: 'state transitions', value: transitions, unit: '' },
  ];
};
