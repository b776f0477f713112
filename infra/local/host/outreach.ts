import * as z from 'zod';
import type { Endpoint, EndpointResponse } from './endpoint';

/** A prospect as the stand-in holds it. */
export interface HeldProspect {
  readonly id: number;
  readonly emails: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

const postSchema = z.object({ data: z.object({ type: z.literal('prospect'), attributes: z.looseObject({ emails: z.array(z.string()).min(1) }) }) });
const patchSchema = z.object({ data: z.object({ type: z.literal('prospect'), id: z.number(), attributes: z.looseObject({}) }) });

/**
 * Stands in for the prospects of Outreach's REST API (JSON:API, https://developers.outreach.io/api/making-requests) under `/api/v2`: found by
 * e-mail, made, changed. An e-mail belongs to one prospect only.
 */
export const outreachEndpoint = ({ token }: { readonly token: string }): { readonly endpoint: Endpoint; readonly held: ReadonlyMap<number, HeldProspect> } => {
  const held = new Map<number, HeldProspect>();
  const withEmail = (email: string): HeldProspect | undefined => [...held.values()].find(({ emails }) => emails.some((one) => one.toLowerCase() === email.toLowerCase()));

  const find = (email: string): EndpointResponse => {
    const found = withEmail(email);
    return json(200, { data: found === undefined ? [] : [resource(found)] });
  };
  const create = (body: unknown): EndpointResponse => {
    const parsed = postSchema.safeParse(body);
    if (!parsed.success) return refusal(422, 'validationError', z.prettifyError(parsed.error));
    const { emails, ...attributes } = parsed.data.data.attributes;
    if (emails.some((email) => withEmail(email) !== undefined)) return refusal(422, 'validationError', 'Contact using an existing email address.');
    const prospect = { id: held.size + 1, emails, attributes };
    held.set(prospect.id, prospect);
    return json(201, { data: resource(prospect) });
  };
  const change = (id: number, body: unknown): EndpointResponse => {
    const prospect = held.get(id);
    if (prospect === undefined) return refusal(404, 'resourceNotFound', 'There is no such prospect.');
    const parsed = patchSchema.safeParse(body);
    if (!parsed.success || parsed.data.data.id !== id) return refusal(422, 'validationError', 'The id must be that of the resource.');
    const changed = { ...prospect, attributes: { ...prospect.attributes, ...parsed.data.data.attributes } };
    held.set(id, changed);
    return json(200, { data: resource(changed) });
  };

  return {
    held,
    endpoint: {
      read: ({ path, method, query, headers, body }) => ({
        action: `${method} /${path.replace(/^api\/v2\//, '').replace(/\/.*$/, '')}`,
        params: { path, email: query.get('filter[emails]') ?? '', body, authorization: headers.authorization, mediaType: headers['content-type'] },
      }),
      answer: (action, { path, email, body, authorization, mediaType }) => {
        if (authorization !== `Bearer ${token}`) return refusal(401, 'unauthenticated', 'The access token is not valid.');
        if (mediaType !== 'application/vnd.api+json') return refusal(415, 'unsupportedMediaType', "Expected Content-Type header to be 'application/vnd.api+json'.");
        const given: unknown = body === '' ? undefined : JSON.parse(String(body));
        if (action === 'GET /prospects') return find(String(email));
        if (action === 'POST /prospects') return create(given);
        if (action === 'PATCH /prospects') return change(Number(String(path).split('/').at(-1)), given);
        return refusal(404, 'routeNotFound', `There is no ${action}.`);
      },
    },
  };
};

const resource = ({ id, emails, attributes }: HeldProspect) => ({ type: 'prospect', id, attributes: { ...attributes, emails } });
const json = (status: number, body: object): EndpointResponse => ({ status, headers: { 'content-type': 'application/vnd.api+json' }, body: JSON.stringify(body) });
const refusal = (status: number, id: string, detail: string): EndpointResponse => json(status, { errors: [{ id, title: id, detail }] });
