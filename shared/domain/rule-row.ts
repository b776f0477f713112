/**
 * A rule as data: a condition in the words of the people who own it, a SOQL WHERE clause over one object. It is checked and parsed
 * when the app is synthesized; at run time it is found by its id (architecture, idea 3).
 */
export interface RuleRow extends RuleDates {
  readonly id: string;
  /** An object of the field catalogue, or `Candidate` (shared/domain/notifications/candidate-fields.ts). */
  readonly object: string;
  readonly where: string;
}

/**
 * The days on which a rule is in force, `YYYY-MM-DD` in the org's zone, both included; without a date it has no end on that side.
 * Outside its days a rule never holds.
 */
export interface RuleDates {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** A rule that has been compiled and bound to a business instant. */
export type Holds = (record: object) => boolean;

/** The rules of a bundle; throws when no rule has this id. */
export type Rules = (id: string) => Holds;
