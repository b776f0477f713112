import type { FieldChange } from '../../../shared/domain/field-changes';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { countsInWords } from '../results/counts-in-words';
import { printable, textTable, type TextTable } from '../results/text-table';
import type { LeadDatabasePlan } from './plan-lead-database';
import type { PlanReport } from './plan-report';

/** The report for people: what would happen, then each table with at most `limit` rows. */
export const printPlan = (report: PlanReport, limit: number): string => `${headOf(report)}\n${tablesOf(report).map((table) => textTable(table, limit)).join('')}`;

const headOf = (report: PlanReport): string => {
  const { workflow, businessDate, scheduledTime, push, runBefore, ends } = report;
  const lines = [`${workflow} ${workflow === WORKFLOWS.leadIntake ? `up to ${scheduledTime}` : `for ${businessDate}`}${push === undefined ? '' : `, push ${push}`}: what a run would do now. Nothing was written and nothing was sent.`];
  if (runBefore === 'SUCCEEDED') lines.push('The run of that date is complete: a rerun finishes nothing, and repeats nothing. To see what it did: revsignal explain.');
  else if (runBefore !== 'none') lines.push(`The run of that date is ${runBefore}: this is what a rerun would still do.`);
  if ('counts' in ends) lines.push(`It would succeed: ${countsInWords(ends.counts)}`);
  else lines.push(`It would fail with ${ends.error}: ${printable(ends.cause)}`);
  const { created, changed, deleted } = report.tracked;
  if (created + changed + deleted > 0) lines.push(`The list of tracked contacts would change: ${created} added, ${changed} with another cohort or tier, ${deleted} removed.`);
  for (const { id, state, from, until } of report.rulesNotInForce) lines.push(state === 'expired' ? `Rule ${id} has expired: it was in force until ${until}.` : `Rule ${id} is not in force yet: it begins on ${from}.`);
  return lines.map((line) => `${line}\n`).join('');
};

const tablesOf = (report: PlanReport): readonly TextTable[] => [
  { title: 'Leads to create', columns: ['Lead', 'Name', 'Company', 'Owner', 'Path'], rows: report.leadsCreated.map(({ id, name, company, owner, path }) => [id, name, company, owner, path]) },
  { title: 'Owners of the new leads', columns: ['Owner', 'Leads'], rows: report.owners.map(({ owner, leads }) => [owner, leads]) },
  { title: 'Leads to enrich', columns: ['Lead', 'Name', 'Company', 'Changes'], rows: report.leadsEnriched.map(({ id, name, company, changes }) => [id, name, company, changesInWords(changes)]) },
  { title: 'Contacts to mark as no longer at their company', columns: ['Contact', 'Name', 'Status now', 'New lead'], rows: report.contactsMarked.map(({ id, name, changes }) => [id, name, String(changeOf('Status', changes)?.old ?? ''), String(changeOf('UserGem__CurrentLead__c', changes)?.new ?? '')]) },
  { title: 'Signals that stay held', columns: ['Signal', 'Tier', 'Until'], rows: report.held.map(({ signal, tier, until }) => [signal, tier, until]) },
  { title: 'Signals that become no lead', total: sum(report.leftOut.map((row) => row.signals)), columns: ['Outcome', 'Reason', 'Signals'], rows: report.leftOut.map(({ outcome, reason, signals }) => [outcome, reason, signals]) },
  {
    title: 'Messages', columns: ['Message', 'To', 'Channel', 'Entries', 'Rules', 'Result'],
    rows: report.messages.map(({ kind, to, channel, entries, rules, outcome, reason }) => [kind, to, channel, entries, Object.entries(rules).map(([rule, count]) => `${rule} x ${count}`).join(', '), `${outcome} ${reason}`.trim()]),
  },
  { title: 'Notification ledger', total: sum(report.ledger.map((row) => row.rows)), columns: ['Rule', 'Outcome', 'Reason', 'Rows'], rows: report.ledger.map(({ rule, outcome, reason, rows }) => [rule || '-', outcome, reason, rows]) },
  { title: 'What vendors would be told', total: sum(report.vendorWrites.map((row) => row.writes)), columns: ['Write', 'Records'], rows: report.vendorWrites.map(({ kind, writes }) => [kind, writes]) },
  { title: 'What operations would be told', columns: ['Alert', 'What it says'], rows: report.alerts.map(({ kind, headline, particulars }) => [kind, [headline, ...particulars].join('; ')]) },
  ...(report.leadDatabase ? leadDatabaseTables(report.leadDatabase) : []),
  { title: 'Grades', columns: ['Month', 'Category', 'Grade', 'Before'], rows: report.grades.map(({ month, category, grade, previousGrade }) => [month, category, grade, previousGrade]) },
  { title: 'Items to write', total: sum(report.writes.map(({ created, changed, deleted }) => created + changed + deleted)), columns: ['Table', 'Created', 'Changed', 'Deleted'], rows: report.writes.map(({ table, created, changed, deleted }) => [table, created, changed, deleted]) },
];

const leadDatabaseTables = ({ deliveries, created, routed, scored, changed, told, clocks, started }: LeadDatabasePlan): readonly TextTable[] => [
  { title: 'Deliveries', total: sum(deliveries.map((row) => row.deliveries)), columns: ['Source', 'Outcome', 'Reason', 'Deliveries'], rows: deliveries.map((row) => [row.source, row.outcome, row.reason, row.deliveries]) },
  { title: 'Records to create', columns: ['Object', 'Id', 'Name', 'Owner'], rows: created.map(({ object, id, name, owner }) => [object, id, name, owner]) },
  { title: 'Routing', columns: ['Record', 'Because of', 'Path', 'Owner', 'Source', 'Segment', 'Region'], rows: routed.map(({ recordId, trigger, path, owner, source, segment, region }) => [recordId, trigger, path, owner, source, segment, region]) },
  { title: 'Scores', columns: ['Record', 'Event', 'Points', 'Total', 'Check'], rows: scored.map(({ recordId, eventId, points, total, check }) => [recordId, eventId, points, total, check]) },
  { title: 'Fields to change', columns: ['Record', 'Rule', 'By', 'Changes'], rows: changed.map(({ recordId, rule, actor, changes }) => [recordId, rule, actor, changesInWords(changes)]) },
  { title: 'Who would be told', total: sum(told.map((row) => row.alerts)), columns: ['Alert', 'Role', 'To', 'Alerts'], rows: told.map(({ kind, role, to, alerts }) => [kind, role, to, alerts]) },
  { title: 'Clocks', columns: ['Event', 'Record', 'Clock', 'Due', 'Outcome'], rows: clocks.map(({ eventId, recordId, kind, dueAt, outcome }) => [eventId, recordId, kind, dueAt, outcome]) },
  { title: 'Workflows to start', total: sum(started.map((row) => row.executions)), columns: ['Workflow', 'Executions'], rows: started.map(({ workflow, executions }) => [workflow, executions]) },
];

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const changeOf = (field: string, changes: readonly FieldChange[]): FieldChange | undefined => changes.find((change) => change.field === field);

/** When the record was written says nothing about it. */
const changesInWords = (changes: readonly FieldChange[]): string =>
  changes.flatMap(({ field, old = '-', new: now = '-' }) => (field === 'LastModifiedDate' ? [] : [`${field}: ${old} -> ${now}`])).join('; ') || 'nothing that it does not say already';
