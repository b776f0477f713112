import type * as z from 'zod';
import { configError, vendorUnavailableError } from '../../errors/app-error';
import { eachConcurrently } from '../each-concurrently';

/** Keys of one request: an answer of a few hundred bytes each stays far below a megabyte. */
const BATCH = 500;
const AT_ONCE = 4;
/** Long enough for a service that looks its keys up one after the other, and far below the time limit of a Lambda. */
const TIMEOUT_MS = 30_000;

interface Service<Body> {
  /** What it is called in errors. */
  readonly name: string;
  readonly url: string;
  /** What the list of keys is called in the request. */
  readonly ask: 'hosts' | 'addresses';
  readonly answers: z.ZodType<Body>;
}

/**
 * Asks a service about keys: `POST <url>` with `{"<ask>": [...]}`, at most 500 at a time, JSON back (docs/workflows/ce-usage-load.md).
 * VendorUnavailableError when it does not answer, is busy or fails by itself; ConfigError when it refuses or answers something else.
 */
export const askInBatches = async <Body>({ name, url, ask, answers }: Service<Body>, keys: readonly string[], take: (body: Body) => void): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, index) => keys.slice(index * BATCH, (index + 1) * BATCH));
  await eachConcurrently(batches, AT_ONCE, async (batch) => {
    const { status, body } = await post(name, url, JSON.stringify({ [ask]: batch }));
    if (status === 429 || status >= 500) throw vendorUnavailableError(`${name} answered with status ${status}`, { details: { status } });
    if (status !== 200) throw configError(`${name} refused to answer (status ${status}): check its address in settings.usagePings.services`, { status });
    const parsed = answers.safeParse(jsonOf(body));
    if (!parsed.success) throw configError(`${name} answered something else than is agreed (docs/workflows/ce-usage-load.md): ${parsed.error.issues[0]?.path.join('.') || 'no JSON object'}`);
    take(parsed.data);
  });
};

const post = async (name: string, url: string, body: string): Promise<{ status: number; body: string }> => {
  try {
    const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const why = error instanceof Error && error.name === 'TimeoutError' ? `within ${TIMEOUT_MS / 1_000} s` : '(the connection failed)';
    throw vendorUnavailableError(`${name} did not answer ${why}`);
  }
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
