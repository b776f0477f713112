import { SCHEDULED_AT, WORKFLOWS } from '../../names/workflows';
import { addDays, businessDateOf, instantOf, isFirstTuesday } from '../time/business-time';
import { tuesdayBefore } from '../time/weekdays';
import type { Change } from './change';
import type { Tier } from './cohorts';

/** Tier under which a change of the regular feed waits: `1` or `2` for job changes, none for the other motions and for pushes. */
export type ReleaseTier = '1' | '2';

/** Untracked and unknown contacts wait like Tier 2 (contracts, section 7). */
export const releaseTierOf = (change: Pick<Change, 'motion' | 'push'>, tracked: Tier | undefined): ReleaseTier | undefined =>
  change.motion !== 'job_change' || change.push !== undefined ? undefined : tracked === '1' ? '1' : '2';

/** UG-07: Tier 2 is released on the first Tuesday of the month, everything else on every Tuesday. */
export const isReleasedOn = (tier: ReleaseTier | undefined, businessDate: string): boolean => tier !== '2' || isFirstTuesday(businessDate);

/** Why a change that no run has released yet is waiting. */
export const holdReasonOf = (tier: ReleaseTier | undefined): 'FIRST_TUESDAY' | 'NEXT_TUESDAY' => (tier === '2' ? 'FIRST_TUESDAY' : 'NEXT_TUESDAY');

/** The business date of the first regular sync that releases what was received at an instant: it takes what lies strictly before it (UG-07, UG-17). */
export const nextReleaseOn = (tier: ReleaseTier | undefined, receivedAt: string, { timeZone, goLiveOn }: { readonly timeZone: string; readonly goLiveOn: string }): string => {
  let tuesday = addDays(tuesdayBefore(businessDateOf(receivedAt, timeZone)), 7);
  while (tuesday < goLiveOn || instantOf(tuesday, SCHEDULED_AT[WORKFLOWS.sync], timeZone) <= receivedAt || !isReleasedOn(tier, tuesday)) tuesday = addDays(tuesday, 7);
  return tuesday;
};
