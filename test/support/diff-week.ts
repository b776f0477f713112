import type { Difference } from '../../infra/local/diff/compare-lived';
import { diffRuleSets, type DiffOptions } from '../../infra/local/diff/diff-rule-sets';
import { liveWindow } from '../../infra/local/diff/live-window';
import { loadCompany } from '../../infra/local/diff/load-company';
import { readRuleChange } from '../../infra/local/diff/read-rule-change';
import { findWindow } from '../../infra/local/diff/window';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Decision } from '../../shared/stores/decision-store';
import { COMPACT_WEEK, deliverWeek, TUESDAY, WEDNESDAY } from './compact-week';
import { SILENT } from './import-files';
import { inProcessRuntime, SETTINGS, type InProcessRuntime, type RuntimeOptions } from './in-process-runtime';

/** The compact week when it is over: released and told. */
export const livedWeek = async (options: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: COMPACT_WEEK, ...options });
  await deliverWeek(runtime);
  await runtime.start(WORKFLOWS.sync, TUESDAY);
  await runtime.start(WORKFLOWS.notify, WEDNESDAY);
  return runtime;
};

/** The week, or more days, under the sample stage's rules and under a change of them. */
export const diffUnder = ({ tables }: Pick<InProcessRuntime, 'tables'>, change: object, options: DiffOptions = { days: 7 }): Promise<Difference> =>
  diffRuleSets(tables, SETTINGS, readRuleChange(JSON.stringify(change), 'other.json', SETTINGS), options, SILENT);

/** The counts that are not the same on both sides: `name deployed -> other`. */
export const differing = (counts: readonly { readonly name: string; readonly deployed: number; readonly other: number }[]): string[] =>
  counts.flatMap(({ name, deployed, other }) => (deployed === other ? [] : [`${name} ${deployed} -> ${other}`]));

const decisionsOf = async ({ deps }: InProcessRuntime, kind: Decision['kind']): Promise<Decision[]> => {
  const found: Decision[] = [];
  for await (const page of deps.decisions.all()) found.push(...page.filter((decision) => decision.kind === kind));
  return found;
};

/** What the runs decided, as they stored it: outcomes of released signals, owners of new leads, rows of the ledger. */
export const storedLife = async (runtime: InProcessRuntime) => {
  const outcomes: string[] = [];
  for await (const page of runtime.deps.signals.all()) {
    outcomes.push(...page.flatMap(({ signalId, outcome, reason, tier, releasedOn, leadId }) => (releasedOn === undefined ? [] : [[signalId, outcome, reason, tier, releasedOn, leadId].join(' ')])));
  }
  return {
    outcomes: outcomes.sort(),
    owners: (await decisionsOf(runtime, 'routing')).map(({ recordId, fields }) => [recordId, fields['Path'], fields['OwnerId']].join(' ')).sort(),
    ledger: (await decisionsOf(runtime, 'notification'))
      .map(({ recordId, fields }) => [fields['RunDate'], fields['Rule'], recordId, fields['RecipientId'], fields['RecipientRole'], fields['Channel'], String(fields['Outcome']).replace('sent', 'to_send'), fields['Reason']].map((one) => one ?? '').join(' '))
      .sort(),
  };
};

/** What a diff makes of the same days under the deployed rules. */
export const livedAgain = async ({ deps }: InProcessRuntime, options: DiffOptions) => {
  const window = await findWindow(deps, options);
  const { fates, ledger } = liveWindow(await loadCompany(deps, window, SILENT), window, deps);
  return {
    outcomes: [...fates].flatMap(([signalId, { outcome, reason, tier, releasedOn, leadId }]) => (releasedOn === undefined ? [] : [[signalId, outcome, reason, tier, releasedOn, leadId].join(' ')])).sort(),
    owners: [...fates.values()].flatMap(({ leadId, assignment }) => (assignment ? [[leadId, assignment.path, assignment.ownerId].join(' ')] : [])).sort(),
    ledger: ledger.map(({ runDate, rule, recordId, recipientId, recipientRole, channel, outcome, reason }) => [runDate, rule, recordId, recipientId, recipientRole, channel, outcome, reason].join(' ')).sort(),
  };
};
