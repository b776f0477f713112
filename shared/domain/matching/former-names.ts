import type { Account } from '../../records/catalogue';
import { normaliseName } from './normalise';

/** Names that an account bore before it was renamed, joined like a multi-select picklist: a semicolon within a name parts it. */
const namesIn = (field: string | undefined): string[] => (field === undefined ? [] : field.split(';').filter((name) => normaliseName(name) !== undefined));

/** The former names of an account after a rename, each once; the new one is none of them. */
export const formerNamesAfter = ({ Name: name, Former_Names__c: former }: Account, newName: string | undefined): string | undefined => {
  const names = new Map([...namesIn(former), ...namesIn(name)].map((one) => [normaliseName(one), one]));
  names.delete(normaliseName(newName));
  return [...names.values()].join(';') || undefined;
};

/** Former names under which an account must be found, in the form of `normaliseName`. */
export const formerNamesOf = ({ Former_Names__c: former }: Account): string[] => namesIn(former).flatMap((name) => normaliseName(name) ?? []);

/**
 * Of accounts that may bear a name (`normaliseName`), those that it means: whoever bears it now, else whoever bore it once, so that a rename
 * makes no second account. An id or a domain tells more than a name and is asked first.
 */
export const accountsOfName = (candidates: readonly Account[], name: string): readonly Account[] => {
  const now = candidates.filter((account) => normaliseName(account.Name) === name);
  return now.length > 0 ? now : candidates.filter((account) => formerNamesOf(account).includes(name));
};
