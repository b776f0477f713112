import * as z from 'zod';
import { countBy } from '../../../shared/domain/count-by';
import { outcomeOf, type PlannedWrite, type WriteOutcome } from '../../../shared/domain/usergems/vendor-lists';
import { isRemoval, keyText, vendorRecordKey, writeHash, type VendorRecord } from '../../../shared/domain/usergems/vendor-record';
import { conflictError, vendorUnavailableError } from '../../../shared/errors/app-error';
import { VENDORS } from '../../../shared/names/vendors';
import type { VendorAnswer } from '../../../shared/ports/usergems-api';
import { openStores } from '../../../shared/runtime/open-stores';
import { openUserGems, type UserGemsDeps } from '../../../shared/runtime/open-usergems';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({
  runId: z.string(),
  shard: z.string(),
  /** When the state was entered: the clock by which seconds are dealt. */
  at: z.iso.datetime(),
  /** All writes before this one are settled. */
  from: z.int().min(0),
  /** The second that is reserved for this call; none at first. */
  slot: z.iso.datetime().optional(),
  /** How often in a row the vendor has said that it was too much. */
  deferrals: z.int().min(0),
});
type Input = z.infer<typeof inputSchema>;
type Place = Pick<Input, 'at' | 'from' | 'deferrals'>;

/** The vendor gives no Retry-After: waits double, 1, 2, 4 … seconds, up to this. */
const LONGEST_DEFERRAL_SECONDS = 60;
/** Waits of some 25 minutes together; a vendor who still says that it is too much will not take it in this run. */
const MOST_DEFERRALS = 30;

type Deps = Pick<StoreDeps, 'runs' | 'records' | 'vendorRecords' | 'rateLimits' | 'settings'> & UserGemsDeps;

/** What the state machine keeps between two calls of a shard: it waits for `slot`, then comes back. */
type Next = { readonly outcome: 'done' } | { readonly outcome: 'more'; readonly from: number; readonly slot: string; readonly deferrals: number };

/**
 * Tells the vendor one second's worth of a shard, in the second that is reserved for it, and reserves the next. What is settled
 * already is not told again, so that a run which was killed goes on where it stopped. Throws VendorUnavailableError, after recording
 * what got through, when the vendor did not answer or keeps saying that it is too much.
 */
export const run = async (deps: Deps, input: Input): Promise<Next> => {
  const { runId, shard } = input;
  const lease = await deps.runs.lease(runId, shard);
  if (lease.isDone('told')) return { outcome: 'done' };
  const writes = lease.work as readonly PlannedWrite[];

  const { burst, after } = await nextBurst(deps, writes, input);
  if (burst.length > 0) {
    if (!isInSlot(input)) return reserve(deps, writes, input);
    const limited = await tell(deps, burst, input);
    const deferrals = limited === undefined ? 0 : await defer(deps, input);
    const from = limited === undefined ? after : writes.indexOf(limited);
    if (from < writes.length) return reserve(deps, writes, { at: input.at, from, deferrals });
  }

  const settled = await settlementOf(deps, writes, runId);
  const missing = settled.findIndex(({ outcome }) => outcome === 'pending');
  if (missing !== -1) return reserve(deps, writes, { ...input, from: missing });
  const refused = settled.flatMap(({ planned, outcome, reason }) => (outcome === 'refused' ? [{ recordId: planned.recordId, write: planned.write.kind, reason }] : []));
  if (!(await lease.record('told', refused, countBy(settled.map(({ outcome }) => outcome))))) throw conflictError(`Shard ${shard} of ${runId} was taken over by another worker`, { runId, shard });
  return { outcome: 'done' };
};

/** A second that was missed may hold the calls of somebody else by now. */
const isInSlot = ({ at, slot }: Input): boolean => slot !== undefined && Date.parse(at) < Date.parse(slot) + 1_000;

const reserve = async ({ rateLimits, settings }: Deps, writes: readonly PlannedWrite[], { at, from, deferrals }: Place): Promise<Next> => {
  const perSecond = settings.usergems.requestsPerSecond;
  const second = await rateLimits.reserve(VENDORS.usergems, { now: Date.parse(at), count: Math.min(perSecond, writes.length - from), perSecond });
  return { outcome: 'more', from, slot: new Date(second).toISOString(), deferrals };
};

