import type { FieldChange } from '../../../shared/domain/field-changes';
import { parsePersonEntry } from '../../../shared/domain/matching/match-keys';
import { leadIdOf } from '../../../shared/domain/usergems/event-id';
import type { Lead } from '../../../shared/records/catalogue';

/** A record as it stood before a run changed it: what has been changed again since then stays (PLAT-07). */
export const takeBack = <T extends object>(record: T, changes: readonly FieldChange[]): T => {
  const undone = changes.filter(({ field, new: written }) => Reflect.get(record, field) === written);
  return undone.length === 0 ? record : { ...record, ...Object.fromEntries(undone.map(({ field, old }) => [field, old])) };
};

/** The leads in the store that some events made, each under its own id or under the one that the CRM gave it (contracts, section 4). */
export const leadsMadeBy = (eventIds: ReadonlySet<string>, leads: ReadonlyMap<string, Lead>): Set<string> => {
  const made = new Set<string>();
  for (const eventId of eventIds) {
    const lead = leads.get(leadIdOf(eventId));
    if (lead === undefined) continue;
    made.add(lead.Id);
    const loaded = lead.MasterRecordId === undefined ? undefined : leads.get(lead.MasterRecordId);
    if (loaded?.UserGem__EventId__c === eventId) made.add(loaded.Id);
  }
  return made;
};

/** Entries of person keys without those that lead to some leads. */
export const withoutLeads = (entries: ReadonlyMap<string, readonly string[]>, leadIds: ReadonlySet<string>): Map<string, readonly string[]> =>
  new Map([...entries].map(([key, all]) => [key, all.filter((entry) => !leadIds.has(parsePersonEntry(entry).leadId))]));
