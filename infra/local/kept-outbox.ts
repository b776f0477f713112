import type { Mail, Outbox, Post } from './host/outbox';

/** Everything that was sent, as its readers would see it. */
export interface KeptOutbox extends Outbox {
  readonly mails: readonly Mail[];
  readonly posts: readonly Post[];
}

export const keptOutbox = (): KeptOutbox => {
  const mails: Mail[] = [];
  const posts: Post[] = [];
  return { mails, posts, keepMail: (mail) => void mails.push(mail), keepPost: (post) => void posts.push(post) };
};
