import type { Lead } from '../../records/catalogue';
import type { Change } from './change';
import type { LeadChange } from './lead-content';
import { releaseChange, type Release, type ReleaseContext } from './release';
import type { ReleaseFacts } from './release-facts';

/** Everything that a shard of changes does to the store, but for the owners that the deal of the pools decides. */
export interface ShardWork {
  readonly releases: readonly Release[];
  /** Leads to create, as they stand after all changes of the shard. */
  readonly created: readonly Lead[];
  /** Leads that stood there, each with all its enrichments in one. */
  readonly enriched: readonly (LeadChange & { readonly leadId: string })[];
  readonly matchKeys: readonly { readonly key: string; readonly entries: readonly string[] }[];
}

/** Releases the changes of a shard in order. A change that cannot be worked is kept as `failed` with the error's name and stops none of the others. */
export const releaseShard = (changes: readonly Change[], facts: ReleaseFacts, context: ReleaseContext): ShardWork => {
  const releases = changes.map((change): Release => {
    try {
      return releaseChange(change, facts, context);
    } catch (error) {
      return { signalId: change.signalId, eventId: change.eventId, outcome: 'failed', reason: `PROCESSING:${error instanceof Error ? error.name : 'Error'}` };
    }
  });

  const createdIds = new Set(releases.flatMap(({ outcome, leadId }) => (outcome === 'lead_created' && leadId !== undefined ? [leadId] : [])));
  const enriched = new Map<string, LeadChange>();
  for (const { leadId, enrichment } of releases) {
    if (enrichment === undefined || leadId === undefined || createdIds.has(leadId)) continue;
    const before = enriched.get(leadId);
    enriched.set(leadId, { overwrite: { ...before?.overwrite, ...enrichment.overwrite }, fill: { ...enrichment.fill, ...before?.fill } });
  }
  return {
    releases,
    created: [...createdIds].flatMap((id) => facts.lead(id) ?? []),
    enriched: [...enriched].map(([leadId, change]) => ({ leadId, ...change })),
    matchKeys: facts.changedKeys(),
  };
};
