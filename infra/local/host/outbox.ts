import MailComposer from 'nodemailer/lib/mail-composer';

/** An e-mail that SES accepted. */
export interface Mail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
  /** The message as given to SendRawEmail; its parts are not taken apart. */
  readonly raw?: string;
  /** ISO-8601, UTC. */
  readonly at: string;
}

/** A message that Slack accepted. */
export interface Post {
  /** Slack's id of the message within its channel; unique here. */
  readonly ts: string;
  readonly channel: string;
  /** Whose direct messages the channel is; missing for a public channel. */
  readonly recipient?: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** ISO-8601, UTC. */
  readonly at: string;
}

/** Where the stand-ins keep what they accepted. A message is kept before its sender hears that it was sent. */
export interface Outbox {
  keepMail(mail: Mail): void | Promise<void>;
  keepPost(post: Post): void | Promise<void>;
}

/** The mail as an .eml file. The same mail makes the same bytes. */
export const renderEml = async (mail: Mail): Promise<Buffer> => {
  if (mail.raw !== undefined) return Buffer.from(mail.raw);
  const { id, at, from, to, cc, bcc, replyTo, subject, html, text } = mail;
  const composer = new MailComposer({
    messageId: `<${id}@email.amazonses.com>`,
    date: new Date(at),
    from,
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    replyTo: [...replyTo],
    subject,
    ...(html === undefined ? {} : { html }),
    ...(text === undefined ? {} : { text }),
    baseBoundary: id,
  });
  return composer.compile().build();
};
