import { addDays, instantOf, isFirstTuesday } from '../../../shared/domain/time/business-time';
import { invalidInputError } from '../../../shared/errors/app-error';
import { SCHEDULED_AT, WORKFLOWS } from '../../../shared/names/workflows';
import type { OperatorStart } from '../runs/replay';
import { companyBuilder, type SampleRecords } from './company-builder';
import { buildOrdinaryWeek } from './ordinary-week';
import { plantCases } from './planted-cases';
import { addEarlierChanges } from './earlier-changes';
import { seededRandom } from './seeded-random';
import { type Delivery, type Planted, vendorFeed } from './vendor-feed';

export interface SampleCompany {
  readonly records: SampleRecords;
  /** In the order of their receipt, all of them inside the period. */
  readonly deliveries: readonly Delivery[];
  /** Webhook bodies of the three retro-active pushes (UG-16). */
  readonly pushes: readonly (readonly unknown[])[];
  readonly planted: readonly Planted[];
  /** The days to replay, both included: Monday to Wednesday. */
  readonly period: { readonly from: string; readonly to: string };
  /** What its operator starts by hand: on the Monday UserGems is told of the lists, which are few. */
  readonly starts: readonly OperatorStart[];
}

/** The sample's business days are those of requirements 1.3. */
const TIME_ZONE = 'America/Los_Angeles';

/**
 * An invented company and three days of vendor deliveries, in which every rule, reason, routing path and way of matching of the contracts
 * occurs at least once; `planted` says where. `asOf` is the Tuesday of the release: the first of its month, so that Tier 2 is released too
 * (UG-07). The same input makes the same company.
 */
export const generateSampleCompany = ({ seed, asOf }: { seed: number; asOf: string }): SampleCompany => {
  if (!isFirstTuesday(asOf)) throw invalidInputError(`asOf is ${asOf}: the sample company needs the first Tuesday of a month, such as 2024-10-01.`);
  const random = seededRandom(seed);
  const builder = companyBuilder(random, asOf);
  const feed = vendorFeed(random, asOf, TIME_ZONE);
  const { pushes } = buildOrdinaryWeek(random, builder, feed, asOf);
  plantCases({ builder, feed, tuesday: asOf });
  addEarlierChanges(random, builder, asOf);
  return {
    records: builder.records,
    deliveries: feed.deliveries.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0)),
    pushes,
    planted: feed.planted,
    period: { from: addDays(asOf, -1), to: addDays(asOf, 1) },
    starts: [{ workflow: WORKFLOWS.cohortRefresh, scheduledTime: instantOf(addDays(asOf, -1), SCHEDULED_AT[WORKFLOWS.cohortRefresh], TIME_ZONE) }],
  };
};
