import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../../shared/adapters/files/parse-csv';
import { matchedAccount } from '../../shared/domain/leads/new-lead';
import { workingSet, type WorkingSet } from '../../shared/domain/leads/working-set';
import { formerNamesAfter } from '../../shared/domain/matching/former-names';
import { normaliseName } from '../../shared/domain/matching/normalise';
import type { Account } from '../../shared/records/catalogue';
import { aLeadContext, leadFacts } from '../support/lead-facts';
import type { Row } from './row';

/** Two names and the Companies House numbers of those that filed under them. */
interface Pair {
  readonly sameEntity: boolean;
  readonly names: readonly [string, string];
  readonly numbers: readonly [string, string];
  readonly sameHost: boolean;
}

/**
 * Precision and recall of finding the account of a lead, on British companies that filed under two names (REVSIGNAL_DATA/companymatch-uk-renames).
 *
 * Every company is an account under its registration number. One that filed under two names bears the second now, and the first where a CRM
 * change told of the rename. Then a lead comes for every name that anybody ever bore, without an address: who is found, the right
 * account, another or none? Pairs of different companies that share a website are asked a second time by an address at that site.
 *
 * What this cannot know: which name is the older; names that only people use; companies whose number changed. The hosts are made up, since
 * the pairs only say that they are the same.
 */
export const benchAccountMatching = async (dataDir: string): Promise<Row[]> => {
  const pairs = await readPairs(join(dataDir, 'companymatch-uk-renames/pairs.csv'));
  const companies = companiesIn(pairs);
  const sisters = pairs.filter(({ sameEntity, sameHost }) => !sameEntity && sameHost);
  return [
    ...scores('by name, renames not told', companies, accountsOf(companies, () => undefined)),
    ...scores('by name, renames told by the CRM', companies, accountsOf(companies, formerNames)),
    ...sisterRows(sisters),
  ];
};

/** The names of each company in the order in which they are listed; the last is taken as the one that it bears now. */
const companiesIn = (pairs: readonly Pair[]): Map<string, string[]> => {
  const companies = new Map<string, string[]>();
  for (const { names, numbers } of pairs) numbers.forEach((number, side) => companies.set(number, [...new Set([...(companies.get(number) ?? []), names[side] ?? ''])]));
  return companies;
};

const formerNames = (names: readonly string[]): string | undefined => {
  let former: string | undefined;
  names.forEach((name, index) => {
    former = formerNamesAfter({ Id: '', Name: names[index - 1], Former_Names__c: former }, name);
  });
  return former;
};

const accountsOf = (companies: ReadonlyMap<string, readonly string[]>, former: (names: readonly string[]) => string | undefined): Account[] =>
  [...companies].map(([number, names]) => ({ Id: number, Name: names.at(-1), Former_Names__c: former(names) }));

/** The lead database as it knows these accounts. */
const knowing = (accounts: readonly Account[]): WorkingSet => workingSet(leadFacts({ accounts }), aLeadContext());

const scores = (how: string, companies: ReadonlyMap<string, readonly string[]>, accounts: readonly Account[]): Row[] => {
  const ws = knowing(accounts);
  const counts = { right: 0, wrong: 0, none: 0 };
  for (const [number, names] of companies) {
    for (const name of names) {
      const found = matchedAccount(ws, undefined, name)?.Id;
      counts[found === undefined ? 'none' : found === number ? 'right' : 'wrong'] += 1;
    }
  }
  const { right, wrong, none } = counts;
  const note = `${right} right, ${wrong} another company, ${none} none, of ${companies.size} companies`;
  return [
    { name: `${how}: precision`, value: right / (right + wrong), unit: 'of those found', note },
    { name: `${how}: recall`, value: right / (right + wrong + none), unit: 'of names asked' },
  ];
};

/** A lead of the second company: name and address at the site that both share. */
const sisterRows = (sisters: readonly Pair[]): Row[] => {
  const asked = (accountsOfPair: (accounts: readonly [Account, Account]) => readonly Account[]): number =>
    sisters.filter(({ names: [first, second], numbers }, index) => {
      const host = `group-${index}.example`;
      const ws = knowing(accountsOfPair([{ Id: numbers[0], Name: first, Website: host }, { Id: numbers[1], Name: second, Website: host }]));
      return matchedAccount(ws, `somebody@${host}`, second)?.Id === numbers[1];
    }).length;
  const both = asked((accounts) => accounts);
  const firstOnly = asked(([first]) => [first]);
  return [
    { name: 'sister companies on one website, both known', value: both / sisters.length, unit: 'right', note: `${sisters.length} pairs: the name tells them apart` },
    { name: 'sister companies on one website, one known', value: firstOnly / sisters.length, unit: 'right', note: 'the lead joins the account of its sister: an address cannot tell companies of one group apart' },
  ];
};

const readPairs = async (path: string): Promise<Pair[]> => {
  const pairs: Pair[] = [];
  for await (const rows of parseCsv(createReadStream(path, 'utf8'))) {
    for (const { line, cells } of rows) {
      if (line === 1 || cells === undefined || cells.length < 7) continue;
      const [label, a = '', b = '', numberA = '', numberB = '', , host] = cells;
      if (normaliseName(a) !== undefined && normaliseName(b) !== undefined) pairs.push({ sameEntity: label === 'same_legal_entity', names: [a, b], numbers: [numberA, numberB], sameHost: host === '1' });
    }
  }
  return pairs;
};
