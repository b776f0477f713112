import type { Account, Contact } from '../../records/catalogue';
import { normaliseDomain, type FreeMail } from '../matching/normalise';
import { usableEmail } from '../matching/usable-email';
import type { Rules } from '../rule-row';
import { accountListRuleId, type AccountList } from './account-lists.table';
import type { TrackedContact } from './cohorts';
import { COHORTS } from './cohorts.table';
import { isRemoval, keyText, vendorRecordKey, writeHash, type VendorAdd, type VendorRecord, type VendorRemoval } from './vendor-record';

/** A record that the vendor should have, with the way to add it and the way to remove it. */
export interface ListedRecord {
  /** Id of the Contact or Account. */
  readonly recordId: string;
  readonly add: VendorAdd;
  readonly removal: VendorRemoval;
}

/** A record that is on a list and that the vendor cannot be told of, or need not. */
export interface UntoldRecord {
  readonly recordId: string;
  readonly reason: 'OVERFLOW' | 'NO_EMAIL' | 'ERASED' | 'SAME_EMAIL' | 'NO_DOMAIN' | 'SAME_DOMAIN';
}

export interface VendorLists {
  readonly listed: readonly ListedRecord[];
  readonly untold: readonly UntoldRecord[];
}

/** One thing to tell the vendor: an addition, or the removal itself. */
export interface PlannedWrite {
  readonly recordId: string;
  readonly write: VendorAdd | VendorRemoval;
  readonly removal: VendorRemoval;
}

const RELATIONSHIP_TYPES = new Map(COHORTS.map(({ cohort, relationshipType }) => [cohort, relationshipType]));

/**
 * The tracked contacts as the vendor should have them (UG-03 to UG-05): one record an e-mail address, because the vendor knows people
 * by it. Of contacts that share one, the best cohort stands for all, then the smallest id; who was erased is never told. Overflow is what
 * lies beyond the vendor's capacity (UG-04).
 */
export const listContacts = (
  tracked: Iterable<TrackedContact>,
  records: { readonly contacts: ReadonlyMap<string, Contact>; readonly accounts: ReadonlyMap<string, Account> },
  signal: string,
): VendorLists => {
  const inOrder = [...tracked].sort((a, b) => a.cohort - b.cohort || compareText(a.contactId, b.contactId));
  return listFirsts(inOrder, ({ contactId, cohort, tier }): Candidate => {
    if (tier === 'overflow') return { recordId: contactId, reason: 'OVERFLOW' };
    const contact = records.contacts.get(contactId);
    if (contact?.Erased_DateTime__c !== undefined) return { recordId: contactId, reason: 'ERASED' };
    const email = usableEmail(contact?.Email);
    const relationshipType = RELATIONSHIP_TYPES.get(cohort);
    if (contact === undefined || email === undefined || relationshipType === undefined) return { recordId: contactId, reason: 'NO_EMAIL' };
    const company = contact.AccountId === undefined ? undefined : records.accounts.get(contact.AccountId)?.Name;
    return {
      listed: {
        recordId: contactId,
        add: { kind: 'add_contact', email, firstName: contact.FirstName, lastName: contact.LastName, company, linkedinUrl: contact.LinkedIn_URL__c, relationshipType, signal, custom: contactId },
        removal: { kind: 'remove_contact', email, relationshipType, signal },
      },
      sharing: email,
      reason: 'SAME_EMAIL',
    };
  });
};

/** An account list as the vendor knows it: its report has a number for additions and a name for removals. */
export interface AccountReport {
  readonly list: AccountList;
  readonly reportId: number;
  readonly reportName: string;
}

/**
 * The accounts of each list as the vendor should have them (UG-06): one record a domain and list; of accounts that share a domain the
 * smallest id stands for all. `open_opportunity` holds the accounts that are named so, the other lists those that meet their rule.
 */
