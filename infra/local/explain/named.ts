import type { ObjectName } from '../../../shared/records/catalogue';
import type { ExplainDeps } from './explain-deps';
import type { Named } from './explained-decision';

/** The name of a person or a company as the CRM shows it. */
export const nameOf = (record: object): string | undefined => {
  const { Name, FirstName, LastName } = record as { readonly Name?: string; readonly FirstName?: string; readonly LastName?: string };
  return Name ?? ([FirstName, LastName].filter((part) => part !== undefined).join(' ') || undefined);
};

/** Gives ids their names; ids of records that are gone, and none, stay what they are. */
export type Namer = (id: string | undefined) => Named | undefined;

/** Loads the records of these ids once. */
export const namerOf = async (object: ObjectName, ids: Iterable<unknown>, { records }: Pick<ExplainDeps['stores'], 'records'>): Promise<Namer> => {
  const found = await records.load(object, [...ids].filter((id): id is string => typeof id === 'string'));
  return (id) => {
    if (id === undefined || id === '') return undefined;
    const record = found.get(id);
    return { id, name: record && nameOf(record) };
  };
};
