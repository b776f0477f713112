import { feedSignalId } from '../../../shared/stores/signal-store';
/** A delivery with every field of contracts, section 3. */
export const FULL_BODY = {
  id: 'ug-000123',
  type: 'job_change',
  detectedAt: '2024-10-03T17:05:00Z',
  person: { firstName: 'Ada', lastName: 'Okafor', email: 'ada.okafor@globex.example', linkedinUrl: 'https://www.linkedin.com/in/example', country: 'Germany', state: 'Hesse' },
  previous: { contactId: '0035000000AAAAA', email: 'ada@acme.example', accountId: '0015000000AAAAA', company: 'Acme', domain: 'acme.example', title: 'VP Engineering' },
  current: { accountId: '0015000000BBBBB', company: 'Globex GmbH', domain: 'globex.example', title: 'CTO', startedOn: '2024-09-01', country: 'Germany', state: 'Hesse' },
};

/** A value for each field that is to be another; undefined leaves the field out. Fields are named as refusals name them: `person.email`. */
export const bodyWith = (changes: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const body: Record<string, unknown> = structuredClone(FULL_BODY);
  for (const [path, value] of Object.entries(changes)) {
    const [name = '', part] = path.split('.').reverse();
    const holder = part === undefined ? body : body[part];
    if (typeof holder !== 'object' || holder === null) throw new Error(`${path} has no place in the body`);
    if (value === undefined) Reflect.deleteProperty(holder, name);
    else Reflect.set(holder, name, value);
  }
  return body;
};

/** The row of the Signal table that FULL_BODY takes when it is accepted. */
export const FEED_ROW = feedSignalId(FULL_BODY.id);