/** Everybody is put off, because the vendor counts all of us together. */
const defer = async ({ rateLimits }: Deps, { at, deferrals, runId, shard }: Input): Promise<number> => {
  const seconds = Math.min(LONGEST_DEFERRAL_SECONDS, 2 ** deferrals);
  await rateLimits.defer(VENDORS.usergems, Date.parse(at) + seconds * 1_000);
  if (deferrals >= MOST_DEFERRALS) throw vendorUnavailableError(`UserGems has said "too many requests" ${deferrals} times in a row`, { details: { runId, shard } });
  return deferrals + 1;
};

/** The next writes that are not settled, as many as fit a second, and the place after them. */
const nextBurst = async (deps: Deps, writes: readonly PlannedWrite[], { runId, from }: Input): Promise<{ burst: PlannedWrite[]; after: number }> => {
  const { requestsPerSecond } = deps.settings.usergems;
  const burst: PlannedWrite[] = [];
  let after = from;
  while (after < writes.length && burst.length < requestsPerSecond) {
    const some = writes.slice(after, after + requestsPerSecond - burst.length);
    burst.push(...(await settlementOf(deps, some, runId)).filter(({ outcome }) => outcome === 'pending').map(({ planned }) => planned));
    after += some.length;
  }
  return { burst, after };
};

/** What has become of each write, by the vendor records and by who was erased meanwhile. */
const settlementOf = async ({ vendorRecords, records }: Deps, writes: readonly PlannedWrite[], runId: string): Promise<{ planned: PlannedWrite; outcome: WriteOutcome; reason: string }[]> => {
  const [rows, contacts] = await Promise.all([
    vendorRecords.find(writes.map(({ removal }) => vendorRecordKey(removal))),
    records.load('Contact', writes.flatMap(({ recordId, write }) => (write.kind === 'add_contact' ? [recordId] : []))),
  ]);
  const known = new Map(rows.map((record) => [keyText(record), record]));
  return writes.map((planned) => {
    const record = known.get(keyText(vendorRecordKey(planned.removal)));
    const isErased = contacts.get(planned.recordId)?.Erased_DateTime__c !== undefined;
    return { planned, outcome: outcomeOf(planned, record, { runId, isErased }), reason: record?.reason ?? '' };
  });
};

/** Sends a burst at once and records the answers together; returns the first write that the vendor put off. */
const tell = async (deps: Deps, burst: readonly PlannedWrite[], { runId, at }: Input): Promise<PlannedWrite | undefined> => {
  const rowOf = ({ recordId, write, removal }: PlannedWrite, state: VendorRecord['state'], reason = ''): VendorRecord => ({
    ...vendorRecordKey(removal), state, hash: writeHash(write), reason, toldAt: at, runId, recordId, removal,
  });
  await deps.vendorRecords.put(burst.map((planned) => rowOf(planned, 'telling')));
  const told = await Promise.all(
    burst.map(async (planned): Promise<{ planned: PlannedWrite; answer: VendorAnswer | { readonly outcome: 'none'; readonly failure: unknown } }> => ({
      planned,
      answer: await deps.usergems.send(planned.write).catch((failure: unknown) => ({ outcome: 'none', failure })),
    })),
  );

  const queued = told.flatMap(({ planned, answer }) => (answer.outcome === 'queued' ? [planned] : []));
  const refused = told.flatMap(({ planned, answer }) => (answer.outcome === 'refused' ? [rowOf(planned, 'refused', answer.reason)] : []));
  await Promise.all([
    deps.vendorRecords.put([...queued.filter(({ write }) => !isRemoval(write)).map((planned) => rowOf(planned, 'told')), ...refused]),
    deps.vendorRecords.remove(queued.filter(({ write }) => isRemoval(write)).map(({ removal }) => vendorRecordKey(removal))),
  ]);
  await deps.runs.addProgress(runId, { told: queued.length, refused: refused.length });

  for (const { answer } of told) if (answer.outcome === 'none') throw answer.failure;
  return told.find(({ answer }) => answer.outcome === 'rate_limited')?.planned;
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openUserGems() }), run });
