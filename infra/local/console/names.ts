import { RECORD_ID_FIELDS } from './paths';
import type { ConsoleAbout } from './page';

/** Names of records, by id. */
export type Names = ReadonlyMap<string, string>;

/** Names of the users and accounts whose ids stand somewhere in these facts. */
export const namesIn = async (facts: unknown, { records }: Pick<ConsoleAbout['stores'], 'records'>): Promise<Names> => {
  const ids = new Set(idsIn(facts));
  const loaded = await Promise.all([records.load('User', ids), records.load('Account', ids)]);
  return new Map(loaded.flatMap((found) => [...found.values()].flatMap(({ Id, Name }) => (Name === undefined ? [] : [[Id, Name] as const]))));
};

const idsIn = function* (facts: unknown): Generator<string> {
  if (typeof facts !== 'object' || facts === null) return;
  for (const [field, value] of Object.entries(facts)) {
    if (typeof value !== 'string') yield* idsIn(value);
    else if (RECORD_ID_FIELDS.has(field)) yield value;
  }
};
