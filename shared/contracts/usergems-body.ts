import * as z from 'zod';
import { MOTIONS } from '../domain/usergems/change';
import { day, email, instant, parseBody, section, text, type OneOf, type Parsed } from './body-fields';

/** The body of a UserGems delivery (contracts, sections 3 and 8). */
const userGemsBodySchema = z.object({
  id: text,
  type: z.enum(MOTIONS),
  detectedAt: instant,
  person: section({ firstName: text, lastName: text, email, linkedinUrl: text, country: text, state: text }),
  previous: section({ contactId: text, email, accountId: text, company: text, domain: text, title: text }),
  current: section({ accountId: text, company: text, domain: text, title: text, startedOn: day, country: text, state: text }),
});

export type UserGemsBody = z.infer<typeof userGemsBodySchema>;

const ONE_OF: readonly OneOf[] = [
  { paths: ['person.lastName', 'person.email'] },
  { paths: ['current.company', 'current.domain'] },
  { paths: ['previous.contactId', 'previous.email'], when: ({ type }) => type === 'job_change' },
];

/** Parses a body; a refusal names every field that is to blame, `body` when it is no object at all. */
export const parseUserGemsBody = (value: unknown): Parsed<UserGemsBody> => parseBody(userGemsBodySchema, ONE_OF, value);
