import type { AuditEntry } from '../domain/leads/changes';
import type { Decision } from '../stores/decision-store';
import type { StoreDeps } from './store-deps';

/**
 * The audit trail of governed fields (PLAT-07): for each record and event one decision with every change and whoever asked for it. One event
 * can change a record under several rules.
 */
export const auditDecisions = (entries: readonly AuditEntry[], runId: string, { rulesHash, settingsHash }: Pick<StoreDeps, 'rulesHash' | 'settingsHash'>): Decision[] => {
  const byEvent = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.recordId, entry.at, entry.eventId]);
    byEvent.set(key, [...(byEvent.get(key) ?? []), entry]);
  }
  return [...byEvent.values()].flatMap((ofEvent): Decision[] => {
    const [first] = ofEvent;
    if (first === undefined) return [];
    const { recordId, at, eventId, actor } = first;
    const fields = {
      EventId: eventId,
      Actor: actor,
      Rule: [...new Set(ofEvent.map(({ rule }) => rule))].join(';'),
      Changes: ofEvent.flatMap(({ changes }) => changes.map((change) => ({ ...change }))),
    };
    // Event ids are unique for each route only.
    return [{ recordId, kind: 'audit', runId, about: `${at}#${eventId}`, at, fields, rulesHash, settingsHash }];
  });
};
