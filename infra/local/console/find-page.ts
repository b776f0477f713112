import { findEvent } from './event-page';
import { html } from './html';
import { findKnownRun } from './known-runs';
import type { AnswerFor, ConsoleAbout } from './page';
import { PATHS } from './paths';
import { findRecord } from './record-page';
import { sentFrom } from './sent';

/** `/find?q=…`: leads to whatever has this id: a message, a run, a record, an event; or to what was sent to an address. */
export const findPage: AnswerFor = async (about, { query }) => {
  const id = query.get('q')?.trim() ?? '';
  const location = id === '' ? PATHS.overview : await pathOfId(id, about);
  if (location !== undefined) return { location };
  return {
    status: 404,
    title: 'Nothing found',
    data: { error: `Nothing has the id ${id}` },
    body: html`<p>No message, run, record or event has the id <b>${id}</b>, and nothing was sent to it. Ids are given whole and in their own upper and lower case.</p>`,
  };
};

const pathOfId = async (id: string, about: ConsoleAbout): Promise<string | undefined> => {
  const sent = sentFrom(about.outbox);
  const message = sent.find((one) => one.id === id);
  if (message !== undefined) return message.path;
  if (await findKnownRun(id, about)) return PATHS.run(id);
  if ((await findRecord(id, about.stores)) || (await about.stores.decisions.of(id)).length > 0) return PATHS.record(id);
  if (sent.some(({ to }) => to.some((address) => address.toLowerCase() === id.toLowerCase()))) return PATHS.outboxOf(id);
  // Last, since it may read the whole table.
  return (await findEvent(id, about.stores)).length > 0 ? PATHS.event(id) : undefined;
};
