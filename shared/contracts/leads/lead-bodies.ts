import * as z from 'zod';
import { CRM_OBJECTS, FORMS, OUTREACH_ACTIVITIES, SUBSCRIPTION_LISTS, type CrmBody, type CrmFields, type FormBody, type MarketingBody, type OutreachBody } from '../../domain/leads/bodies';
import { ACTIONS, type ActionCode } from '../../domain/leads/score-points.table';
import type { LeadSourceName } from '../../names/webhooks';
import { day, email, given, instant, parseBody, requiredEmail, requiredText, section, text, type OneOf, type Parsed } from '../body-fields';
import { storableId } from '../raw-body';

/** The bodies of the webhooks of the lead database, version 1 (contracts-leads, section 2). */
export interface LeadBodies {
  readonly forms: FormBody;
  readonly marketing: MarketingBody;
  readonly crm: CrmBody;
  readonly outreach: OutreachBody;
  readonly 'version-ping': VersionPingBody;
}

/** Each element is looked at by the load: a bad one does not refuse the batch (section 11). */
export interface VersionPingBody {
  readonly pings: readonly unknown[];
}

const VERSION = 1;
const MOST_PINGS = 100_000;

const envelope = { id: text, version: z.literal(VERSION) };
/** In UTC with milliseconds, so that instants compare as text. */
const at = instant.transform((written) => new Date(written).toISOString());
/** What no key of a table can hold is the id of no record. */
const requiredId = requiredText.transform((id) => storableId(id, (one) => one.length <= MAX_RECORD_ID_CHARACTERS));
const MAX_RECORD_ID_CHARACTERS = 255;
const id = given(requiredId);

const person = { firstName: text, lastName: text, title: text, country: text, state: text };

const formSchema = z.object({
  ...envelope,
  form: z.enum(FORMS),
  submittedAt: at,
  person: section({ ...person, email: requiredEmail }),
  company: section({ name: text, developersBucket: text }),
  sector: text,
  leadSource: text,
  trial: section({ startedOn: day }),
});

const marketing = { ...envelope, occurredAt: at, personId: id, person: section({ ...person, email }) };

const marketingSchema = z.discriminatedUnion('type', [
  z.object({ ...marketing, type: z.literal('activity'), action: z.enum(Object.keys(ACTIONS) as ActionCode[]), company: text, leadSource: text }),
  z.object({ ...marketing, type: z.literal('score'), score: z.int() }),
  z.object({ ...marketing, type: z.literal('opt_out') }),
  z.object({ ...marketing, type: z.literal('subscription'), list: z.enum(SUBSCRIPTION_LISTS), subscribed: z.boolean() }),
]);

const isPlain = (value: unknown): boolean => value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
/** Blamed as a whole: the names in it are the sender's own. */
const fields = z.custom<CrmFields>((value) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0 && Object.values(value).every(isPlain));

const crm = { ...envelope, recordId: requiredId, by: requiredId, occurredAt: at };
const personObject = z.enum(CRM_OBJECTS).extract(['Lead', 'Contact']);

const crmSchema = z.discriminatedUnion('type', [
  z.object({ ...crm, type: z.literal('changed'), object: z.enum(CRM_OBJECTS), fields }),
  z.object({ ...crm, type: z.literal('created'), object: personObject, fields }),
  z.object({ ...crm, type: z.literal('merged'), object: personObject, mergedId: requiredId }),
]);

const outreachSchema = z.object({ ...envelope, activityType: z.enum(OUTREACH_ACTIVITIES), occurredAt: at, recordId: id, email, userId: id, ownerId: id });

const versionPingSchema = z.object({ ...envelope, pings: z.array(z.unknown()).min(1).max(MOST_PINGS) });

const BODIES: { readonly [S in LeadSourceName]: { readonly schema: z.ZodType<LeadBodies[S]>; readonly oneOf: readonly OneOf[] } } = {
  forms: { schema: formSchema, oneOf: [] },
  marketing: { schema: marketingSchema, oneOf: [{ paths: ['personId', 'person.email'] }] },
  crm: { schema: crmSchema, oneOf: [] },
  outreach: { schema: outreachSchema, oneOf: [{ paths: ['recordId', 'email'] }] },
  'version-ping': { schema: versionPingSchema, oneOf: [] },
};

/** Parses the body of a route; a refusal names every field that is to blame, `body` when it is no object at all. */
export const parseLeadBody = <S extends LeadSourceName>(source: S, value: unknown): Parsed<LeadBodies[S]> => parseBody(BODIES[source].schema, BODIES[source].oneOf, value);
