import * as z from 'zod';
import type { Prospect } from '../../domain/outreach/prospect';
import { configError, vendorUnavailableError } from '../../errors/app-error';
import type { OutreachApi, ProspectAnswer } from '../../ports/outreach-api';

/** Longer than Outreach takes to answer, and far below the time limit of a Lambda. */
const TIMEOUT_MS = 10_000;
/** Outreach counts requests by the hour; without its word for how long to wait, a minute lets some through again. */
const DEFAULT_RETRY_SECONDS = 60;
const LONGEST_RETRY_SECONDS = 3_600;
/** Characters of the vendor's words that are kept. */
const LONGEST_REASON = 200;
const MEDIA_TYPE = 'application/vnd.api+json';

interface Answered {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

/**
 * Outreach's REST API (JSON:API 1.0, https://developers.outreach.io/api/making-requests) at `baseUrl`, such as
 * `https://api.outreach.io/api/v2`. The prospect with the e-mail is brought up to date, or a new one made. `token` is asked at every call, so
 * that a rotated one is used. Errors name statuses, never a person. ConfigError when the token is not accepted, because then nothing would be.
 */
export const outreachApi = ({ baseUrl, token }: { readonly baseUrl: string; readonly token: () => Promise<string> }): OutreachApi => {
  const prospects = `${baseUrl.replace(/\/+$/, '')}/prospects`;

  const call = async (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object): Promise<Answered> => {
    const headers = { Authorization: `Bearer ${await token()}`, 'Content-Type': MEDIA_TYPE, Accept: MEDIA_TYPE };
    let answered: Answered;
    try {
      const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }), redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
      answered = { status: response.status, retryAfter: response.headers.get('retry-after'), body: jsonIn(await response.text()) };
    } catch (error) {
      // The cause may carry the URL, and that the e-mail.
      const why = error instanceof Error && error.name === 'TimeoutError' ? `within ${TIMEOUT_MS / 1_000} s` : '(the connection failed)';
      throw vendorUnavailableError(`Outreach did not answer ${method} /prospects ${why}`);
    }
    const { status } = answered;
    if (status === 401 || status === 403) throw configError(`Outreach did not accept the token (status ${status}): put one with the scopes prospects.read and prospects.write into the secret outreach/token`, { status });
    if (status >= 500 || (status >= 300 && status < 400)) throw vendorUnavailableError(`Outreach answered ${method} /prospects with status ${status}`, { details: { status } });
    return answered;
  };

  return {
    upsertProspect: async (prospect) => {
      const found = await call('GET', `${prospects}?${new URLSearchParams({ 'filter[emails]': prospect.email }).toString()}`);
      if (found.status >= 300) return answerOf(found);
      const id = foundSchema.safeParse(found.body).data?.data[0]?.id;
      const attributes = attributesOf(prospect);
      return answerOf(
        id === undefined
          ? await call('POST', prospects, { data: { type: 'prospect', attributes: { ...attributes, emails: [prospect.email] } } })
          : await call('PATCH', `${prospects}/${encodeURIComponent(id)}`, { data: { type: 'prospect', id, attributes } }),
      );
    },
  };
};

/** Ids are numbers in Outreach, and texts in JSON:API. */
const foundSchema = z.object({ data: z.array(z.object({ id: z.union([z.number(), z.string()]) })) });
const refusalSchema = z.object({ errors: z.array(z.object({ id: z.string().optional(), title: z.string().optional(), detail: z.string().optional() })).min(1) });

/** The fields under the vendor's names; the e-mail stands in a list of its own. */
const attributesOf = ({ externalId, firstName, lastName, title, company, optedOut }: Prospect) => ({ externalId, firstName, lastName, title, company, optedOut });

const answerOf = ({ status, retryAfter, body }: Answered): ProspectAnswer => {
  if (status === 429) return { outcome: 'rate_limited', retryAfterSeconds: secondsIn(retryAfter) };
  if (status < 300) return { outcome: 'synced' };
  const [error] = refusalSchema.safeParse(body).data?.errors ?? [];
  return { outcome: 'refused', reason: [status, withoutPerson(error?.detail ?? error?.title ?? error?.id ?? '')].join(' ').trim().slice(0, LONGEST_REASON) };
};

const secondsIn = (retryAfter: string | null): number => {
  const seconds = Math.ceil(Number(retryAfter ?? Number.NaN));
  return seconds > 0 ? Math.min(seconds, LONGEST_RETRY_SECONDS) : DEFAULT_RETRY_SECONDS;
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The vendor's words may repeat what they refuse. */
const withoutPerson = (text: string): string => text.replace(/[^\s"'<>()=]+@[^\s"'<>()]+/g, '<e-mail>').replace(/https?:\/\/\S+/g, '<link>');
