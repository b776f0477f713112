import { matchKeysOf } from '../../shared/domain/matching/match-keys';
import type { ObjectName, RecordOf } from '../../shared/records/catalogue';
import type { StoreDeps } from '../../shared/runtime/store-deps';

export type SeedRecords = { readonly [O in ObjectName]?: readonly RecordOf<O>[] };

/** Puts records into the store with the keys under which they are found. */
export const seedRecords = async ({ Account = [], Contact = [], Lead = [], Opportunity = [], OpportunityContactRole = [], Task = [], User = [] }: SeedRecords, { tables, records, matchKeys, isFreeMail }: StoreDeps): Promise<void> => {
  const keys = new Map<string, string[]>();
  const note = (id: string, found: readonly string[]): void => found.forEach((key) => keys.set(key, [...(keys.get(key) ?? []), id]));
  for (const account of Account) note(account.Id, matchKeysOf.Account(account, isFreeMail));
  for (const contact of Contact) note(contact.Id, matchKeysOf.Contact(contact));
  for (const lead of Lead) note(lead.Id, matchKeysOf.Lead(lead));

  const puts = <O extends ObjectName>(object: O, all: readonly RecordOf<O>[]) => all.map((record) => ({ table: object, item: records.toItem(object, record) }));
  await tables.putMany([...puts('Account', Account), ...puts('Contact', Contact), ...puts('Lead', Lead), ...puts('Opportunity', Opportunity), ...puts('OpportunityContactRole', OpportunityContactRole), ...puts('Task', Task), ...puts('User', User)]);
  await matchKeys.keep([...keys].map(([key, entries]) => ({ key, entries })));
};
