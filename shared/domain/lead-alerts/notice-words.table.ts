import type { User } from '../../records/catalogue';
import type { AlertKind } from '../leads/changes';
import { channelsOf, type Channel } from '../notifications/recipients';

interface NoticeWords {
  readonly headline: (count: number) => string;
  /** What the recipient is asked to do. */
  readonly request: string;
  /** Where the recipient is told; mostly where they want to be. */
  readonly channels: (user: User) => readonly Channel[];
}

/** CE-08, CE-09: the Account Research Specialist is e-mailed. */
const byEmail = (): readonly Channel[] => ['email'];
/** Nobody should find out about a breach with the day's mail. */
const alsoBySlack = (user: User): readonly Channel[] => [...new Set<Channel>([...channelsOf(user), 'slack'])];

/** What each kind of alert is called in a message, and how it travels. */
export const NOTICE_WORDS: Readonly<Record<AlertKind, NoticeWords>> = {
  SLA_BREACH: {
    headline: (count) => (count === 1 ? 'A Contact Us request was not answered in time' : `${count} Contact Us requests were not answered in time`),
    request: 'Follow up now, and log the call, e-mail, meeting or task on the record.',
    channels: alsoBySlack,
  },
  UNROUTABLE: {
    headline: (count) => (count === 1 ? 'Nobody covers a new request' : `Nobody covers ${count} new requests`),
    request: 'The Sales Admin has them for now: give each an owner, and the pool an active member.',
    channels: channelsOf,
  },
  INBOUND_TASK: {
    headline: (count) => (count === 1 ? 'A contact raised a hand and is yours to qualify' : `${count} contacts raised a hand and are yours to qualify`),
    request: 'Work them as you work a lead. They keep their owner.',
    channels: channelsOf,
  },
  OUTBOUND_TASK: {
    headline: (count) => (count === 1 ? 'A contact of a Large or Strategic account showed interest' : `${count} contacts of Large or Strategic accounts showed interest`),
    request: 'They are in your outbound queue.',
    channels: channelsOf,
  },
  ADOPTION: {
    headline: (count) => (count === 1 ? 'A record of the Sales Admin has a new owner' : `${count} records of the Sales Admin have a new owner`),
    request: 'The new owner works them from now on.',
    channels: byEmail,
  },
  RD_TASK: {
    headline: (count) => (count === 1 ? 'An account waits for the SDR of your choice' : `${count} accounts wait for the SDR of your choice`),
    request: 'Choose by setting the SDR of the account in the CRM, or answer the task through the API. Beside each SDR: the accounts they have.',
    channels: channelsOf,
  },
  CE_WORKLIST: {
    headline: (count) => (count === 1 ? 'One account uses the free edition and nobody works it' : `${count} accounts use the free edition and nobody works them`),
    request: 'Pick those that are worth a follow-up; the director of the region then chooses an SDR.',
    channels: byEmail,
  },
};
