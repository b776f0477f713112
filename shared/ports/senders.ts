/**
 * The ports through which messages leave. A sender tries once: whether to try again is decided by who claimed the message.
 * It throws only when the result is not known (a timeout, a connection that broke after the request left): such a send is
 * recorded as `unknown` and never repeated by itself (contracts, section 2).
 */
export type SendResult =
  | { readonly outcome: 'sent'; readonly vendorId: string }
  /** Certainly not sent; may be tried again after so many seconds. */
  | { readonly outcome: 'rate_limited'; readonly retryAfterSeconds: number }
  /** Certainly not sent and a repetition will not help, e.g. `users_not_found`. */
  | { readonly outcome: 'refused'; readonly reason: string };

export interface Email {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface EmailSender {
  send(email: Email): Promise<SendResult>;
}

/** A Slack post: Block Kit blocks and the text that notifications and screen readers show instead. */
export interface SlackPost {
  readonly text: string;
  readonly blocks: readonly object[];
}

export interface SlackSender {
  /** Posts to a channel, or to the person who has this e-mail address in the workspace. */
  send(to: { readonly channel: string } | { readonly email: string }, post: SlackPost): Promise<SendResult>;
}
