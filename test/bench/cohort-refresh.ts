import { WORKFLOWS } from '../../shared/names/workflows';
import { inProcessRuntime, type InProcessRuntime } from '../support/in-process-runtime';
import { aContact, anAccount, anOpportunity, aRole, aWonOpportunity } from '../support/records';
import type { SeedRecords } from '../support/seed-records';
import type { Row } from './row';

const CONTACTS = 52_000;
const CONTACTS_PER_ACCOUNT = 8;
const SEGMENTS = ['Large', 'Mid-Market', 'PubSec', 'SMB'];
/** One contact in so many has left the list by the second week. */
const GONE = 100;

/** Contacts of all cohorts, a little more than the vendor has room for; every fifth account is a target. */
const company = (): SeedRecords => {
  const accounts = Array.from({ length: CONTACTS / CONTACTS_PER_ACCOUNT }, (_, index) => `a-${index}`);
  const contacts = Array.from({ length: CONTACTS }, (_, index) => `c-${String(index).padStart(6, '0')}`);
  return {
    Account: accounts.map((Id, index) => anAccount({ Id, Sales_Segment__c: SEGMENTS[index % SEGMENTS.length], Is_Target_Account__c: index % 5 === 0 })),
    Opportunity: accounts.map((AccountId, index) => (index % SEGMENTS.length === 3 || index % 2 === 0 ? aWonOpportunity : anOpportunity)({ Id: `o-${index}`, AccountId })),
    Contact: contacts.map((Id, index) => aContact({ Id, AccountId: accounts[index % accounts.length] })),
    OpportunityContactRole: contacts.map((id, index) => aRole(`o-${index % accounts.length}`, id)),
  };
};

/**
 * The lists of a company at the vendor's capacity, in this process with a store in memory: a first run, a week in which nothing changed,
 * and one in which a hundredth of the contacts left. What the vendor takes a second decides how long telling takes, on a simulated clock.
 */
export const benchCohortRefresh = async (): Promise<Row[]> => {
  const runtime = await inProcessRuntime({ records: company() });
  const rows = await weekOf(runtime, 'first run', '2024-10-07');
  rows.push(...(await weekOf(runtime, 'nothing changed', '2024-10-14')));
  await runtime.tables.deleteMany('OpportunityContactRole', company().OpportunityContactRole?.filter((_, index) => index % GONE === 0).map(({ Id }) => ({ Id })) ?? []);
  rows.push(...(await weekOf(runtime, '1% left', '2024-10-21')));
  return rows;
};

const weekOf = async (runtime: InProcessRuntime, name: string, monday: string): Promise<Row[]> => {
  const started = performance.now();
  const { status, seconds, transitions, error } = await runtime.start(WORKFLOWS.cohortRefresh, monday);
  if (status !== 'SUCCEEDED') throw new Error(`${name} ended ${status}: ${error ?? ''}`);
  const told = (await runtime.deps.runs.find(`${WORKFLOWS.cohortRefresh}-${monday}`))?.plan?.counts['writes'] ?? 0;
  return [
    { name: `${name}: told`, value: told, unit: 'records' },
    { name: `${name}: telling takes`, value: seconds / 60, unit: 'minutes of the simulated clock' },
    { name: `${name}: work`, value: (performance.now() - started) / 1_000, unit: 's' },
    { name: `${name}: state transitions`, value: transitions, unit: '' },
  ];
};
