import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { writeCsv } from '../../../shared/adapters/files/write-csv';
import { writeFileAtomically } from '../../../shared/adapters/files/write-file';
import { examineDelivery, toChange } from '../../../shared/contracts/usergems-delivery';
import type { Change } from '../../../shared/domain/usergems/change';
import { releaseFacts } from '../../../shared/domain/usergems/release-facts';
import { holdReasonOf, releaseTierOf } from '../../../shared/domain/usergems/release-gate';
import type { Value } from '../../../shared/ports/tables';
import { CATALOGUE } from '../../../shared/records/catalogue';
import type { FlatRecord } from '../../../shared/records/format-record';
import type { FieldValue } from '../../../shared/records/parse-record';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Decision } from '../../../shared/stores/decision-store';
import { loadPastContacts, withMasters } from '../../../shared/stores/past-contacts';
import type { Signal } from '../../../shared/stores/signal-store';
import type { LocalExecution } from '../runs/executions';
import type { ImportReport } from '../import/import-folder';
import { differingRecordFiles, leadDatabaseFiles } from './lead-database-files';
import { ROUTING_COLUMNS } from './lead-database-rows';
import type { RecordDigests } from './record-digests';
import { sortedFile, type ResultFile } from './result-file';
import type { Results } from './results';

type Deps = Pick<StoreDeps, 'records' | 'matchKeys' | 'tracked' | 'isFreeMail'>;

/** Salesforce keeps these itself; Data Loader cannot write them. */
const SYSTEM_FIELDS: readonly string[] = ['LastModifiedDate', 'MasterRecordId'];

/** The period whose results are written. */
export interface PlayedPeriod {
  /** The date, YYYY-MM-DD, as of which people are Active or not (RE-08). */
  readonly asOf: string;
  /** What the records were before it; undefined when no period was played. */
  readonly before: RecordDigests | undefined;
}

/** Writes the results of a run as files for Data Loader, in a stable order (contracts, sections 2 and 10 to 13; contracts-leads, section 4). */
export const exportFolder = async (dir: string, deps: Deps, results: Results, executions: readonly LocalExecution[], imported: ImportReport, { asOf, before }: PlayedPeriod): Promise<void> => {
  await mkdir(dir, { recursive: true });
  const { decisions, signals, leadDatabase } = results;
  const ofKind = (kind: Decision['kind']): Decision[] => decisions.filter((one) => one.kind === kind);
  const files: ResultFile[] = [
    sortedFile('RoutingDecision.csv', ROUTING_COLUMNS, ofKind('routing').map(routingRow)),
    sortedFile('NotificationLedger.csv', LEDGER_COLUMNS, ofKind('notification').map(ledgerRow)),
    sortedFile('SignalOutcome.csv', SIGNAL_COLUMNS, await signalRows(deps, signals)),
    sortedFile('TrackedContact.csv', ['contactId', 'cohort', 'tier'], [...(await deps.tracked.all()).values()].map((one) => ({ ...one }))),
    sortedFile('BadRows.csv', ['file', 'line', 'reason'], badRows(imported)),
    ...(leadDatabase === undefined ? [] : leadDatabaseFiles(leadDatabase, asOf)),
    ...(leadDatabase === undefined || before === undefined ? await decidedRecordFiles(deps, ofKind('routing'), ofKind('audit')) : differingRecordFiles(leadDatabase, before)),
  ];
  for (const { file, columns, rows } of files) await writeCsv(join(dir, file), columns, rows);
  await writeFileAtomically(join(dir, 'Runs.json'), `${JSON.stringify(executions.filter(hasEnded).map(runEntry), undefined, 2)}\n`);
};

/** A file that stopped stands there as its header. */
const badRows = ({ badRows, stopped }: ImportReport): FlatRecord[] => [...badRows.map((one) => ({ ...one })), ...stopped.map(({ file, reason }) => ({ file, line: 1, reason }))];

const routingRow = ({ recordId, at, fields }: Decision): FlatRecord => ({
  leadId: recordId, matchedAccountId: cell(fields['MatchedAccountId']), matchedBy: cell(fields['MatchedBy']), segment: cell(fields['Segment']), path: cell(fields['Path']), ownerId: cell(fields['OwnerId']), at,
  // Of the lead database alone.
  ...(fields['Trigger'] !== undefined && { source: cell(fields['Source']), region: cell(fields['Region']), trigger: cell(fields['Trigger']), flags: cell(fields['Flags']), previousOwnerId: cell(fields['PreviousOwnerId']) }),
});

