import { examineDelivery } from '../../../shared/contracts/usergems-delivery';
import { normaliseEmail } from '../../../shared/domain/matching/normalise';
import type { Contact } from '../../../shared/records/catalogue';
import type { Signal } from '../../../shared/stores/signal-store';
import { changesIn } from './decided';
import type { ExplainDeps } from './explain-deps';
import { explainHistory } from './explain-history';
import { explainNotifications, explainSilence } from './explain-notifications';
import { explainSignals, signalsWhere } from './explain-signals';
import { explainTracking } from './explain-tracking';
import type { ExplainedContact } from './explanation';
import { nameOf, namerOf } from './named';

/** Whether a contact is tracked, which deliveries named it and what became of them, who marked it, and who was told. */
export const explainContact = async (contact: Contact, deps: ExplainDeps): Promise<ExplainedContact> => {
  const { stores } = deps;
  const decisions = await stores.decisions.of(contact.Id);
  const [accounts, tracking, signals, notifications] = await Promise.all([
    namerOf('Account', [contact.AccountId], stores),
    explainTracking(contact, deps),
    // Signals have no index by contact: the table is read through once.
    signalsWhere(stores, namesContact(contact)),
    explainNotifications(decisions, 'Contact', deps),
  ]);
  return {
    kind: 'Contact',
    id: contact.Id,
    name: nameOf(contact),
    title: contact.Title,
    account: accounts(contact.AccountId),
    status: contact.Status,
    ...(contact.Erased_DateTime__c !== undefined && { erasedAt: contact.Erased_DateTime__c }),
    tracking,
    signals: await explainSignals(signals, deps),
    currentLeadId: contact.UserGem__CurrentLead__c,
    notifications,
    silence: notifications.length > 0 ? undefined : await explainSilence({ type: 'Contact', contact }, deps),
    changes: changesIn(decisions, deps),
    history: await explainHistory({ object: 'Contact', record: contact }, decisions, deps),
  };
};

/** A delivery is about a contact if a run matched it so, or if its body names the contact's id or e-mail as the past one. */
const namesContact = ({ Id, Email }: Contact): ((signal: Signal) => boolean) => {
  const email = normaliseEmail(Email);
  return ({ contactId, body }) => {
    if (contactId !== undefined) return contactId === Id;
    // Few bodies name the contact at all: the others need not be parsed.
    if (!body.includes(Id) && (email === undefined || !body.toLowerCase().includes(email))) return false;
    const { verdict } = examineDelivery(body);
    if (!verdict.ok) return true;
    const { previous } = verdict.body;
    return previous.contactId === Id || (email !== undefined && normaliseEmail(previous.email) === email);
  };
};
