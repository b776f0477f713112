import { conflictError } from '../errors/app-error';
import type { Condition, Item, Tables } from '../ports/tables';

/**
 * The stream of the lead database is worked by one run at a time (decision 031): the turn is a lease with a fencing number. A batch that was
 * decided is open until all that it asks for is done, and is finished first by whoever has the turn next.
 */
export interface SequenceStore {
  find(): Promise<Sequence | undefined>;
  /**
   * Takes the turn, or renews it. It is somebody else's while his lease runs, unless the caller knows that he has failed (`evicts`). Instants
   * are those of the stage's clock, so that a replay waits in its own time.
   */
  take(turn: { readonly runId: string; readonly now: string; readonly leaseSeconds: number; readonly evicts?: string | undefined }): Promise<Turn>;
  /** Says which decided batch is to be written next; ConflictError when the turn is gone. */
  openBatch(batch: OpenBatch & { readonly fence: number }): Promise<void>;
  /** The open batch, if any, is done, and the stream is worked until an instant. */
  closeBatch(done: { readonly fence: number; readonly workedUntil: string }): Promise<void>;
  /** Gives the turn back; nothing happens when it is gone already. */
  release(turn: { readonly fence: number }): Promise<void>;
}

/** A batch of the stream: a shard of the run that decided it, with the clocks that it starts or changes. */
export interface OpenBatch {
  readonly runId: string;
  readonly batch: string;
  /** When it is done the stream is worked until this instant. */
  readonly until: string;
  readonly clockIds: readonly string[];
}

export interface Sequence {
  readonly fence: number;
  /** Who has the turn, and until when. */
  readonly runId?: string | undefined;
  readonly leaseUntil?: string | undefined;
  /** Everything received before it is worked, and everything due at it or before. */
  readonly workedUntil?: string | undefined;
  readonly openBatch?: OpenBatch | undefined;
  /** Clocks of the last batch: the index by which clocks are found may not know them yet. */
  readonly recentClockIds: readonly string[];
}

export type Turn =
  | { readonly outcome: 'ours'; readonly fence: number; readonly openBatch?: OpenBatch | undefined; readonly recentClockIds: readonly string[] }
  | { readonly outcome: 'theirs'; readonly runId: string };

/** The one stream there is. */
const KEY = { Sequence: 'lead-database' };
/** Runs that want the turn at the same moment are few. */
const ATTEMPTS = 20;

export const sequenceStore = (tables: Tables): SequenceStore => {
  const find: SequenceStore['find'] = async () => {
    const [item] = await tables.getMany('Sequence', [KEY]);
    return item && fromItem(item);
  };
  const isStill = (fence: number): Condition => ({ attribute: 'Fence', is: 'equal', value: fence });
  const turnIsGone = (fence: number): Error => conflictError('The turn at the lead database went to another run: the step can be retried', { fence });

  return {
    find,
    take: async ({ runId, now, leaseSeconds, evicts }) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const known = await find();
        if (known?.runId !== undefined && known.runId !== runId && known.runId !== evicts && (known.leaseUntil ?? '') > now) return { outcome: 'theirs', runId: known.runId };
        const fence = (known?.fence ?? 0) + 1;
        const change = { set: { Fence: fence, RunId: runId, LeaseUntil: new Date(Date.parse(now) + leaseSeconds * 1_000).toISOString() } };
        const unchanged: Condition = known === undefined ? { attribute: 'Fence', is: 'absent' } : isStill(known.fence);
        if (await tables.update('Sequence', KEY, change, [unchanged])) return { outcome: 'ours', fence, openBatch: known?.openBatch, recentClockIds: known?.recentClockIds ?? [] };
      }
      throw conflictError(`The turn at the lead database kept changing while ${runId} asked for it: the step can be retried`, { runId });
    },
    openBatch: async ({ fence, ...batch }) => {
      const change = { set: { OpenBatch: batch } };
      if (!(await tables.update('Sequence', KEY, change, [isStill(fence)]))) throw turnIsGone(fence);
    },
    closeBatch: async ({ fence, workedUntil }) => {
      const known = await find();
      const change = {
        set: {
          // What came in late was received before what has been worked.
          WorkedUntil: (known?.workedUntil ?? '') > workedUntil ? known?.workedUntil : workedUntil,
          ...(known?.openBatch && { RecentClockIds: known.openBatch.clockIds }),
        },
        remove: ['OpenBatch'],
      };
      if (!(await tables.update('Sequence', KEY, change, [isStill(fence)]))) throw turnIsGone(fence);
    },
    release: async ({ fence }) => {
      await tables.update('Sequence', KEY, { remove: ['RunId', 'LeaseUntil'] }, [isStill(fence)]);
    },
  };
};

/** The store holds what this store wrote. */
const fromItem = (item: Item): Sequence => ({
  fence: Number(item['Fence']),
  runId: item['RunId'] as string | undefined,
  leaseUntil: item['LeaseUntil'] as string | undefined,
  workedUntil: item['WorkedUntil'] as string | undefined,
  openBatch: item['OpenBatch'] as unknown as OpenBatch | undefined,
  recentClockIds: (item['RecentClockIds'] ?? []) as readonly string[],
});
