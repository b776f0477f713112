import { keptOutbox } from '../../../infra/local/kept-outbox';

describe('the kept outbox', () => {
  it('forgets mails and posts by the ids under which their vendor took them', async () => {
    const outbox = keptOutbox();
    const mail = { from: 'a@x.example', to: [], cc: [], bcc: [], replyTo: [], subject: '', at: '' };
    const post = { text: '', blocks: [], at: '' };
    for (const id of ['m1', 'm2']) await outbox.keepMail({ ...mail, id });
    for (const [channel, ts] of [['D1', '1'], ['D2', '1'], ['D1', '2']] as const) await outbox.keepPost({ ...post, channel, ts });
    const { mails } = outbox;

    outbox.forget(['m1', 'D1/1', 'unknown']);

    expect([mails.map(({ id }) => id), outbox.posts.map(({ channel, ts }) => `${channel}/${ts}`)]).toEqual([['m2'], ['D2/1', 'D1/2']]);
  });
});
