import type { Account, Contact, Lead, User } from '../../records/catalogue';
import type { AlertKind, LeadAlert, RoutingTrigger } from '../leads/changes';
import { assignmentTaskOf } from '../leads/event-executions';
import { counted, listed } from '../notifications/render-view';
import { wallClockOf } from '../time/wall-clock';
import type { NoticeEntry } from './notice';

/** What alerts are about, as it stands when they are told. */
export interface AlertFacts {
  readonly leads: ReadonlyMap<string, Lead>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly users: ReadonlyMap<string, User>;
  /** The zone in which instants are told. */
  readonly timeZone: string;
}

/** The record of an alert, whichever object it is. */
interface About {
  readonly person: Lead | Contact | undefined;
  readonly account: Account | undefined;
}

const NOT_KNOWN = 'not known';
/** SDRs that one account's task names, those with the fewest accounts first. */
const SDRS_NAMED = 7;

const TRIGGER_WORDS: Readonly<Record<RoutingTrigger, string>> = { contact_us: 'Contact Us form', ee_trial: 'trial form', in_product_trial: 'trial in the product', score: 'score' };

type NoticeFacts = NoticeEntry['facts'];

/** What each kind of alert says about its record. */
export const NOTICE_FACTS: Readonly<Record<AlertKind, (alert: LeadAlert, about: About, facts: AlertFacts) => NoticeFacts>> = {
  SLA_BREACH: ({ at, eventId }, { person }, { users, timeZone }) => [
    { label: 'Was due', text: wallClockOf(at, timeZone) },
    { label: 'Owner', text: nameOf(person?.OwnerId, users) },
    { label: 'Request', text: eventId },
  ],
  UNROUTABLE: ({ reason }) => [{ label: 'Pool without an active member', text: reason }],
  INBOUND_TASK: ({ reason }, { person }, { users }) => [
    { label: 'Came by', text: Object.entries(TRIGGER_WORDS).find(([trigger]) => trigger === reason)?.[1] ?? reason },
    { label: 'Owner', text: nameOf(person?.OwnerId, users) },
  ],
  OUTBOUND_TASK: ({ reason }, { person, account }) => [
    { label: 'Interest', text: person?.Last_Interesting_Moment__c ?? NOT_KNOWN },
    { label: 'Segment', text: account?.Sales_Segmentation__c ?? NOT_KNOWN },
    ...(reason === 'SDR_MISSING' ? [{ label: 'Told to you because', text: 'the account has no active SDR' }] : []),
  ],
  ADOPTION: ({ reason }, _, { users }) => [{ label: 'New owner', text: nameOf(reason, users) }],
  RD_TASK: ({ recordId, reason }, _, { users }) => {
    const workloads = reason.split(';').flatMap(workloadIn).sort((a, b) => a.accounts - b.accounts);
    const others = workloads.slice(SDRS_NAMED);
    return [
      ...workloads.slice(0, SDRS_NAMED).map(({ sdrId, accounts }) => ({ label: nameOf(sdrId, users), text: counted(accounts, 'account', 'accounts') })),
      ...(others.length > 0 ? [{ label: 'Further', text: counted(others.length, 'SDR', 'SDRs') }] : []),
      ...(workloads.length === 0 ? [{ label: 'SDRs of the region', text: 'none is active' }] : []),
      { label: 'Task', text: assignmentTaskOf(recordId) },
    ];
  },
  CE_WORKLIST: (_alert, { account }) => [
    {
      label: 'Free edition',
      text: listed([counted(account?.Active_CE_Users__c ?? 0, 'active user', 'active users'), counted(account?.CE_Instances__c ?? 0, 'instance', 'instances')]),
    },
    { label: 'Segment', text: account?.Sales_Segmentation__c ?? NOT_KNOWN },
  ],
};

const nameOf = (userId: string | undefined, users: ReadonlyMap<string, User>): string => users.get(userId ?? '')?.Name ?? userId ?? NOT_KNOWN;

/** `sdr-a=2`; a user id may hold anything but these two signs. */
const workloadIn = (text: string): { readonly sdrId: string; readonly accounts: number }[] => {
  const [, sdrId, accounts] = /^(.+)=(\d+)$/.exec(text) ?? [];
  return sdrId === undefined ? [] : [{ sdrId, accounts: Number(accounts) }];
};
