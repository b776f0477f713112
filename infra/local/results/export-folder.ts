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
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Decision } from '../../../shared/stores/decision-store';
import { loadPastContacts, withMasters } from '../../../shared/stores/past-contacts';
import type { Signal } from '../../../shared/stores/signal-store';
import type { LocalExecution } from '../runs/executions';
import type { ImportReport } from '../import/import-folder';
import type { Results } from './results';

type Deps = Pick<StoreDeps, 'records' | 'matchKeys' | 'tracked' | 'isFreeMail'>;

/** Field of a CSV row. */
type Cell = string | number | boolean | undefined;
type Row = Readonly<Record<string, Cell>>;

/** Salesforce keeps these itself; Data Loader cannot write them. */
const SYSTEM_FIELDS: readonly string[] = ['LastModifiedDate', 'MasterRecordId'];

/** Writes the results of a run as files for Data Loader, in a stable order (contracts, sections 2 and 10 to 13). */
export const exportFolder = async (dir: string, deps: Deps, { decisions, signals }: Results, executions: readonly LocalExecution[], imported: ImportReport): Promise<void> => {
  await mkdir(dir, { recursive: true });
  const ofKind = (kind: Decision['kind']): Decision[] => decisions.filter((one) => one.kind === kind);

  await writeRows(dir, 'RoutingDecision.csv', ROUTING_COLUMNS, ofKind('routing').map(routingRow));
  await writeRows(dir, 'NotificationLedger.csv', LEDGER_COLUMNS, ofKind('notification').map(ledgerRow));
  await writeRows(dir, 'SignalOutcome.csv', SIGNAL_COLUMNS, await signalRows(deps, signals));
  await writeLeads(dir, deps, [...ofKind('routing'), ...ofKind('audit')]);
  await writeContacts(dir, deps, ofKind('audit'));
  await writeRows(dir, 'TrackedContact.csv', ['contactId', 'cohort', 'tier'], [...(await deps.tracked.all()).values()].map((one) => ({ ...one })));
  await writeRows(dir, 'BadRows.csv', ['file', 'line', 'reason'], badRows(imported));
  await writeFileAtomically(join(dir, 'Runs.json'), `${JSON.stringify(executions.map(runEntry), undefined, 2)}\n`);
};

const writeRows = (dir: string, file: string, columns: readonly string[], rows: readonly Row[]): Promise<void> =>
  writeCsv(join(dir, file), columns, [...rows].map((row) => ({ row, key: columns.map((column) => String(row[column] ?? '')).join('\u0000') })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row));

/** A file that stopped stands there as its header. */
const badRows = ({ badRows, stopped }: ImportReport): Row[] => [...badRows.map((one) => ({ ...one })), ...stopped.map(({ file, reason }) => ({ file, line: 1, reason }))];

const ROUTING_COLUMNS = ['leadId', 'matchedAccountId', 'matchedBy', 'segment', 'path', 'ownerId', 'at'];
const routingRow = ({ recordId, at, fields }: Decision): Row => ({
  leadId: recordId, matchedAccountId: cell(fields['MatchedAccountId']), matchedBy: cell(fields['MatchedBy']), segment: cell(fields['Segment']), path: cell(fields['Path']), ownerId: cell(fields['OwnerId']), at,
});

const LEDGER_COLUMNS = ['runDate', 'rule', 'objectType', 'recordId', 'recipientId', 'recipientRole', 'channel', 'outcome', 'reason', 'at'];
const ledgerRow = ({ recordId, at, fields }: Decision): Row => ({
  runDate: cell(fields['RunDate']), rule: cell(fields['Rule']), objectType: cell(fields['ObjectType']), recordId, recipientId: cell(fields['RecipientId']), recipientRole: cell(fields['RecipientRole']),
  channel: cell(fields['Channel']), outcome: cell(fields['Outcome']), reason: cell(fields['Reason']), at,
});

const cell = (value: Value | undefined): Cell => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined);

const SIGNAL_COLUMNS = ['eventId', 'outcome', 'reason', 'leadId', 'contactId', 'tier', 'releasedOn'];

/** One row for every delivery. What still waits is told with the tier of the last refresh; rows of a push that was never started are no deliveries yet. */
const signalRows = async (deps: Deps, signals: readonly Signal[]): Promise<Row[]> => {
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

const pick = ({ eventId, outcome, reason, leadId, contactId, tier, releasedOn }: Signal): Row => ({ eventId, outcome, reason, leadId, contactId, tier, releasedOn });

/** Every lead among the records that were decided about: created or changed, whole. */
const writeLeads = async (dir: string, { records }: Deps, decisions: readonly Decision[]): Promise<void> => {
  const leads = await withMasters('Lead', await records.load('Lead', decisions.map(({ recordId }) => recordId)), records);
  const columns = Object.keys(CATALOGUE.Lead).filter((field) => !SYSTEM_FIELDS.includes(field));
  await writeRows(dir, 'Lead.csv', columns, [...leads.values()].filter(stands).map((lead) => ({ ...lead })));
};

/** Every contact among the records that were changed: its id and the fields that changed. */
const writeContacts = async (dir: string, { records }: Deps, decisions: readonly Decision[]): Promise<void> => {
  const contacts = await withMasters('Contact', await records.load('Contact', decisions.map(({ recordId }) => recordId)), records);
  const changed = new Set(decisions.flatMap(({ recordId, fields }) => (contacts.has(recordId) && Array.isArray(fields['Changes']) ? fields['Changes'].map((change) => String((change as { field?: unknown }).field)) : [])));
  const columns = Object.keys(CATALOGUE.Contact).filter((field) => field === 'Id' || (changed.has(field) && !SYSTEM_FIELDS.includes(field)));
  await writeRows(dir, 'Contact.csv', columns, [...contacts.values()].filter(stands).map((contact) => ({ ...contact })));
};

/** What was merged away is written under the record that is left. */
const stands = ({ MasterRecordId }: { readonly MasterRecordId?: string | undefined }): boolean => MasterRecordId === undefined;

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
