import { LEDGER_OUTCOME_WORDS, reasonsOf } from '../../../shared/domain/reason-words.table';
import { ENTRIES, notificationRuleId } from '../../../shared/domain/notifications/rules.table';
import { withCanonicalStatus } from '../../../shared/domain/notifications/status-alias.table';
import { addDays, businessDateOf, instantOf } from '../../../shared/domain/time/business-time';
import { SCHEDULED_AT, WORKFLOWS } from '../../../shared/names/workflows';
import type { Contact, Lead } from '../../../shared/records/catalogue';
import type { FieldValue } from '../../../shared/records/parse-record';
import type { Decision } from '../../../shared/stores/decision-store';
import { askRule } from './ask-rule';
import { awaitedRun } from './awaited-run';
import { decidedBy, textIn } from './decided';
import type { ExplainDeps } from './explain-deps';
import type { ExplainedNotification, LedgerRow, Silence } from './explanation';
import { namerOf, type Namer } from './named';

/** What each notification run decided about a record, with every rule for its object asked again about the facts as they were. */
export const explainNotifications = async (decisions: readonly Decision[], object: 'Lead' | 'Contact', deps: ExplainDeps): Promise<ExplainedNotification[]> => {
  const byRun = new Map<string, Decision[]>();
  for (const decision of decisions) if (decision.kind === 'notification') byRun.set(decision.runId, [...(byRun.get(decision.runId) ?? []), decision]);
  const users = await namerOf('User', decisions.map(({ fields }) => fields['RecipientId']), deps.stores);

  return [...byRun.values()].flatMap((rows): ExplainedNotification[] => {
    const [first] = rows;
    if (!first) return [];
    const facts = factsIn(first);
    const wasEvaluated = Object.keys(facts).length > 0;
    return [{
      ...decidedBy(first, deps),
      runDate: textIn(first.fields, 'RunDate') ?? '',
      facts,
      rules: wasEvaluated ? deps.stores.notificationRules.filter((rule) => rule.object === object).map(({ rule }) => askRule(deps, notificationRuleId(rule), first.at, facts)) : [],
      ledger: rows.map((row) => ledgerRow(row, users)),
    }];
  });
};

/** The facts that a decision recorded. */
export const factsIn = ({ fields: { Facts } }: Pick<Decision, 'fields'>): Readonly<Record<string, FieldValue>> => (typeof Facts === 'object' ? (Facts as Readonly<Record<string, FieldValue>>) : {});

const ledgerRow = ({ runId, fields }: Decision, users: Namer): LedgerRow => {
  const [outcome = '', channel = '', recipientId] = ['Outcome', 'Channel', 'RecipientId'].map((name) => textIn(fields, name));
  const [rule = '', role = '', reason = ''] = ['Rule', 'RecipientRole', 'Reason'].map((name) => textIn(fields, name));
  return {
    rule,
    role,
    recipient: users(recipientId),
    channel,
    outcome,
    words: LEDGER_OUTCOME_WORDS[outcome] ?? outcome,
    reasons: outcome === 'merged' ? [{ code: reason, words: `rule ${reason} told it` }] : reasonsOf(reason),
    ...(channel !== '' && { message: `${runId}/${recipientId}#${channel}` }),
  };
};

/** Why no run has decided about a record that has no row in the ledger (NT-02, NT-03, NT-11 to NT-13). */
export const explainSilence = async (record: { readonly type: 'Lead'; readonly lead: Lead } | { readonly type: 'Contact'; readonly contact: Contact }, deps: ExplainDeps): Promise<Silence> => {
  const { timeZone } = deps.stores.settings;
  const { MasterRecordId, Retro_Active_Push__c } = record.type === 'Lead' ? record.lead : record.contact;
  if (MasterRecordId !== undefined) return { because: 'merged', words: `it was merged into ${MasterRecordId}, which is told of instead` };
  if (Retro_Active_Push__c !== undefined) return { because: 'retro_active', words: 'it came with a retro-active push, which tells nobody' };

  const instant = record.type === 'Lead' ? record.lead.CreatedDate : record.contact.Unqualified_DateTime__c;
  const day = instant === undefined || Number.isNaN(Date.parse(instant)) ? undefined : businessDateOf(instant, timeZone);
  const runDate = day === undefined ? undefined : addDays(day, 1);
  const asOf = runDate === undefined ? deps.now : instantOf(runDate, SCHEDULED_AT[WORKFLOWS.notify], timeZone);
  const entry = askRule(deps, ENTRIES[record.type].id, asOf, record.type === 'Lead' ? record.lead : withCanonicalStatus(record.contact));
  if (!entry.holds || day === undefined || runDate === undefined) return { because: 'entry_not_met', words: `it is no ${record.type.toLowerCase()} that notifications are about`, entry };

  const run = await awaitedRun(WORKFLOWS.notify, runDate, deps);
  const about = { run, entry };
  if (run.state !== 'succeeded') return { because: 'run', words: RUN_WORDS[run.state](runDate), ...about };
  const { plan } = (await deps.stores.runs.find(run.runId)) ?? {};
  if (plan?.outcome === 'muted') return { because: 'muted', words: `notifications were switched off on ${runDate}`, ...about };
  return { because: 'not_seen', words: `the run of ${runDate} did not see it: it came into the store, or became what it is, after that run`, ...about };
};

const RUN_WORDS = {
  scheduled: (date: string) => `the run of ${date} is still to come`,
  missed: (date: string) => `no notification ran on ${date}, the day whose run looks at it; replay usergems-notify for that day to tell people now`,
  running: (date: string) => `the run of ${date} is not finished`,
  failed: (date: string) => `the run of ${date} failed`,
};
