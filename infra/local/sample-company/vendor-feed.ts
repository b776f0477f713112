import { addDays, instantOf, toIso } from '../../../shared/domain/time/business-time';
import type { EventHeader } from './change-bodies';
import type { Random } from './seeded-random';

export interface Delivery {
  /** The instant, ISO-8601 in UTC. */
  readonly receivedAt: string;
  readonly body: unknown;
}

/** Something that the sample shows for certain: which rule or outcome, and by which event or record. */
export interface Planted {
  readonly case: string;
  readonly eventId?: string;
  readonly recordId?: string;
}

export interface VendorFeed {
  readonly deliveries: Delivery[];
  readonly planted: Planted[];
  /** The instant of the Tuesday release, epoch milliseconds. */
  readonly releaseAt: number;
  /** Some time on Monday or in the night to Tuesday, early enough for what follows within three hours. */
  readonly beforeRelease: () => number;
  /** Some time on Tuesday after the release. */
  readonly afterRelease: () => number;
  /** Id and detection time of the next event, which the vendor delivers at that time. */
  readonly header: (at: number) => EventHeader;
  readonly deliver: (at: number, body: unknown) => void;
  readonly plant: (cases: readonly string[], what: Omit<Planted, 'case'>) => void;
}

const HOUR = 3_600_000;

/** The vendor's deliveries around the Tuesday on which they are released at 06:00. */
export const vendorFeed = (random: Random, tuesday: string, timeZone: string): VendorFeed => {
  const deliveries: Delivery[] = [];
  const planted: Planted[] = [];
  const monday = Date.parse(instantOf(addDays(tuesday, -1), '00:00', timeZone));
  const releaseAt = Date.parse(instantOf(tuesday, '06:00', timeZone));
  let events = 0;
  return {
    deliveries,
    planted,
    releaseAt,
    beforeRelease: () => random.between(monday, releaseAt - 3 * HOUR),
    afterRelease: () => random.between(releaseAt + 1, releaseAt + 17 * HOUR),
    header: (at) => {
      events += 1;
      return { id: `ug-${String(events).padStart(6, '0')}`, detectedAt: toIso(at - random.between(1, 36 * HOUR)) };
    },
    deliver: (at, body) => void deliveries.push({ receivedAt: toIso(at), body }),
    plant: (cases, what) => void planted.push(...cases.map((name) => ({ case: name, ...what }))),
  };
};
