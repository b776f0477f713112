import { createHash } from 'node:crypto';
import jsonata from 'jsonata';

/** Where the functions get what is not in their arguments; a simulated host gives the same answers every time. */
interface FunctionSources {
  now(): number;
  random(): number;
  uuid(): string;
}

const HASHES: Readonly<Record<string, string>> = { 'MD5': 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

const integer = (call: string, value: unknown): number => {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw new TypeError(`${call} must be an integer, not ${JSON.stringify(value)}`);
};

const partition = (list: unknown, size: unknown): unknown => {
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) throw new TypeError('$partition: argument 1 must be an array');
  const step = integer('$partition: argument 2', size);
  if (step < 1) throw new RangeError('$partition: argument 2 must be 1 or more');
  return Array.from({ length: Math.ceil(list.length / step) }, (_, chunk): unknown[] => list.slice(chunk * step, (chunk + 1) * step));
};

const range = (first: unknown, last: unknown, step: unknown): unknown => {
  const from = integer('$range: argument 1', first);
  const to = integer('$range: argument 2', last);
  const by = integer('$range: argument 3', step);
  if (by === 0) throw new RangeError('$range: argument 3 must not be 0');
  const list = Array.from({ length: Math.max(0, Math.floor((to - from) / by) + 1) }, (_, index) => from + index * by);
  // AWS answers with a JSONata sequence: one recorded on AWS, $range(1, 9, 9), came back as 1 and not as [1].
  return Object.defineProperty(list, 'sequence', { value: true });
};

const hash = (text: unknown, algorithm: unknown): unknown => {
  if (text === undefined) return undefined;
  const known = typeof algorithm === 'string' ? HASHES[algorithm] : undefined;
  if (known === undefined) throw new TypeError(`$hash: argument 2 must be one of ${Object.keys(HASHES).join(', ')}`);
  return createHash(known).update(typeof text === 'string' ? text : JSON.stringify(text)).digest('hex');
};

const parse = (text: unknown): unknown => {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new TypeError('$parse: argument 1 must be a string of JSON');
  return JSON.parse(text);
};

const MASK_48 = (1n << 48n) - 1n;

/** The first double of java.util.Random for a seed: AWS promises the same number for the same seed, this says which. */
export const seededRandom = (seed: number): number => {
  const first = ((BigInt(seed) ^ 0x5deece66dn) * 0x5deece66dn + 11n) & MASK_48;
  const second = (first * 0x5deece66dn + 11n) & MASK_48;
  return Number((first >> 22n << 27n) + (second >> 21n)) / 2 ** 53;
};

const formattedMillis = jsonata('$fromMillis($at, $picture, $timezone)');

/**
 * The functions that Step Functions adds to JSONata, and those of JSONata that look at the clock, bound to a host.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
export const stepFunctionsFunctions = (sources: FunctionSources): Record<string, unknown> => ({
  partition,
  range,
  hash,
  parse,
  uuid: () => sources.uuid(),
  random: (seed: unknown) => (seed === undefined ? sources.random() : seededRandom(integer('$random: argument 1', seed))),
  millis: () => sources.now(),
  now: (picture: unknown, timezone: unknown): Promise<unknown> => formattedMillis.evaluate(undefined, { at: sources.now(), picture, timezone }),
});
