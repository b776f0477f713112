import * as z from 'zod';
import { personOf } from '../../../shared/domain/privacy/person';
import { withoutMentions } from '../../../shared/domain/privacy/redact';
import { sha256 } from '../../../shared/domain/usergems/event-id';
import { VENDORS } from '../../../shared/names/vendors';
import { knownErasure } from '../../../shared/runtime/known-erasure';
import { openStores } from '../../../shared/runtime/open-stores';
import { openUserGems, type UserGemsDeps } from '../../../shared/runtime/open-usergems';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({
  erasureId: z.string(),
  /** When the state was entered: the clock of the vendor's rate. */
  at: z.iso.datetime({ offset: true }),
  /** What the state machine carries from call to call: the second that was reserved, in ms, and how often the vendor said that it was too much. */
  turn: z.object({ second: z.int().optional(), deferrals: z.int() }),
});

/** Seconds to wait when the vendor says that it was too much: it does not say how long. */
const LONGEST_DEFERRAL = 60;

type Deps = Pick<StoreDeps, 'erasures' | 'rateLimits' | 'settings'> & UserGemsDeps;

/**
 * Tells the vendor to forget the person, under each address (POST /privacy/delete), at the rate that all workers share. What it has taken or
 * refused is not told again; a request that may not have arrived is.
 */
export const run = async ({ erasures, rateLimits, settings, usergems }: Deps, { erasureId, at, turn }: z.infer<typeof inputSchema>) => {
  const { clues, vendor } = knownErasure(await erasures.find(erasureId), erasureId);
  const person = personOf(clues);
  const told = [...vendor];
  const waiting = [...person.emails].filter((email) => !told.some(({ emailSha256 }) => emailSha256 === sha256(email)));
  if (waiting.length === 0) return { outcome: 'told', turn };

  const now = Date.parse(at);
  const perSecond = settings.usergems.requestsPerSecond;
  const count = Math.min(waiting.length, perSecond);
  const second = turn.second ?? (await rateLimits.reserve(VENDORS.usergems, { now, count, perSecond }));
  if (second > now) return { outcome: 'wait', until: new Date(second).toISOString(), turn: { ...turn, second } };

  for (const email of waiting.slice(0, count)) {
    const answer = await usergems.send({ kind: 'erase_person', email });
    if (answer.outcome === 'rate_limited') {
      const until = now + Math.min(LONGEST_DEFERRAL, 2 ** turn.deferrals) * 1_000;
      await rateLimits.defer(VENDORS.usergems, until);
      return { outcome: 'wait', until: new Date(until).toISOString(), turn: { deferrals: turn.deferrals + 1 } };
    }
    told.push({ emailSha256: sha256(email), outcome: answer.outcome, at, ...(answer.outcome === 'refused' && { reason: withoutMentions(answer.reason, person) }) });
    await erasures.keepVendorTold(erasureId, told);
  }
  return count < waiting.length ? { outcome: 'wait', until: at, turn: { deferrals: 0 } } : { outcome: 'told', turn };
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openUserGems() }), run });
