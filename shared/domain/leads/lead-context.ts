import type { FreeMail } from '../matching/normalise';
import type { Rules } from '../rule-row';
import type { OwnPoints } from './score-points.table';

/** What the rules of the lead database work with beside the facts. */
export interface LeadContext {
  readonly timeZone: string;
  readonly isFreeMail: FreeMail;
  /** The master list's spelling and sales region of a country (LD-09, LR-05). */
  readonly countryOf: (text: string | undefined) => { readonly name: string; readonly region: 'AMER' | 'EMEA' | 'APAC' } | undefined;
  /** Rules bound to a business instant. */
  readonly rulesAt: (asOf: string) => Rules;
  readonly settings: LeadSettings;
}

/** The part of a stage's settings that these rules read (shared/contracts/settings.ts). */
export interface LeadSettings {
  /** Where people ask about sources and statuses (LD-07, LD-12). */
  readonly questionsChannel: string;
  /** Initial sources that may be set, and those that may only exist (LD-08). */
  readonly sources: { readonly active: readonly string[]; readonly inactive: readonly string[] };
  /** Initial sources that must not be engaged (RE-05). */
  readonly noEngageSources: readonly string[];
  /** Points that differ from LD-T1, by action code (LD-03). */
  readonly points: OwnPoints;
  /** Days without business, `YYYY-MM-DD` (D-28). */
  readonly holidays: readonly string[];
  /** Ids of alternate policies that are on (RT-08, LR-09). */
  readonly alternatePolicies: readonly string[];
}
