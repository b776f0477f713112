import type { Mail, Outbox, Post } from './host/outbox';

/** Everything that was sent, as its readers would see it. */
export interface KeptOutbox extends Outbox {
  readonly mails: readonly Mail[];
  readonly posts: readonly Post[];
  /** Forgets messages by the ids under which their vendor took them: of a mail its own, of a post `<channel>/<ts>`. */
  forget(vendorIds: Iterable<string>): void;
}

export const keptOutbox = (): KeptOutbox => {
  const mails: Mail[] = [];
  const posts: Post[] = [];
  return {
    mails,
    posts,
    keepMail: (mail) => void mails.push(mail),
    keepPost: (post) => void posts.push(post),
    forget: (vendorIds) => {
      const forgotten = new Set(vendorIds);
      mails.splice(0, mails.length, ...mails.filter(({ id }) => !forgotten.has(id)));
      posts.splice(0, posts.length, ...posts.filter(({ channel, ts }) => !forgotten.has(`${channel}/${ts}`)));
    },
  };
};
