import type { KeptOutbox } from '../kept-outbox';
import { firstLine } from './mrkdwn';
import { PATHS } from './paths';

/** A message that left, on either channel. */
export interface Sent {
  readonly id: string;
  readonly channel: 'email' | 'slack';
  /** Addresses of people; of a Slack channel its name. */
  readonly to: readonly string[];
  readonly subject: string;
  /** ISO-8601, UTC. */
  readonly at: string;
  readonly path: string;
}

/** Everything in the outbox, the latest first; what left at the same instant stands by recipient. */
export const sentFrom = ({ mails, posts }: KeptOutbox): Sent[] =>
  [
    ...mails.map(({ id, to, cc, bcc, subject, at }): Sent => ({ id, channel: 'email', to: [...to, ...cc, ...bcc], subject, at, path: PATHS.mail(id) })),
    ...posts.map(({ ts, channel, recipient, text, at }): Sent => ({ id: ts, channel: 'slack', to: [recipient ?? channel], subject: firstLine(text), at, path: PATHS.post(ts) })),
  ].sort((a, b) => compareText(b.at, a.at) || compareText(a.to.join(), b.to.join()));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
