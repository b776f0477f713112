import { contactEmailKey, leadEmailKey } from '../../../shared/domain/matching/match-keys';
import { normaliseEmail } from '../../../shared/domain/matching/normalise';
import type { Message } from '../../../shared/stores/message-store';
import type { Signal } from '../../../shared/stores/signal-store';
import { explainAccount } from './explain-account';
import { explainContact } from './explain-contact';
import { deliveriesOfEvent } from './explain-deliveries';
import type { ExplainDeps } from './explain-deps';
import { explainLead } from './explain-lead';
import { explainMessage } from './explain-message';
import { explainWork } from './explain-work';
import { explainSignals, rowsOfEvent, signalsWhere } from './explain-signals';
import type { Explained } from './explanation';

/**
 * Explains whatever has an id: a lead, contact or account, a message by `<run id>/<message id>` or the vendor's id, an event of
 * UserGems or of the lead database by its id or that of one of its rows. Undefined when nothing has it.
 */
export const explainId = async (id: string, deps: ExplainDeps): Promise<Explained | undefined> => {
  const { records } = deps.stores;
  const [lead, contact, account] = await Promise.all([records.load('Lead', [id]), records.load('Contact', [id]), records.load('Account', [id])]).then((found) => [found[0].get(id), found[1].get(id), found[2].get(id)] as const);
  if (lead) return explainLead(lead, deps);
  if (contact) return explainContact(contact, deps);
  if (account) return explainAccount(account, deps);
  const message = await findMessage(id, deps);
  if (message) return explainMessage(message, deps);
  const signals = await findSignals(id, deps);
  const deliveries = await deliveriesOfEvent(id, deps.stores);
  return signals.length + deliveries.length === 0 ? undefined : { kind: 'Event', id, signals: await explainSignals(signals, deps), deliveries: await explainWork(deliveries, deps) };
};

const findMessage = async (id: string, { stores: { messages } }: ExplainDeps): Promise<Message | undefined> => {
  const at = id.indexOf('/');
  const named = at < 0 ? undefined : await messages.find(id.slice(0, at), id.slice(at + 1));
  return named ?? messages.sentAs(id);
};

/** Every row of an event, those of repeated and refused deliveries included; they have keys of their own, so the table is read through. */
const findSignals = async (id: string, { stores }: ExplainDeps): Promise<Signal[]> => {
  const eventId = (await stores.signals.find([id])).get(id)?.eventId ?? id;
  const claimed = await rowsOfEvent(eventId, stores);
  const claimedIds = new Set(claimed.map(({ signalId }) => signalId));
  return [...claimed, ...(await signalsWhere(stores, (signal) => signal.eventId === eventId && !claimedIds.has(signal.signalId)))];
};

/** Leads and contacts that bear an e-mail, for somebody who has no id. */
export const idsOfEmail = async (text: string, { stores }: Pick<ExplainDeps, 'stores'>): Promise<string[]> => {
  const email = normaliseEmail(text);
  if (email === undefined || !email.includes('@')) return [];
  return [...(await stores.matchKeys.find([leadEmailKey(email), contactEmailKey(email)])).values()].flat();
};
