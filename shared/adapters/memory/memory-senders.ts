import type { Email, EmailSender, SendResult, SlackPost, SlackSender } from '../../ports/senders';

/** What the next send does instead of sending: a result of the vendor, or an error when the result is not to be known. */
export type ScriptedFailure = Exclude<SendResult, { outcome: 'sent' }> | Error;

interface Memory<Sent> {
  /** What was sent, oldest first. */
  readonly sent: readonly Sent[];
  /** Scripts failures for the next sends, in this order. */
  failNext(...failures: ScriptedFailure[]): void;
}

export type SlackAddressee = Parameters<SlackSender['send']>[0];

/** Senders that keep what they are given, for tests and for runs that must not reach anybody. */
export const memoryEmailSender = (): EmailSender & Memory<Email> => {
  const { sent, failNext, keep } = memory<Email>('email');
  return { sent, failNext, send: keep };
};

export const memorySlackSender = (): SlackSender & Memory<{ readonly to: SlackAddressee; readonly post: SlackPost }> => {
  const { sent, failNext, keep } = memory<{ to: SlackAddressee; post: SlackPost }>('slack');
  return { sent, failNext, send: (to, post) => keep({ to, post }) };
};

const memory = <Sent>(channel: string) => {
  const sent: Sent[] = [];
  const failures: ScriptedFailure[] = [];
  return {
    sent,
    failNext: (...scripted: ScriptedFailure[]): void => void failures.push(...scripted),
    keep: async (message: Sent): Promise<SendResult> => {
      const failure = failures.shift();
      if (failure instanceof Error) throw failure;
      if (failure !== undefined) return failure;
      sent.push(message);
      return { outcome: 'sent', vendorId: `${channel}-${sent.length}` };
    },
  };
};