export const listAccounts = (
  accounts: Iterable<Account>,
  reports: readonly AccountReport[],
  { rules, isFreeMail, withOpenOpportunity }: { readonly rules: Rules; readonly isFreeMail: FreeMail; readonly withOpenOpportunity: ReadonlySet<string> },
): VendorLists => {
  const inOrder = [...accounts].sort((a, b) => compareText(a.Id, b.Id));
  const lists = reports.map(({ list, reportId, reportName }) => {
    const isOn = list === 'open_opportunity' ? (account: Account) => withOpenOpportunity.has(account.Id) : rules(accountListRuleId(list));
    return listFirsts(inOrder.filter(isOn), ({ Id, Name, Website }): Candidate => {
      const domain = normaliseDomain(Website, isFreeMail);
      if (domain === undefined) return { recordId: Id, reason: 'NO_DOMAIN' };
      return { listed: { recordId: Id, add: { kind: 'add_account', reportId, name: Name ?? domain, domain }, removal: { kind: 'remove_account', reportName, domain } }, sharing: domain, reason: 'SAME_DOMAIN' };
    });
  });
  return { listed: lists.flatMap(({ listed }) => listed), untold: lists.flatMap(({ untold }) => untold) };
};

/** `reason` says why the record is not listed: always, or when another with the same `sharing` came before. */
type Candidate = UntoldRecord | { readonly listed: ListedRecord; readonly sharing: string; readonly reason: UntoldRecord['reason'] };

const listFirsts = <T>(inOrder: readonly T[], candidateOf: (one: T) => Candidate): VendorLists => {
  const listed = new Map<string, ListedRecord>();
  const untold: UntoldRecord[] = [];
  for (const candidate of inOrder.map(candidateOf)) {
    if (!('listed' in candidate)) untold.push(candidate);
    else if (listed.has(candidate.sharing)) untold.push({ recordId: candidate.listed.recordId, reason: candidate.reason });
    else listed.set(candidate.sharing, candidate.listed);
  }
  return { listed: [...listed.values()], untold };
};

/**
 * What the vendor has to be told so that it has what is listed and nothing else of ours: removals first, because they make room below
 * its capacity. What was refused, or whose answer was never heard, is told again.
 */
export const differenceOf = (listed: readonly ListedRecord[], told: readonly Pick<VendorRecord, 'vendorRecordId' | 'relation' | 'state' | 'hash' | 'recordId' | 'removal'>[]): PlannedWrite[] => {
  const known = new Map(told.map((record) => [keyText(record), record]));
  const wanted = new Set(listed.map(({ removal }) => keyText(vendorRecordKey(removal))));
  const removals = told.filter((record) => !wanted.has(keyText(record))).map(({ recordId, removal }) => ({ recordId, write: removal, removal }));
  const additions = listed.filter(({ add, removal }) => !isTold(known.get(keyText(vendorRecordKey(removal))), add)).map(({ recordId, add, removal }) => ({ recordId, write: add, removal }));
  return [...removals, ...additions];
};

const isTold = (record: Pick<VendorRecord, 'state' | 'hash'> | undefined, write: VendorAdd): boolean => record?.state === 'told' && record.hash === writeHash(write);

/** What became of a planned write in a run; `pending` when the vendor has yet to be told. */
export type WriteOutcome = 'added' | 'removed' | 'refused' | 'erased' | 'pending';

/** Reads the outcome of a write off the record's row. Whoever was erased after the plan was made is not told any more. */
export const outcomeOf = ({ write }: PlannedWrite, record: VendorRecord | undefined, { runId, isErased }: { readonly runId: string; readonly isErased: boolean }): WriteOutcome => {
  if (isRemoval(write)) {
    if (record === undefined) return 'removed';
  } else {
    if (isErased) return 'erased';
    if (isTold(record, write)) return 'added';
  }
  return record?.state === 'refused' && record.runId === runId && record.hash === writeHash(write) ? 'refused' : 'pending';
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
