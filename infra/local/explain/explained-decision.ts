import type { FieldChange } from '../../../shared/domain/field-changes';

/** A record with its name, where it has one and is still there. */
export interface Named {
  readonly id: string;
  readonly name?: string | undefined;
}

/** The run that decided, and whether rules and settings are still those it decided under. */
export interface Decided {
  readonly runId: string;
  readonly at: string;
  readonly under: { readonly rulesHash: string; readonly rulesAreCurrent: boolean; readonly settingsHash: string; readonly settingsAreCurrent: boolean };
}

/** What one decision changed on a record. */
export interface ExplainedChange extends Decided {
  /** What asked for it: a signal of UserGems, or an event of the lead database with the user (or `system`) and the rule. */
  readonly signalId?: string;
  readonly eventId?: string;
  readonly actor?: string;
  readonly rule?: string;
  readonly changes: readonly FieldChange[];
}
