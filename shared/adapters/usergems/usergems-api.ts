import { configError, vendorUnavailableError } from '../../errors/app-error';
import type { UserGemsApi, VendorAnswer, VendorWrite } from '../../ports/usergems-api';

/** Longer than UserGems takes to queue a record, and far below the time limit of a Lambda. */
const TIMEOUT_MS = 10_000;
/** Characters of the vendor's message that are kept. */
const LONGEST_REASON = 200;

interface Request {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * UserGems' REST API (https://app.usergems.com/api/documentation, https://help.usergems.com/article/using-the-usergems-api) at
 * `baseUrl`. It tries once; `key` is asked at every send, so that a rotated one is used. Errors name statuses, never a person.
 * ConfigError when the key is not accepted, because then nothing would be.
 */
export const usergemsApi = ({ baseUrl, key }: { readonly baseUrl: string; readonly key: () => Promise<string> }): UserGemsApi => ({
  send: async (write) => {
    const request = requestOf(write);
    const { status, body } = await call(`${baseUrl.replace(/\/+$/, '')}${request.path}`, request, await key());
    if (status === 401 || status === 403) throw configError(`UserGems did not accept the API key (status ${status}): put the key of this company into the secret usergems/api-key`, { status });
    if (status >= 500 || (status >= 300 && status < 400)) throw vendorUnavailableError(`UserGems answered ${request.method} ${request.path} with status ${status}`, { details: { status } });
    return answerOf(status, body);
  },
});

/** `kind` is ours, the other fields are named as the vendor names them. */
const requestOf = ({ kind, ...fields }: VendorWrite): Request => ({ ...ROUTES[kind], fields });

const ROUTES = {
  add_contact: { method: 'POST', path: '/contact' },
  remove_contact: { method: 'DELETE', path: '/contact' },
  add_account: { method: 'POST', path: '/account' },
  remove_account: { method: 'DELETE', path: '/account' },
  erase_person: { method: 'POST', path: '/privacy/delete' },
} as const satisfies Readonly<Record<VendorWrite['kind'], Omit<Request, 'fields'>>>;

const call = async (url: string, { method, path, fields }: Request, key: string): Promise<{ status: number; body: string }> => {
  // The reference calls the fields of a DELETE query parameters, its examples send them as a body. Both are sent: a removal of which the
  // vendor saw the e-mail but not the scope would remove every relation.
  const query = method === 'DELETE' ? `?${new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])).toString()}` : '';
  try {
    const response = await fetch(url + query, {
      method,
      headers: { 'X-Api-Key': key, 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(fields),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    // The cause may carry the URL, and that the e-mail.
    const why = error instanceof Error && error.name === 'TimeoutError' ? `within ${TIMEOUT_MS / 1_000} s` : '(the connection failed)';
    throw vendorUnavailableError(`UserGems did not answer ${method} ${path} ${why}`);
  }
};

const answerOf = (status: number, body: string): VendorAnswer => {
  if (status === 429) return { outcome: 'rate_limited' };
  return status < 300 ? { outcome: 'queued' } : { outcome: 'refused', reason: `${status} ${withoutPerson(messageIn(body))}`.trim().slice(0, LONGEST_REASON) };
};

/** Errors are flat: `{"message": "…"}`. */
const messageIn = (body: string): string => {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && 'message' in parsed && typeof parsed.message === 'string' ? parsed.message : '';
  } catch {
    return '';
  }
};

/** A message may repeat what it refuses. */
const withoutPerson = (message: string): string => message.replace(/[^\s"'<>()=]+@[^\s"'<>()]+/g, '<e-mail>').replace(/https?:\/\/\S+/g, '<link>');
