import { conflictError } from '../errors/app-error';
import type { PoolSeats } from '../domain/routing/pools';
import type { WorkflowName } from '../names/workflows';
import type { Item, Put, Tables, Value } from '../ports/tables';
import { fromPieces, toPieces } from './blob';

/**
 * Runs and their shards. A run is one business date of one workflow: every execution for that date, the first, a retry or a
 * deliberate rerun, works the same run, so that it finishes what is missing and repeats nothing (PLAT-05).
 */
export interface Run {
  readonly runId: string;
  readonly workflow: WorkflowName;
  readonly businessDate: string;
  /** Everything the run writes carries this instant. */
  readonly scheduledTime: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  readonly push?: number | undefined;
  /** Names of the executions that worked it, the latest last. */
  readonly executions: readonly string[];
  /** What the planning step found, so that a retry works the same shards. */
  readonly plan?: Plan | undefined;
  /** The books at the end. */
  readonly counts?: Readonly<Record<string, Value>> | undefined;
  readonly report?: Readonly<Record<string, Value>> | undefined;
  readonly error?: string | undefined;
  /** What the run has asked of the store so far, all executions together. */
  readonly usage: Counts;
  /** How far long work has come, roughly: what a step that was cut off had not counted yet is missing. The books are exact. */
  readonly progress: Counts;
}

