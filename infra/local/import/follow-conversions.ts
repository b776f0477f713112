import { fieldChanges } from '../../../shared/domain/field-changes';
import { conversionOf, takenOver } from '../../../shared/domain/usergems/conversion';
import { USERGEM_FIELDS, type Contact, type Lead } from '../../../shared/records/catalogue';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Decision } from '../../../shared/stores/decision-store';

type Deps = Pick<StoreDeps, 'tables' | 'records' | 'decisions' | 'rulesHash' | 'settingsHash'>;

/** Stands in the place of a run in the audit rows of an import. */
export const IMPORT_RUN = 'import';

/** Contacts of one round of reads and writes. */
const BATCH = 2_000;

/**
 * Hands the UserGems fields of every converted lead to its contact, whichever of the two came in first, and says how many contacts took
 * some (UG-12). Done again, it changes nothing.
 */
export const followConversions = async (deps: Deps): Promise<number> => {
  const conversions = await conversionsIn(deps);
  const contactIds = [...conversions.keys()];
  let changed = 0;
  for (let at = 0; at < contactIds.length; at += BATCH) {
    const contacts = await deps.records.load('Contact', contactIds.slice(at, at + BATCH));
    const handovers = [...contacts.values()].flatMap((before) => {
      const { contact, decisions } = handOver(before, conversions.get(before.Id) ?? [], deps);
      return decisions.length === 0 ? [] : [{ contact, decisions }];
    });
    // Rows first: once a contact has changed, nobody could tell any more what it took.
    await deps.decisions.keep(handovers.flatMap(({ decisions }) => decisions));
    await deps.tables.putMany(handovers.map(({ contact }) => ({ table: 'Contact', item: deps.records.toItem('Contact', contact) })));
    changed += handovers.length;
  }
  return changed;
};

/** Converted leads with UserGems fields, by contact; the newest first, so that the latest move counts. */
const conversionsIn = async ({ records }: Deps): Promise<Map<string, Lead[]>> => {
  const conversions = new Map<string, Lead[]>();
  for await (const page of records.pages('Lead', LEAD_FIELDS)) {
    for (const lead of page) if (lead.ConvertedContactId !== undefined && conversionOf(lead)) conversions.set(lead.ConvertedContactId, [...(conversions.get(lead.ConvertedContactId) ?? []), lead]);
  }
  for (const leads of conversions.values()) leads.sort((a, b) => (instantOf(a) > instantOf(b) ? -1 : instantOf(a) < instantOf(b) ? 1 : a.Id < b.Id ? -1 : 1));
  return conversions;
};

const LEAD_FIELDS = [
  ...(Object.keys(USERGEM_FIELDS) as (keyof typeof USERGEM_FIELDS)[]),
  'IsConverted', 'ConvertedContactId', 'ConvertedDate', 'CreatedDate', 'LastModifiedDate', 'MasterRecordId', 'Erased_DateTime__c',
] as const;

/** A contact with what it takes over of its leads, and an audit row for each lead that it took something of (PLAT-07). */
const handOver = (before: Contact, leads: readonly Lead[], { rulesHash, settingsHash }: Deps): { readonly contact: Contact; readonly decisions: readonly Decision[] } => {
  const decisions: Decision[] = [];
  let contact = before;
  for (const lead of leads) {
    const after = { ...contact, ...takenOver(contact, conversionOf(lead) ?? {}) };
    const changes = fieldChanges(contact, after);
    if (changes.length > 0) {
      decisions.push({
        recordId: contact.Id, kind: 'audit', runId: IMPORT_RUN, about: `converted/${lead.Id}`, at: instantOf(lead),
        fields: { Changes: changes.map((change) => ({ ...change })), EventId: lead.UserGem__EventId__c }, rulesHash, settingsHash,
      });
    }
    contact = after;
  }
  return { contact, decisions };
};

/** When the lead was converted, as well as the export tells. */
const instantOf = ({ ConvertedDate, LastModifiedDate, CreatedDate }: Lead): string => ConvertedDate ?? LastModifiedDate ?? CreatedDate ?? new Date(0).toISOString();