const LEDGER_COLUMNS = ['runDate', 'rule', 'objectType', 'recordId', 'recipientId', 'recipientRole', 'channel', 'outcome', 'reason', 'at'];
const ledgerRow = ({ recordId, at, fields }: Decision): FlatRecord => ({
  runDate: cell(fields['RunDate']), rule: cell(fields['Rule']), objectType: cell(fields['ObjectType']), recordId, recipientId: cell(fields['RecipientId']), recipientRole: cell(fields['RecipientRole']),
  channel: cell(fields['Channel']), outcome: cell(fields['Outcome']), reason: cell(fields['Reason']), at,
});

const cell = (value: Value | undefined): FieldValue | undefined => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined);

const SIGNAL_COLUMNS = ['eventId', 'outcome', 'reason', 'leadId', 'contactId', 'tier', 'releasedOn'];

/** One row for every delivery. What still waits is told with the tier of the last refresh; rows of a push that was never started are no deliveries yet. */
const signalRows = async (deps: Deps, signals: readonly Signal[]): Promise<FlatRecord[]> => {
  const rows = signals.filter(({ outcome }) => outcome !== 'held').map(pick);
  const waiting = signals.filter(({ outcome, source }) => outcome === 'held' && source === 'feed');
  const changes = waiting.flatMap((signal): { signal: Signal; change: Change }[] => {
    const { verdict } = examineDelivery(signal.body);
    return verdict.ok ? [{ signal, change: toChange(verdict.body, { signalId: signal.signalId, eventId: signal.eventId, push: undefined }) }] : [];
  });
  const past = await loadPastContacts(changes.map(({ change }) => change), deps);
  const tiers = await deps.tracked.tiers(past.contacts.keys());
  const facts = releaseFacts({ ...past, tiers, accounts: new Map(), leads: new Map(), accountsWithOpenOpportunities: new Set() }, deps.isFreeMail);
  for (const { signal, change } of changes) {
    const contactId = facts.pastContact(change.previous)?.Id;
    const tier = releaseTierOf(change, contactId === undefined ? undefined : facts.tierOf(contactId));
    rows.push(pick({ ...signal, reason: holdReasonOf(tier), contactId, tier }));
  }
  return rows;
};

const pick = ({ eventId, outcome, reason, leadId, contactId, tier, releasedOn }: Signal): FlatRecord => ({ eventId, outcome, reason, leadId, contactId, tier, releasedOn });

/** Of the records that were decided about: every lead whole, and every contact that was changed with the fields that changed anywhere. */
const decidedRecordFiles = async ({ records }: Deps, routings: readonly Decision[], audits: readonly Decision[]): Promise<ResultFile[]> => {
  const leads = await withMasters('Lead', await records.load('Lead', [...routings, ...audits].map(({ recordId }) => recordId)), records);
  const contacts = await withMasters('Contact', await records.load('Contact', audits.map(({ recordId }) => recordId)), records);
  const changed = new Set(audits.flatMap(({ recordId, fields }) => (contacts.has(recordId) && Array.isArray(fields['Changes']) ? fields['Changes'].map((change) => String((change as { field?: unknown }).field)) : [])));
  return [
    sortedFile('Lead.csv', Object.keys(CATALOGUE.Lead).filter((field) => !SYSTEM_FIELDS.includes(field)), [...leads.values()].filter(stands).map((lead) => ({ ...lead }))),
    sortedFile('Contact.csv', Object.keys(CATALOGUE.Contact).filter((field) => field === 'Id' || (changed.has(field) && !SYSTEM_FIELDS.includes(field))), [...contacts.values()].filter(stands).map((contact) => ({ ...contact }))),
  ];
};

/** What was merged away is written under the record that is left. */
const stands = ({ MasterRecordId }: { readonly MasterRecordId?: string | undefined }): boolean => MasterRecordId === undefined;

/** One that still waits for somebody has no result yet (docs/decisions/030-replay-as-discrete-events.md). */
const hasEnded = ({ status }: LocalExecution): boolean => status !== 'RUNNING';

const runEntry = ({ workflow, name, startedAt, input, status, output, transitions, durationMs }: LocalExecution): object => ({
  workflow,
  name,
  scheduledTime: scheduledTimeOf(input) ?? new Date(startedAt).toISOString(),
  status: status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED',
  counts: output === undefined ? {} : JSON.parse(output),
  transitions,
  durationMs,
});

const scheduledTimeOf = (input: string): string | undefined => {
  const { scheduledTime } = JSON.parse(input) as { readonly scheduledTime?: string };
  return scheduledTime;
};
