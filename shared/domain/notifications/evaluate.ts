import type { Account, Contact, Lead, Opportunity, User } from '../../records/catalogue';
import { mayRead, type Protected, type PubSecDefault } from '../access/may-read';
import type { Rules } from '../rule-row';
import { startedWithinMonths } from '../time/business-time';
import type { DigestEntry, RecipientRole, RuleId } from './digest';
import { channelsOf, MISSING, recipientOf, type Channel } from './recipients';
import { notificationRuleId, rollUpRuleId, type Candidate, type NotificationRule, type RollUp } from './rules.table';

/** One row of the notification ledger before anything is sent (NT-14; contracts, section 12). */
export interface LedgerEntry {
  readonly rule: RuleId | '';
  readonly objectType: 'Lead' | 'Contact';
  readonly recordId: string;
  readonly recipientId: string;
  readonly recipientRole: RecipientRole | '';
  readonly channel: Channel | '';
  /** `to_send` becomes sent, failed or unknown when its digest is settled. */
  readonly outcome: 'to_send' | 'merged' | 'suppressed' | 'no_rule' | 'recipient_missing';
  readonly reason: string;
}

/** A record that met its entry predicate, with what its rules ask about. */
export interface NotificationFacts {
  readonly record:
    | { readonly type: 'Lead'; readonly lead: Lead }
    | {
        readonly type: 'Contact';
        readonly contact: Contact;
        readonly newLead: Lead | undefined;
        /** The new lead's matched account. */
        readonly newAccount: Account | undefined;
      };
  /** The lead's matched account or the contact's account (D-19). */
  readonly account: Account | undefined;
  /** All opportunities of that account; none without account. */
  readonly opportunities: readonly Opportunity[];
  readonly pastAccount: Account | undefined;
}

export interface EvaluationContext {
  /** The run's business date. */
  readonly asOfDate: string;
  readonly users: ReadonlyMap<string, User>;
  readonly notificationRules: readonly NotificationRule[];
  readonly rules: Rules;
  readonly pubSecDefault: PubSecDefault;
}

export interface Evaluation {
  readonly ledger: readonly LedgerEntry[];
  /** What each person is to be told; one message for a record and person (NT-07). */
  readonly messages: readonly { readonly recipientId: string; readonly channels: readonly Channel[]; readonly entry: DigestEntry }[];
  /** What the rules were asked about, kept with the decision (RT-07, NT-14). */
  readonly candidate: Candidate | undefined;
}

/** Decides who is told what about one record. */
export const evaluateRecord = (facts: NotificationFacts, context: EvaluationContext): Evaluation => {
  const record = facts.record.type === 'Lead' ? facts.record.lead : facts.record.contact;
  const base = { objectType: facts.record.type, recordId: record.Id };
  const silent = (outcome: 'suppressed' | 'no_rule', reason: string): LedgerEntry => ({ ...base, rule: '', recipientId: '', recipientRole: '', channel: '', outcome, reason });

  // NT-11: leads of a retro-active push and contacts that it disqualified are silent for ever.
  if (record.Retro_Active_Push__c !== undefined) return { ledger: [silent('suppressed', 'RETRO_ACTIVE')], messages: [], candidate: undefined };

  if (record.Erased_DateTime__c !== undefined) return { ledger: [silent('suppressed', 'ERASED')], messages: [], candidate: undefined };

  const rolledUp = rollUp(facts.opportunities, context.rules);
  const candidate = candidateOf(facts, rolledUp, context.asOfDate);
  const matching = context.notificationRules.filter((rule) => rule.object === facts.record.type && context.rules(notificationRuleId(rule.rule))(candidate));
  if (matching.length === 0) return { ledger: [silent('no_rule', 'NO_RULE')], messages: [], candidate };

  const recipients = {
    lead: facts.record.type === 'Lead' ? facts.record.lead : undefined,
    account: facts.account,
    openRenewals: rolledUp.Open_Renewal_Opps__c,
    users: context.users,
  };
  const carrying = new Map<string, RuleId>();
  const ledger: LedgerEntry[] = [];
  const messages: Evaluation['messages'][number][] = [];
  for (const rule of matching) {
    for (const role of rule.roles) {
      const row = { ...base, rule: rule.rule, recipientRole: role };
      const recipient = recipientOf(role, rule.rule, recipients);
      const carrier = recipient && carrying.get(recipient.Id);
      if (recipient === undefined) ledger.push({ ...row, recipientId: '', channel: '', outcome: 'recipient_missing', reason: MISSING[role] });
      // PLAT-11: who may not read the record is not told, and carries it for nobody.
      else if (!mayRead(recipient, protectionOf(facts), context.pubSecDefault)) ledger.push({ ...row, recipientId: recipient.Id, channel: '', outcome: 'suppressed', reason: 'PUBSEC_ACCESS' });
      else if (carrier !== undefined) ledger.push({ ...row, recipientId: recipient.Id, channel: '', outcome: 'merged', reason: carrier });
      else {
        carrying.set(recipient.Id, rule.rule);
        const channels = channelsOf(recipient);
        for (const channel of channels) ledger.push({ ...row, recipientId: recipient.Id, channel, outcome: 'to_send', reason: '' });
        messages.push({ recipientId: recipient.Id, channels, entry: entryOf(rule, role, asReadBy(recipient, facts, context), rolledUp, context) });
      }
    }
  }
  return { ledger, messages, candidate };
};

