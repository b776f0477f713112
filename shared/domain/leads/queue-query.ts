import { invalidInputError } from '../../errors/app-error';

/** A page of a queue: `GET /queues/inbound?limit=20`. */
export interface QueueQuery {
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: string | undefined;
}

const MOST_ROWS = 200;
const DEFAULT_ROWS = 50;

/** Reads the query of a queue; InvalidInputError names the parameter and what is allowed. */
export const parseQueueQuery = ({ limit, cursor, ...others }: Readonly<Record<string, string | undefined>>): QueueQuery => {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalidInputError(`There is no parameter "${unknown.slice(0, 255)}": allowed are limit, cursor`);
  if (limit !== undefined && !(/^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= MOST_ROWS)) throw invalidInputError(`limit is "${limit.slice(0, 255)}": allowed is 1 to ${MOST_ROWS}`);
  return { limit: limit === undefined ? DEFAULT_ROWS : Number(limit), ...(cursor !== undefined && { after: placeIn(cursor) }) };
};

/** The cursor of the page after a place in the queue. It lets nobody read more than the queue itself. */
export const queueCursorOf = (place: string): string => Buffer.from(place).toString('base64url');

const placeIn = (cursor: string): string => {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!place.includes('#') || queueCursorOf(place) !== cursor) throw invalidInputError('cursor does not belong to a queue: take it from "next" of the page before');
  return place;
};
