import type { LeadAlert, ScoreEntry } from '../../../shared/domain/leads/changes';
import type { Clock } from '../../../shared/domain/leads/clock';
import type { Scorecard } from '../../../shared/domain/scorecard/scorecard';
import type { RecordOf } from '../../../shared/records/catalogue';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Decision } from '../../../shared/stores/decision-store';
import type { Delivery } from '../../../shared/stores/delivery-store';
import type { Signal } from '../../../shared/stores/signal-store';
import { usageOutcomes, type LoadedHost } from '../../../shared/stores/usage-outcomes';
import type { DeliveryEnd } from './lead-database-rows';
import type { LeadDatabaseObject } from './record-digests';

/** What a replay left in the store, read once for the files and the story. */
export interface Results {
  readonly decisions: readonly Decision[];
  readonly signals: readonly Signal[];
  /** The newest first. */
  readonly scorecards: readonly Scorecard[];
  /** Undefined when nothing was ever delivered to the lead database. */
  readonly leadDatabase: LeadDatabase | undefined;
}

/** What the lead database came to, decisions apart. */
export interface LeadDatabase {
  readonly deliveries: readonly DeliveryEnd[];
  /** Of one person in the order of processing. */
  readonly scores: readonly ScoreEntry[];
  readonly clocks: readonly Clock[];
  readonly alerts: readonly LeadAlert[];
  /** What each load of usage pings made of each host. */
  readonly hosts: readonly LoadedHost[];
  readonly records: { readonly [O in LeadDatabaseObject]: readonly RecordOf<O>[] };
}

export const readResults = async (stores: Pick<StoreDeps, 'decisions' | 'signals' | 'scorecards'> & LeadDatabaseStores): Promise<Results> => {
  const { decisions, signals, scorecards } = stores;
  const [decided, received, graded] = await Promise.all([all(decisions.all()), all(signals.all()), scorecards.history({ limit: MONTHS })]);
  return { decisions: decided, signals: received, scorecards: graded, leadDatabase: await readLeadDatabase(stores) };
};

/** Scorecards that a story may tell of. */
const MONTHS = 12;

type LeadDatabaseStores = Pick<StoreDeps, 'deliveries' | 'scores' | 'clocks' | 'alerts' | 'runs' | 'records'>;

const readLeadDatabase = async ({ deliveries, scores, clocks, alerts, runs, records }: LeadDatabaseStores): Promise<LeadDatabase | undefined> => {
  const ends: DeliveryEnd[] = [];
  // Bodies are not kept: there are many, and some are large.
  for await (const page of deliveries.all()) for (const delivery of page) ends.push(endOf(delivery));
  if (ends.length === 0) return undefined;
  return {
    deliveries: ends,
    scores: await all(scores.all()),
    clocks: await all(clocks.all()),
    alerts: await all(alerts.all()),
    hosts: await all(usageOutcomes(runs)),
    records: { Lead: await all(records.pages('Lead')), Contact: await all(records.pages('Contact')), Account: await all(records.pages('Account')) },
  };
};

/** Deliveries without an outcome: after a period there are none. */
export const unworked = ({ leadDatabase }: Results): readonly DeliveryEnd[] => leadDatabase?.deliveries.filter(({ outcome }) => outcome === 'held') ?? [];

/** Usage pings are let in as they are; the load of Monday says what it makes of their hosts. */
const endOf = ({ source, eventId, receivedAt, outcome, reason, recordId }: Delivery): DeliveryEnd => ({
  source, eventId, receivedAt, outcome: source === 'version-ping' && outcome === 'held' ? 'processed' : outcome, reason, recordId,
});

const all = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const found: T[] = [];
  for await (const page of pages) for (const one of page) found.push(one);
  return found;
};
