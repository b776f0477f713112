/** What a field holds, as far as a filter has to know. `id` is compared exactly, all other text ignoring case. */
export type FieldType = 'string' | 'picklist' | 'multipicklist' | 'id' | 'boolean' | 'number' | 'date' | 'datetime';

/** The fields of one object by their API names (contracts, section 1). */
export type FieldTypes = Readonly<Record<string, FieldType>>;
