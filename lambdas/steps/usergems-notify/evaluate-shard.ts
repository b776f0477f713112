import * as z from 'zod';
import type { AddressedEntry, EvaluatedShard, LedgerFacts, NotificationShard } from '../../../shared/contracts/notification-shard';
import { evaluateRecord, reachedNobody, type Evaluation, type NotificationFacts } from '../../../shared/domain/notifications/evaluate';
import { factsOfContact, factsOfLead } from '../../../shared/domain/notifications/notification-facts';
import { conflictError } from '../../../shared/errors/app-error';
import { findRun } from '../../../shared/runtime/find-run';
import { ledgerDecision } from '../../../shared/runtime/ledger-decision';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Run } from '../../../shared/stores/run-store';

const inputSchema = z.object({ runId: z.string(), shard: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'records' | 'decisions' | 'settings' | 'rulesAt' | 'notificationRules' | 'rulesHash' | 'settingsHash'>;

/**
 * Evaluates the rules for a shard of accounts (NT-05 to NT-08). Decisions that send nothing go to the ledger at once; those that do
 * are recorded with the shard and go to the ledger with the result of their digest, so that a row is written once.
 */
export const run = async (deps: Deps, { runId, shard }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const lease = await deps.runs.lease(runId, shard);
  const work = lease.work as NotificationShard;
  if (!lease.isDone('evaluated')) {
    const evaluations = await evaluate(deps, current, work);
    const quiet = evaluations.flatMap(({ ledger, facts }) => ledger.filter(({ outcome }) => outcome !== 'to_send').map((entry) => ({ entry, facts })));
    await deps.decisions.keep(quiet.map(({ entry, facts }) => ledgerDecision(entry, facts, current, deps)));
    const result: EvaluatedShard = { entries: evaluations.flatMap(addressed), nobodyResolved: evaluations.flatMap(nobodyResolved) };
    if (!(await lease.record('evaluated', result, countsOf(evaluations)))) throw conflictError(`Shard ${shard} of ${runId} was taken over by another worker`, { runId, shard });
  }
  return { outcome: 'evaluated', records: work.leadIds.length + work.contactIds.length };
};

type Evaluated = Evaluation & { readonly facts: LedgerFacts };

const evaluate = async (deps: Deps, { scheduledTime, businessDate }: Run, work: NotificationShard): Promise<Evaluated[]> => {
  const { records } = deps;
  const [users, leads, contacts] = await Promise.all([records.users(), records.load('Lead', work.leadIds), records.load('Contact', work.contactIds)]);
  const newLeads = await records.load('Lead', [...contacts.values()].map(({ UserGem__CurrentLead__c }) => UserGem__CurrentLead__c));
  const accountIds = new Set([...[...leads.values()].map(({ Matched_Account__c }) => Matched_Account__c), ...[...contacts.values()].map(({ AccountId }) => AccountId)].filter((id) => id !== undefined));
  const otherAccountIds = [...[...leads.values()].map(({ UserGem__PastAccount__c }) => UserGem__PastAccount__c), ...[...newLeads.values()].map(({ Matched_Account__c }) => Matched_Account__c)];
  const [accounts, opportunities] = await Promise.all([records.load('Account', [...accountIds, ...otherAccountIds]), records.opportunitiesOf(accountIds)]);

  const context = { asOfDate: businessDate, users, notificationRules: deps.notificationRules, rules: deps.rulesAt(scheduledTime), pubSecDefault: deps.settings.access.pubSecDefault };
  const around = { leads: newLeads, accounts, opportunities };
  const judge = (facts: NotificationFacts): Evaluated => {
    const evaluation = evaluateRecord(facts, context);
    return { ...evaluation, facts: { ...evaluation.candidate, ...(facts.account && { Account: facts.account.Id }) } };
  };
  return [
    ...found(leads, work.leadIds).map((lead) => judge(factsOfLead(lead, around))),
    ...found(contacts, work.contactIds).map((contact) => judge(factsOfContact(contact, around))),
  ];
};

/** A record that was deleted since the plan is passed over. */
const found = <T>(records: ReadonlyMap<string, T>, ids: readonly string[]): T[] => ids.flatMap((id) => records.get(id) ?? []);

/** The ledger rows of what is to be sent, each with the entry that its recipient reads. */
const addressed = ({ ledger, messages, facts }: Evaluated): AddressedEntry[] =>
  ledger.flatMap((row) => {
    if (row.outcome !== 'to_send') return [];
    const message = messages.find(({ recipientId }) => recipientId === row.recipientId);
    return message ? [{ recipientId: row.recipientId, entry: message.entry, ledger: row, facts }] : [];
  });

const nobodyResolved = (evaluation: Evaluated): string[] => (reachedNobody(evaluation) ? [evaluation.ledger[0]?.recordId ?? ''] : []);

const countsOf = (evaluations: readonly Evaluated[]): Record<string, number> => {
  const counts: Record<string, number> = { records: evaluations.length };
  for (const { ledger } of evaluations) {
    for (const { rule, outcome } of ledger) counts[`${rule || '-'}:${outcome}`] = (counts[`${rule || '-'}:${outcome}`] ?? 0) + 1;
  }
  return counts;
};

export const handler = task({ input: inputSchema, deps: openStores, run });
