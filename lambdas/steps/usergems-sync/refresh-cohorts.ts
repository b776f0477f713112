import * as z from 'zod';
import { rankTrackedContacts, type TrackedContact } from '../../../shared/domain/usergems/cohorts';
import type { ObjectName, RecordOf } from '../../../shared/records/catalogue';
import { findRun } from '../../../shared/runtime/find-run';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { openStores } from '../../../shared/runtime/open-stores';
import { task } from '../../../shared/runtime/task';
import type { RecordStore } from '../../../shared/stores/record-store';

const inputSchema = z.object({ runId: z.string(), scheduledTime: z.string() });

/** Brings the list of tracked contacts up to date; only what changed is written (UG-03 to UG-05). */
export const run = async (deps: Pick<StoreDeps, 'runs' | 'records' | 'tracked' | 'settings' | 'rulesAt' | 'ruleFields'>, { runId, scheduledTime }: z.infer<typeof inputSchema>) => {
  // A run that has its plan has used its list: to rerun an old day must not set today's list back (PLAT-03).
  if ((await findRun(deps.runs, runId)).plan !== undefined) return { outcome: 'refreshed_before' };
  const { records, ruleFields } = deps;
  const [opportunities, roles, accounts, contacts, known] = await Promise.all([
    all(records, 'Opportunity', ['AccountId', 'CloseDate', ...ruleFields('Opportunity', 'cohort/')]),
    all(records, 'OpportunityContactRole', ['OpportunityId', 'ContactId']),
    all(records, 'Account', ['Sales_Segment__c']),
    all(records, 'Contact', [...ruleFields('Contact', 'cohort/'), ...ruleFields('Contact', 'contact/erased')]),
    deps.tracked.all(),
  ]);
  const ranked = rankTrackedContacts({ opportunities, roles, accounts: byId(accounts), contacts: byId(contacts) }, deps.rulesAt(scheduledTime), deps.settings.tracking);

  const changed = ranked.filter((contact) => !isSame(contact, known.get(contact.contactId)));
  const eligible = new Set(ranked.map(({ contactId }) => contactId));
  const gone = [...known.keys()].filter((contactId) => !eligible.has(contactId));
  await Promise.all([deps.tracked.put(changed), deps.tracked.remove(gone)]);

  const inTier = (tier: TrackedContact['tier']): number => ranked.filter((contact) => contact.tier === tier).length;
  const overflow = inTier('overflow');
  return { outcome: 'refreshed', eligible: ranked.length, tracked: ranked.length - overflow, tier1: inTier('1'), overflow, written: changed.length, removed: gone.length };
};

const all = async <O extends ObjectName>(records: RecordStore, object: O, fields: readonly (keyof RecordOf<O> & string)[]): Promise<RecordOf<O>[]> => {
  const found: RecordOf<O>[] = [];
  for await (const page of records.pages(object, fields)) for (const record of page) found.push(record);
  return found;
};

const byId = <T extends { readonly Id: string }>(found: readonly T[]): Map<string, T> => new Map(found.map((record) => [record.Id, record]));
const isSame = (a: TrackedContact, b: TrackedContact | undefined): boolean => a.cohort === b?.cohort && a.tier === b.tier;

export const handler = task({ input: inputSchema, deps: openStores, run });