export interface Plan {
  readonly outcome: string;
  readonly shards: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

export interface RunStore {
  find(runId: string): Promise<Run | undefined>;
  /** Opens a run, or opens it again: the scheduled time and the plan of the first execution stay. */
  open(run: Pick<Run, 'runId' | 'workflow' | 'businessDate' | 'scheduledTime' | 'push'>, execution: string): Promise<Run>;
  /** Records facts of a run, such as its plan or its books. */
  record(runId: string, facts: Partial<Pick<Run, 'status' | 'counts' | 'report' | 'error'>>): Promise<void>;
  /** Freezes the plan; the plan that was frozen first stays and is returned. */
  freezePlan(runId: string, plan: Plan): Promise<Plan>;
  /** Adds what a step asked of the store. */
  addUsage(runId: string, usage: Counts): Promise<void>;
  /** Adds what long work has got done, for those who watch it. */
  addProgress(runId: string, progress: Counts): Promise<void>;
  /** Runs of a workflow, oldest first; within bounds those scheduled in [from, before). */
  of(workflow: WorkflowName, from?: string, before?: string): Promise<Run[]>;
  /** Keeps what a shard is to work; the first version stays. */
  keepShards(runId: string, shards: readonly { readonly shard: string; readonly work: unknown }[]): Promise<void>;
  /** Keeps the seats of each shard in the pools; the same run is always dealt the same. */
  keepSeats(runId: string, shards: readonly { readonly shard: string; readonly seats: PoolSeats }[]): Promise<void>;
  /** Takes the lease of a shard: a worker with an older lease can no longer record anything. */
  lease(runId: string, shard: string): Promise<ShardLease>;
  /** Every shard of the plan with the counts it recorded, in order. */
  shards(runId: string): Promise<ShardRecord[]>;
  /** Every shard that was kept, of a run that deals its work as it goes and has no plan. */
  shardsKept(runId: string): Promise<ShardRecord[]>;
}

/** A shard as one worker sees it. */
export interface ShardLease {
  /** What the plan gave the shard to work. */
  readonly work: unknown;
  /** The shard's seats in the pools; empty before the deal. */
  readonly seats: PoolSeats;
  isDone(stage: string): boolean;
  /** The result of a stage that is done. */
  read(stage: string): Promise<unknown>;
  /** Records the result of a stage; false when another worker has taken the lease meanwhile. */
  record(stage: string, result: unknown, counts: Counts): Promise<boolean>;
}

export interface ShardRecord {
  readonly shard: string;
  /** Counts by stage. */
  readonly counts: Readonly<Record<string, Counts>>;
  /** The result of a stage that is done. */
  read(stage: string): Promise<unknown>;
}

export type Counts = Readonly<Record<string, number>>;

const RUN_PART = 'run';
/** The stage that the plan itself records. */
const PLANNED = 'planned';
const seatsPart = (shard: string): string => `seats#${shard}`;
const shardPart = (shard: string): string => `shard#${shard}`;
/** Pieces carry the fence of the worker who wrote them, so that a worker whose lease is gone overwrites nothing. */
const piecePart = (shard: string, stage: string, fence: number, piece: number): string => `work#${shard}#${stage}@${fence}#${piece}`;
/** The result that a piece belongs to, and its place in it; undefined for what is no piece. */
export const pieceOf = (part: string): { readonly result: string; readonly index: number } | undefined => {
  const [, result, index] = /^(work#.*)#(\d+)$/.exec(part) ?? [];
  return result === undefined ? undefined : { result, index: Number(index) };
};
const countsAttribute = (stage: string): string => `Counts_${stage}`;
const usageAttribute = (name: string): string => `Usage_${name}`;
const progressAttribute = (name: string): string => `Progress_${name}`;
const doneAttribute = (stage: string): string => `Done_${stage}`;

export const runStore = (tables: Tables): RunStore => {
  const find = async (runId: string): Promise<Item | undefined> => (await tables.getMany('Run', [{ RunId: runId, Part: RUN_PART }]))[0];

  const addCounts = async (runId: string, counts: Counts, attribute: (name: string) => string): Promise<void> => {
    const add = Object.fromEntries(Object.entries(counts).map(([name, count]) => [attribute(name), count]));
    await tables.update('Run', { RunId: runId, Part: RUN_PART }, { add }, [{ attribute: 'Part', is: 'present' }]);
  };

  const readStage = async (runId: string, shard: string, item: Item, stage: string): Promise<unknown> => {
    const done = item[doneAttribute(stage)];
    if (!isDone(done)) throw conflictError(`Shard ${shard} of ${runId} has no result of "${stage}" yet: run the steps before it`, { runId, shard, stage });
    const keys = Array.from({ length: done.pieces }, (_, piece) => ({ RunId: runId, Part: piecePart(shard, stage, done.fence, piece) }));
    const items = new Map((await tables.getMany('Run', keys)).map((one) => [one['Part'], one['Piece']]));
    return fromPieces(keys.map(({ Part }) => bytes(items.get(Part))));
  };

  const shardsKept = async (runId: string): Promise<ShardRecord[]> =>
    (await tables.query({ table: 'Run', partition: runId, prefix: shardPart('') })).map((item) => {
      const shard = String(item['Part']).slice(shardPart('').length);
      return { shard, counts: withoutPrefix<Counts>(item, countsAttribute('')), read: (stage) => readStage(runId, shard, item, stage) };
    });

  return {
    find: async (runId) => {
      const item = await find(runId);
      return item && toRun(item);
    },
    open: async ({ runId, workflow, businessDate, scheduledTime, push }, execution) => {
      const known = await find(runId);
      const executions = [...new Set([...(known ? toRun(known).executions : []), execution])];
      const item = await tables.update('Run', { RunId: runId, Part: RUN_PART }, {
        set: { Status: 'RUNNING', Executions: executions },
        setIfAbsent: { Workflow: workflow, BusinessDate: businessDate, ScheduledTime: scheduledTime, Push: push },
      });
      return toRun(item ?? {});
    },
    record: async (runId, { status, counts, report, error }) => {
      await tables.update('Run', { RunId: runId, Part: RUN_PART }, {
        set: { ...(status && { Status: status }), ...(counts && { Counts: counts }), ...(report && { Report: report }), ...(error && { Error: error }) },
        remove: status === 'SUCCEEDED' ? ['Error'] : [],
      });
    },
    freezePlan: async (runId, plan) => {
      const item = await tables.update('Run', { RunId: runId, Part: RUN_PART }, { setIfAbsent: { Plan: { ...plan } } });
      return toRun(item ?? {}).plan ?? plan;
    },
    addUsage: (runId, usage) => addCounts(runId, usage, usageAttribute),
    addProgress: (runId, progress) => addCounts(runId, progress, progressAttribute),
    of: async (workflow, from, before) => {
      const keys = await tables.query({ table: 'Run', index: 'byWorkflow', partition: workflow, ...(from !== undefined && { from }), ...(before !== undefined && { before }) });
      const items = await tables.getMany('Run', keys.map((key) => ({ RunId: String(key['RunId']), Part: String(key['Part']) })));
      return items.map(toRun).sort((a, b) => (a.scheduledTime < b.scheduledTime ? -1 : 1));
    },
    keepShards: (runId, shards) =>
      tables.putMany(
        shards.flatMap(({ shard, work }) => {
          const written = toPieces(work);
          return [
            ...written.map((piece, index): Put => ({ table: 'Run', item: { RunId: runId, Part: piecePart(shard, PLANNED, 0, index), Piece: piece } })),
            { table: 'Run', item: { RunId: runId, Part: shardPart(shard), Fence: 0, [doneAttribute(PLANNED)]: { fence: 0, pieces: written.length } } } as const,
          ];
        }),
      ),
    keepSeats: (runId, shards) => tables.putMany(shards.map(({ shard, seats }) => ({ table: 'Run', item: { RunId: runId, Part: seatsPart(shard), Seats: toPieces(seats) } }))),
    lease: async (runId, shard) => {
      const key = { RunId: runId, Part: shardPart(shard) };
      const item = await tables.update('Run', key, { add: { Fence: 1 } }, [{ attribute: 'Part', is: 'present' }]);
      if (item === undefined) throw conflictError(`Run ${runId} has no shard ${shard}: plan it first`, { runId, shard });
      const fence = Number(item['Fence']);
      const [dealt] = await tables.getMany('Run', [{ RunId: runId, Part: seatsPart(shard) }]);
      return {
        work: await readStage(runId, shard, item, PLANNED),
        seats: dealt === undefined ? {} : (fromPieces(pieces(dealt['Seats'])) as PoolSeats),
        isDone: (stage) => isDone(item[doneAttribute(stage)]),
        read: (stage) => readStage(runId, shard, item, stage),
        record: async (stage, result, counts) => {
          const written = toPieces(result);
          await tables.putMany(written.map((piece, index) => ({ table: 'Run', item: { RunId: runId, Part: piecePart(shard, stage, fence, index), Piece: piece } })));
          const done = { set: { [doneAttribute(stage)]: { fence, pieces: written.length }, [countsAttribute(stage)]: counts } };
          return (await tables.update('Run', key, done, [{ attribute: 'Fence', is: 'equal', value: fence }])) !== undefined;
        },
      };
    },
    shards: async (runId) => {
      const [run, kept] = await Promise.all([find(runId), shardsKept(runId)]);
      // A plan that was cut off before it was frozen may have left shards behind that are not of this one.
      const planned = new Set(run && toRun(run).plan?.shards);
      return kept.filter(({ shard }) => planned.has(shard));
    },
    shardsKept,
  };
};

/** The attributes that begin with a prefix, by the rest of their name. */
const withoutPrefix = <T = number>(item: Item, prefix: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(item).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value as T]] : [])));

const isDone = (value: Value | undefined): value is { readonly fence: number; readonly pieces: number } => typeof value === 'object' && 'fence' in value;

const pieces = (value: Value | undefined): Uint8Array[] => (Array.isArray(value) ? value.map(bytes) : []);

const bytes = (value: Value | undefined): Uint8Array => {
  if (value instanceof Uint8Array) return value;
  throw conflictError('A piece of a shard is gone: rerun the workflow for its business date');
};

/** The store holds what `open`, `record` and `freezePlan` wrote. */
const toRun = (item: Item): Run => ({
  runId: String(item['RunId']),
  workflow: item['Workflow'] as WorkflowName,
  businessDate: String(item['BusinessDate']),
  scheduledTime: String(item['ScheduledTime']),
  status: item['Status'] as Run['status'],
  push: item['Push'] as number | undefined,
  executions: (item['Executions'] ?? []) as readonly string[],
  plan: item['Plan'] as Plan | undefined,
  counts: item['Counts'] as Run['counts'],
  report: item['Report'] as Run['report'],
  error: item['Error'] as string | undefined,
  usage: withoutPrefix(item, usageAttribute('')),
  progress: withoutPrefix(item, progressAttribute('')),
});
