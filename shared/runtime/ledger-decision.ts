import type { LedgerFacts } from '../contracts/notification-shard';
import type { LedgerEntry } from '../domain/notifications/evaluate';
import type { Decision } from '../stores/decision-store';

/** How a row of the notification ledger ends (contracts, section 2). */
export type LedgerOutcome = Exclude<LedgerEntry['outcome'], 'to_send'> | 'sent' | 'failed' | 'unknown';

/**
 * A row of the notification ledger as a decision about its record (NT-14). Its key is rule, recipient role, recipient and channel of
 * the run, so that a replay adds none (PLAT-05).
 */
export const ledgerDecision = (
  entry: Omit<LedgerEntry, 'outcome'> & { readonly outcome: LedgerOutcome | 'to_send' },
  facts: LedgerFacts,
  run: { readonly runId: string; readonly businessDate: string; readonly scheduledTime: string },
  hashes: { readonly rulesHash: string; readonly settingsHash: string },
): Decision => ({
  recordId: entry.recordId,
  kind: 'notification',
  runId: run.runId,
  about: [entry.rule, entry.recipientRole, entry.recipientId, entry.channel].join('/'),
  at: run.scheduledTime,
  fields: {
    RunDate: run.businessDate,
    Rule: entry.rule,
    ObjectType: entry.objectType,
    RecipientId: entry.recipientId,
    RecipientRole: entry.recipientRole,
    Channel: entry.channel,
    Outcome: entry.outcome,
    Reason: entry.reason,
    Facts: facts,
  },
  rulesHash: hashes.rulesHash,
  settingsHash: hashes.settingsHash,
});
