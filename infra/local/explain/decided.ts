import type { Decision } from '../../../shared/stores/decision-store';
import type { ExplainDeps } from './explain-deps';
import type { Decided, ExplainedChange } from './explained-decision';

/** Who decided, and whether the rules and settings at hand are those it decided under. */
export const decidedBy = ({ runId, at, rulesHash, settingsHash }: Decision, { stores }: Pick<ExplainDeps, 'stores'>): Decided => ({
  runId,
  at,
  under: { rulesHash, rulesAreCurrent: rulesHash === stores.rulesHash, settingsHash, settingsAreCurrent: settingsHash === stores.settingsHash },
});

/** What runs changed on a record they did not make, oldest first (PLAT-07). */
export const changesIn = (decisions: readonly Decision[], deps: Pick<ExplainDeps, 'stores'>): ExplainedChange[] =>
  decisions.flatMap((decision) => {
    if (decision.kind !== 'audit') return [];
    const { Changes } = decision.fields;
    return [{ ...decidedBy(decision, deps), ...causeOf(decision), changes: Array.isArray(Changes) ? Changes : [] }];
  });

/** What asked for a change: an event of the lead database, by whom and under which rule; or a signal of UserGems. */
const causeOf = ({ about, fields }: Decision): Partial<ExplainedChange> => {
  const [eventId, rule, actor] = ['EventId', 'Rule', 'Actor'].map((name) => textIn(fields, name));
  if (rule !== undefined && actor !== undefined) return { ...(eventId !== undefined && { eventId }), rule, actor };
  return about.includes(':') ? { signalId: about } : {};
};

/** A text of a decision's fields; undefined where it has none. */
export const textIn = (fields: Decision['fields'], name: string): string | undefined => (typeof fields[name] === 'string' ? fields[name] : undefined);