const protectionOf = ({ record, account }: NotificationFacts): Protected => ({ account, segment: record.type === 'Lead' ? record.lead.Sales_Segment__c : undefined });

/** What an entry may tell its reader: the record itself, and of those around it the ones that he may read too (PLAT-11). */
const asReadBy = (reader: User, facts: NotificationFacts, { pubSecDefault }: EvaluationContext): NotificationFacts => {
  const { record, pastAccount } = facts;
  if (record.type === 'Contact') {
    const knowsNewLead = mayRead(reader, { account: record.newAccount, segment: record.newLead?.Sales_Segment__c }, pubSecDefault);
    return knowsNewLead ? facts : { ...facts, record: { ...record, newLead: undefined, newAccount: undefined } };
  }
  if (mayRead(reader, { account: pastAccount }, pubSecDefault)) return facts;
  return { ...facts, pastAccount: undefined, record: { type: 'Lead', lead: { ...record.lead, UserGem__PastContact__c: undefined, UserGem__PastAccount__c: undefined } } };
};

/** A rule held, yet none of its roles was held by anybody who may be told (NT-08, PLAT-11). */
export const reachedNobody = ({ ledger, messages }: Pick<Evaluation, 'ledger' | 'messages'>): boolean => messages.length === 0 && ledger.some(({ rule }) => rule !== '');

type RolledUp = Readonly<Record<RollUp, readonly Opportunity[]>>;

const rollUp = (opportunities: readonly Opportunity[], rules: Rules): RolledUp => {
  const select = (name: RollUp): readonly Opportunity[] => opportunities.filter(rules(rollUpRuleId(name)));
  return {
    Open_Opps__c: select('Open_Opps__c'),
    Open_Renewal_Opps__c: select('Open_Renewal_Opps__c'),
    Open_Early_Stage_Opps__c: select('Open_Early_Stage_Opps__c'),
    Open_Late_Stage_Opps__c: select('Open_Late_Stage_Opps__c'),
  };
};

const candidateOf = (facts: NotificationFacts, rolledUp: RolledUp, asOfDate: string): Candidate => {
  const startedOn = facts.record.type === 'Lead' ? facts.record.lead.UserGem__JobStartedDate__c : undefined;
  return {
    Open_Opps__c: rolledUp.Open_Opps__c.length,
    Open_Renewal_Opps__c: rolledUp.Open_Renewal_Opps__c.length,
    Open_Early_Stage_Opps__c: rolledUp.Open_Early_Stage_Opps__c.length,
    Open_Late_Stage_Opps__c: rolledUp.Open_Late_Stage_Opps__c.length,
    Started_Within_3_Months__c: startedWithinMonths(startedOn, asOfDate, 3),
    Started_Within_6_Months__c: startedWithinMonths(startedOn, asOfDate, 6),
    Is_Customer__c: facts.account?.Is_Customer__c === true,
  };
};

const entryOf = (rule: NotificationRule, role: RecipientRole, facts: NotificationFacts, rolledUp: RolledUp, { users }: EvaluationContext): DigestEntry => {
  const { record, account, pastAccount } = facts;
  const lead = record.type === 'Lead' ? record.lead : record.newLead;
  const contact = record.type === 'Contact' ? record.contact : undefined;
  const named = new Map(rule.names.flatMap((name) => rolledUp[name]).map((opportunity) => [opportunity.Id, opportunity]));
  const details = {
    newTitle: brief(lead?.Title),
    newCompany: brief(lead?.Company),
    pastTitle: brief(lead?.UserGem__PastTitle__c ?? contact?.Title),
    pastCompany: brief(pastAccount?.Name),
    startedOn: lead?.UserGem__JobStartedDate__c,
    ownerName: users.get((record.type === 'Lead' ? record.lead : record.contact).OwnerId ?? '')?.Name,
    leadId: lead?.Id,
    contactId: contact?.Id ?? lead?.UserGem__PastContact__c,
    accountId: account?.Id,
    accountName: account?.Name,
  };
  const { FirstName, LastName } = record.type === 'Lead' ? record.lead : record.contact;
  return {
    rule: rule.rule,
    objectType: record.type,
    recordId: record.type === 'Lead' ? record.lead.Id : record.contact.Id,
    role,
    person: brief([FirstName, LastName].filter((part) => part !== undefined).join(' ')) ?? '',
    ...details,
    opportunities: [...named.values()].map((opportunity) => ({ id: opportunity.Id, name: opportunity.Name, stage: opportunity.StageName ?? '' })),
  };
};

/** Messages show the beginning of a long text; the frozen digest need not hold more. */
const BRIEF = 300;
const brief = (text: string | undefined): string | undefined => text?.slice(0, BRIEF);
