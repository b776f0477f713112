import { AsyncLocalStorage } from 'node:async_hooks';
import { vendorUnavailableError } from '../../shared/errors/app-error';
import type { SendResult } from '../../shared/ports/senders';
import type { Tables } from '../../shared/ports/tables';
import type { StepName } from '../../infra/local/runs/steps.table';
import type { RuntimeOptions } from './in-process-runtime';

/** Something a step does to the world, in the order of a run; `answer` is the step's own result on its way to Step Functions. */
export interface Effect {
  readonly step: StepName;
  readonly what: string;
  readonly kind: 'write' | 'batch' | 'send' | 'call' | 'answer';
}

/**
 * Where it goes wrong. The worker dies before the effect, when a batch has been applied in part, or after it and before anybody hears
 * of it. Of a send or a call also the answer alone can get lost (`lost`), or the request on its way there (`unsent`), and the worker lives on.
 */
export type Fate = 'before' | 'partly' | 'after' | 'unsent' | 'lost';

export const FATES: Readonly<Record<Effect['kind'], readonly Fate[]>> = {
  write: ['before', 'after'],
  batch: ['before', 'partly', 'after'],
  send: ['before', 'after', 'unsent', 'lost'],
  call: ['before', 'after', 'unsent', 'lost'],
  answer: ['before'],
};

export interface Crash {
  /** Number of the effect, from 0. */
  readonly at: number;
  readonly fate: Fate;
  /** What dies: the one invocation, which Step Functions tries again, or everything with the execution. */
  readonly of: 'invocation' | 'execution';
}

interface Invocation {
  readonly step: StepName;
  isDead: boolean;
}

/** The invocation in which code runs. */
const invocations = new AsyncLocalStorage<Invocation>();

/** Lambda lost the worker: a name that the state machines retry. */
const workerLost = (): Error => Object.assign(new Error('The worker is gone'), { name: 'Lambda.Unknown' });

/**
 * Counts the effects of a run and makes one of them go wrong. What a dead worker still has in flight has no effect either. `stopped`
 * is the signal of the execution that dies with it. What the test does itself, outside of any step, is left alone.
 */
export const crashing = (crash?: Crash): Required<Pick<RuntimeOptions, 'wrapTables' | 'wrapSenders' | 'wrapUserGems' | 'wrapOutreach' | 'wrapStarter' | 'around'>> & { readonly effects: readonly Effect[]; readonly stopped: AbortSignal } => {
  const execution = new AbortController();
  const underWay = new Set<Invocation>();
  const effects: Effect[] = [];

  const die = (invocation: Invocation): never => {
    if (crash?.of === 'execution') {
      for (const one of underWay) one.isDead = true;
      execution.abort();
    }
    invocation.isDead = true;
    throw workerLost();
  };

  const effect = async <T>(kind: Effect['kind'], what: string, apply: () => Promise<T>, applyPartly: () => Promise<unknown> = apply): Promise<T> => {
    const invocation = invocations.getStore();
    if (invocation === undefined) return apply();
    if (invocation.isDead) throw workerLost();
    const number = effects.push({ step: invocation.step, what, kind }) - 1;
    if (crash?.at !== number) return apply();
    if (crash.fate === 'partly') await applyPartly();
    if (crash.fate === 'after' || crash.fate === 'lost') await apply();
    if (crash.fate === 'unsent' || crash.fate === 'lost') throw kind === 'call' ? vendorUnavailableError('The vendor did not answer') : new Error('socket hang up');
    return die(invocation);
  };

  const effectOn = <T>(items: readonly T[], what: string, apply: (items: readonly T[]) => Promise<void>): Promise<void> =>
    items.length === 0 ? Promise.resolve() : effect(items.length > 1 ? 'batch' : 'write', what, () => apply(items), () => apply(items.filter(everyOther)));
  const wrapTables = (tables: Tables): Tables => ({
    ...tables,
    putMany: (puts) => effectOn(puts, `put ${[...new Set(puts.map(({ table }) => table))].join(', ')}`, (some) => tables.putMany(some)),
    deleteMany: (table, keys) => effectOn(keys, `delete ${table}`, (some) => tables.deleteMany(table, some)),
    put: (table, item, conditions) => effect('write', `put ${table}`, () => tables.put(table, item, conditions)),
    update: (table, key, change, conditions) => effect('write', ['update', table, change.set?.['State']].join(' ').trim(), () => tables.update(table, key, change, conditions)),
  });
  const send = (channel: string, apply: () => Promise<SendResult>): Promise<SendResult> => effect('send', channel, apply);

  return {
    effects,
    stopped: execution.signal,
    wrapTables,
    wrapSenders: ({ email, slack }) => ({ email: { send: (message) => send('email', () => email.send(message)) }, slack: { send: (to, post) => send('slack', () => slack.send(to, post)) } }),
    wrapOutreach: (outreach) => ({ upsertProspect: (prospect) => effect('call', 'upsert_prospect', () => outreach.upsertProspect(prospect)) }),
    wrapUserGems: (usergems) => ({ send: (write) => effect('call', write.kind, () => usergems.send(write)) }),
    wrapStarter: (starter) => ({ start: (workflow, name, input) => effect('call', `start ${workflow}`, () => starter.start(workflow, name, input)) }),
    around: (step, work) => {
      const invocation = { step, isDead: false };
      underWay.add(invocation);
      return invocations.run(invocation, async () => {
        try {
          const result = await work();
          return await effect('answer', 'answer', () => Promise.resolve(result));
        } finally {
          underWay.delete(invocation);
        }
      });
    },
  };
};

const everyOther = (_: unknown, index: number): boolean => index % 2 === 0;
