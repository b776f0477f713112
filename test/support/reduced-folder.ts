import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findImportFile } from '../../shared/adapters/files/import-file';
import { readCsv } from '../../shared/adapters/files/read-csv';
import { readJsonl } from '../../shared/adapters/files/read-jsonl';
import { writeCsv } from '../../shared/adapters/files/write-csv';
import { examineDelivery } from '../../shared/contracts/usergems-delivery';
import { FREE_MAIL_HOSTS } from '../../shared/domain/matching/free-mail-hosts.table';
import { accountDomainKey, accountNameKey, contactEmailKey, leadEmailKey, matchKeysOf } from '../../shared/domain/matching/match-keys';
import { normaliseDomain, normaliseEmail, normaliseName } from '../../shared/domain/matching/normalise';
import type { ObjectName, RecordOf } from '../../shared/records/catalogue';

const FREE_MAIL = new Set(FREE_MAIL_HOSTS);
const isFreeMail = (host: string): boolean => FREE_MAIL.has(host);
const LINE_FILES = ['UserGemsEvents', 'UserGemsRetroPush1', 'UserGemsRetroPush2', 'UserGemsRetroPush3'];

/**
 * Writes the part of an import folder that some events and records need: their deliveries and rows of pushes, the accounts, contacts
 * and leads that these can mean by id, domain, name or e-mail, and what refers to those. A month of a large company then replays in seconds.
 */
export const writeReducedFolder = async (from: string, to: string, names: ReadonlySet<string>): Promise<void> => {
  mkdirSync(to, { recursive: true });
  const wanted = new Set(names);
  for (const file of LINE_FILES) {
    const kept: string[] = [];
    for await (const row of linesOf(from, `${file}.jsonl`)) {
      const body: unknown = typeof row.value === 'object' && row.value !== null && 'receivedAt' in row.value ? Reflect.get(row.value, 'body') : row.value;
      const { eventId, verdict } = examineDelivery(JSON.stringify(body));
      if (!names.has(eventId)) continue;
      kept.push(`${row.text}\n`);
      if (verdict.ok) for (const key of meant(verdict.body)) wanted.add(key);
    }
    writeFileSync(join(to, `${file}.jsonl`), kept.join(''));
  }

  const contacts = await all('Contact', from, (contact) => wanted.has(contact.Id) || matchKeysOf.Contact(contact).some((key) => wanted.has(key)));
  const roles = await all('OpportunityContactRole', from, has('ContactId', ids(contacts.records)));
  const accounts = ids((await all('Account', from, (account) => wanted.has(account.Id) || matchKeysOf.Account(account, isFreeMail).some((key) => wanted.has(key)))).records);
  for (const { AccountId } of contacts.records) if (AccountId !== undefined) accounts.add(AccountId);
  const ofRoles = new Set(roles.records.map(({ OpportunityId }) => OpportunityId));
  const opportunities = await all('Opportunity', from, (opportunity) => accounts.has(opportunity.AccountId ?? '') || ofRoles.has(opportunity.Id));
  const ofDeals = new Set(opportunities.records.map(({ AccountId }) => AccountId));

  await write('Contact', to, contacts);
  await write('OpportunityContactRole', to, roles);
  await write('Opportunity', to, opportunities);
  await write('Account', to, await all('Account', from, ({ Id }) => accounts.has(Id) || ofDeals.has(Id)));
  await write('Lead', to, await all('Lead', from, (lead) => wanted.has(lead.Id) || matchKeysOf.Lead(lead).some((key) => wanted.has(key))));
  await write('User', to, await all('User', from, () => true));
};

type Body = Extract<ReturnType<typeof examineDelivery>['verdict'], { readonly ok: true }>['body'];

/** Ids and match keys of what a body can mean. */
const meant = ({ person, previous, current }: Body): string[] => {
  const domains = [current.domain, person.email, previous.domain].flatMap((text) => normaliseDomain(text, isFreeMail) ?? []);
  const names = [current.company, previous.company].flatMap((text) => normaliseName(text) ?? []);
  const emails = [previous.email, person.email].flatMap((text) => normaliseEmail(text) ?? []);
  const given = [previous.contactId, previous.accountId, current.accountId].flatMap((id) => id ?? []);
  return [...given, ...domains.map(accountDomainKey), ...names.map(accountNameKey), ...emails.flatMap((email) => [contactEmailKey(email), leadEmailKey(email)])];
};

interface Part<O extends ObjectName> {
  readonly columns: readonly string[];
  readonly records: readonly RecordOf<O>[];
}

const all = async <O extends ObjectName>(object: O, from: string, isWanted: (record: RecordOf<O>) => boolean): Promise<Part<O>> => {
  const path = await findImportFile(from, `${object}.csv`);
  const records: RecordOf<O>[] = [];
  let header: readonly string[] = [];
  if (path !== undefined) {
    for await (const { columns, rows } of readCsv(object, path)) {
      header = columns;
      records.push(...rows.map(({ record }) => record).filter(isWanted));
    }
  }
  return { columns: header, records };
};

async function* linesOf(from: string, file: string) {
  const path = await findImportFile(from, file);
  if (path !== undefined) for await (const row of readJsonl(path)) if ('value' in row) yield row;
}

const ids = (records: readonly { readonly Id: string }[]): Set<string> => new Set(records.map(({ Id }) => Id));
const has = <F extends string>(field: F, values: ReadonlySet<string>) => (record: { readonly [K in F]?: string | undefined }): boolean => values.has(record[field] ?? '');
const write = <O extends ObjectName>(object: O, to: string, { columns, records }: Part<O>): Promise<void> => writeCsv(join(to, `${object}.csv`), columns, records.map((record) => ({ ...record })));
