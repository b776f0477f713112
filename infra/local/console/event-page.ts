import { SIGNAL_OUTCOME_WORDS } from '../../../shared/domain/reason-words.table';
import { feedSignalId, pushSignalId, type Signal } from '../../../shared/stores/signal-store';
import { factsView } from './facts';
import { html, type Html } from './html';
import type { AnswerFor, ConsoleAbout } from './page';
import { PATHS } from './paths';
import { statusView } from './status';
import { timeView } from './time';

/**
 * `/signals/<event id>`: what became of an event. Deliveries that repeat it or were refused claim no id and have keys of their own;
 * they are looked for when nothing else is there, or with `?deliveries=all`.
 */
export const eventPage: AnswerFor = async ({ stores }, { id, query }) => {
  const readAll = query.get('deliveries') === 'all';
  const signals = readAll ? await deliveriesOf(id, stores) : await findEvent(id, stores);
  if (signals.length === 0) return undefined;
  return {
    title: `Event ${id}`,
    data: { eventId: id, signals },
    body: html`
${signals.map((signal) => signalView(signal, stores.settings.timeZone))}
${readAll ? undefined : html`<p><a href="${PATHS.event(id)}?deliveries=all">Look for repeated and refused deliveries of this event</a> <span class="quiet">(reads the whole Signal table)</span></p>`}`,
  };
};

/** The event under its keys, in the feed and in every push; else whatever delivery speaks of it. */
export const findEvent = async (id: string, stores: Pick<ConsoleAbout['stores'], 'signals' | 'settings'>): Promise<Signal[]> => {
  const pushes = stores.settings.launch.retroPushes.map(({ push }) => pushSignalId(push, id));
  const found = [...(await stores.signals.find([feedSignalId(id), ...pushes])).values()];
  return found.length > 0 ? found : deliveriesOf(id, stores);
};

const deliveriesOf = async (id: string, { signals }: Pick<ConsoleAbout['stores'], 'signals'>): Promise<Signal[]> => {
  const found: Signal[] = [];
  for await (const page of signals.all()) found.push(...page.filter(({ eventId, signalId }) => eventId === id || signalId === id));
  return found.sort((a, b) => ((a.receivedAt ?? '') < (b.receivedAt ?? '') ? -1 : 1));
};

const signalView = ({ body, outcome, receivedAt, source, ...facts }: Signal, timeZone: string): Html => html`<article>
<h2>${statusView(outcome)} ${SIGNAL_OUTCOME_WORDS[outcome]}</h2>
<p class="quiet">${source === 'feed' ? 'Delivered by the vendor' : `A row of ${source}`}${receivedAt === undefined ? undefined : html`, received ${timeView(receivedAt, timeZone)}`}</p>
${factsView(facts)}
<details><summary>Body as it was received</summary><pre class="paper">${pretty(body)}</pre></details>
</article>`;

/** A refused body may be anything. */
const pretty = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
};
