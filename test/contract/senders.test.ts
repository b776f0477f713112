import { memoryEmailSender, memorySlackSender, type SlackAddressee } from '../../shared/adapters/memory/memory-senders';
import { sesEmailSender } from '../../shared/adapters/ses/ses-email-sender';
import { slackSender } from '../../shared/adapters/slack/slack-sender';
import { configError } from '../../shared/errors/app-error';
import type { Email, SendResult, SlackPost } from '../../shared/ports/senders';
import { startLocalVendors, type LocalVendors } from '../support/local-vendors';

let vendors: LocalVendors;
beforeAll(async () => {
  vendors = await startLocalVendors();
});
afterAll(() => vendors.close());
beforeEach(() => {
  for (const list of [vendors.mails, vendors.posts, vendors.calls]) list.length = 0;
});

/** One sender with its vendor: what a test may ask of either, whatever stands behind. */
interface Harness<Message> {
  send(message: Message): Promise<SendResult>;
  received(): Message[];
  throttleNext(seconds: number): void;
  refuseNext(code: string): void;
  /** The next request is lost or its answer is. */
  breakNext(): void;
}

const obeysTheContract = <Message>(start: () => Harness<Message>, message: Message, throttledSeconds: number): void => {
  it('delivers a message whole, once, under an id of its own', async () => {
    const vendor = start();

    const results = [await vendor.send(message), await vendor.send(message)];

    expect(vendor.received()).toEqual([message, message]);
    expect(results).toEqual([
      { outcome: 'sent', vendorId: expect.stringMatching(/./) },
      { outcome: 'sent', vendorId: expect.stringMatching(/./) },
    ]);
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(2);
  });

  it('PLAT-08: a throttled message is certainly not sent, says when to try again, and can be sent then', async () => {
    const vendor = start();
    vendor.throttleNext(throttledSeconds);

    expect(await vendor.send(message)).toEqual({ outcome: 'rate_limited', retryAfterSeconds: throttledSeconds });
    expect(vendor.received()).toEqual([]);
    expect(await vendor.send(message)).toMatchObject({ outcome: 'sent' });
    expect(vendor.received()).toEqual([message]);
  });

  it("a refused message is certainly not sent and names the vendor's reason", async () => {
    const vendor = start();
    vendor.refuseNext('some_reason');

    expect(await vendor.send(message)).toEqual({ outcome: 'refused', reason: 'some_reason' });
    expect(vendor.received()).toEqual([]);
  });

  it('throws when the result is not known', async () => {
    const vendor = start();
    vendor.breakNext();

    await expect(vendor.send(message)).rejects.toThrow(Error);
  });
};

const email: Email = {
  from: 'signals@revsignal.example',
  to: ['maria.cox@reps.example', 'lee.ito@reps.example'],
  subject: '5 people moved: 4 joined, 1 left (9 Oct 2024)',
  html: '<p>Zoë &amp; 大輔 &lt;b&gt;</p>',
  text: 'Zoë & 大輔 <b>\n',
};

const sesFailure = (code: string, message: string, status = 400) => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});
const disturbSes = (code: string, message = code, status = 400) => vendors.disturbNext('SendEmail', sesFailure(code, message, status));

describe('the e-mail sender over memory', () => {
  obeysTheContract(
    () => {
      const sender = memoryEmailSender();
      return {
        send: (email) => sender.send(email),
        received: () => [...sender.sent],
        throttleNext: (retryAfterSeconds) => sender.failNext({ outcome: 'rate_limited', retryAfterSeconds }),
        refuseNext: (reason) => sender.failNext({ outcome: 'refused', reason }),
        breakNext: () => sender.failNext(new Error('socket hang up')),
      };
    },
    email,
    1,
  );
});

describe('the e-mail sender over SES', () => {
  obeysTheContract(
    () => ({
      send: (email) => sesEmailSender().send(email),
      received: () => vendors.mails.map(({ from, to, subject, html = '', text = '' }) => ({ from, to, subject, html, text })),
      throttleNext: () => disturbSes('Throttling', 'Maximum sending rate exceeded.'),
      refuseNext: disturbSes,
      breakNext: () => vendors.disturbNext('SendEmail', 'drop'),
    }),
    email,
    1,
  );

  it('does not repeat a request whose answer got lost', async () => {
    vendors.disturbNext('SendEmail', 'drop');

    await expect(sesEmailSender().send(email)).rejects.toThrow(Error);

    expect(vendors.mails).toHaveLength(1);
  });

  it.each(['MessageRejected', 'MailFromDomainNotVerifiedException', 'ConfigurationSetDoesNotExist', 'AccountSendingPausedException', 'AccessDenied'])('%s is a refusal', async (code) => {
    disturbSes(code);

    expect(await sesEmailSender().send(email)).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(code) });
  });

  it('an exhausted daily quota is a refusal, since no run waits 24 hours', async () => {
    disturbSes('Throttling', 'Daily message quota exceeded.');

    expect(await sesEmailSender().send(email)).toEqual({ outcome: 'refused', reason: 'DailyQuotaExceeded' });
  });

  it("a failure on the vendor's side leaves the result unknown", async () => {
    disturbSes('InternalFailure', 'InternalFailure', 500);

    await expect(sesEmailSender().send(email)).rejects.toThrow('InternalFailure');
  });

  it('sends under the configuration set', async () => {
    await sesEmailSender({ configurationSet: 'revsignal-dev' }).send(email);

    expect(vendors.calls.map(({ params }) => params['ConfigurationSetName'])).toEqual(['revsignal-dev']);
  });
});

const post: SlackPost = {
  text: '5 people moved &amp; more',
  blocks: [
    { type: 'header', text: { type: 'plain_text', text: '5 people moved' } },
    { type: 'section', text: { type: 'mrkdwn', text: '*Zoë* &lt;b&gt; 大輔', verbatim: true } },
  ],
};

interface AddressedPost {
  readonly to: SlackAddressee;
  readonly post: SlackPost;
}
const toPerson: AddressedPost = { to: { email: 'maria.cox@reps.example' }, post };
const toChannel: AddressedPost = { to: { channel: 'C0REVOPS' }, post };

const isObject = (block: unknown): block is object => typeof block === 'object' && block !== null;

const slackAnswer = (error: string, status = 200, headers: Record<string, string> = {}) => ({ status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ ok: false, error }) });
const throttled = (seconds: number) => slackAnswer('ratelimited', 429, { 'retry-after': String(seconds) });
const actions = () => vendors.calls.map(({ action }) => action);
const newSlackSender = () => slackSender({ token: async () => 'xoxb-of-a-test', apiUrl: vendors.slackUrl });

describe.each([
  ['a person', toPerson],
  ['a channel', toChannel],
])('the Slack sender to %s over memory', (_, message) => {
  obeysTheContract(
    () => {
      const sender = memorySlackSender();
      return {
        send: ({ to, post }) => sender.send(to, post),
        received: () => [...sender.sent],
        throttleNext: (retryAfterSeconds) => sender.failNext({ outcome: 'rate_limited', retryAfterSeconds }),
        refuseNext: (reason) => sender.failNext({ outcome: 'refused', reason }),
        breakNext: () => sender.failNext(new Error('socket hang up')),
      };
    },
    message,
    17,
  );
});

describe.each([
  ['a person', toPerson],
  ['a channel', toChannel],
])('the Slack sender to %s over the Web API', (_, message) => {
  obeysTheContract(
    () => {
      const sender = newSlackSender();
      return {
        send: ({ to, post }) => sender.send(to, post),
        received: () => vendors.posts.map(({ recipient, channel, text, blocks }) => ({ to: recipient === undefined ? { channel } : { email: recipient }, post: { text, blocks: blocks.filter(isObject) } })),
        throttleNext: (seconds) => vendors.disturbNext('chat.postMessage', throttled(seconds)),
        refuseNext: (code) => vendors.disturbNext('chat.postMessage', slackAnswer(code)),
        breakNext: () => vendors.disturbNext('chat.postMessage', 'drop'),
      };
    },
    message,
    17,
  );
});

describe('the Slack sender over the Web API', () => {
  const toMaria = { email: 'maria.cox@reps.example' };

  it('does not repeat a post whose answer got lost', async () => {
    vendors.disturbNext('chat.postMessage', 'drop');

    await expect(newSlackSender().send(toMaria, post)).rejects.toThrow(Error);

    expect(vendors.posts).toHaveLength(1);
  });

  it('looks a person up once', async () => {
    const sender = newSlackSender();

    await sender.send(toMaria, post);
    await sender.send(toMaria, post);

    expect(actions()).toEqual(['users.lookupByEmail', 'chat.postMessage', 'chat.postMessage']);
  });

  it('refuses somebody who is not in the workspace', async () => {
    expect(await newSlackSender().send({ email: 'nobody@reps.example' }, post)).toEqual({ outcome: 'refused', reason: 'users_not_found' });
    expect(actions()).toEqual(['users.lookupByEmail']);
  });

  it.each([
    ['that Slack throttles', throttled(9), { outcome: 'rate_limited', retryAfterSeconds: 9 }],
    ['whose connection breaks', 'drop' as const, { outcome: 'rate_limited', retryAfterSeconds: 5 }],
    ['during trouble at Slack', slackAnswer('internal_error'), { outcome: 'rate_limited', retryAfterSeconds: 5 }],
    ['with a status of 503', slackAnswer('', 503), { outcome: 'rate_limited', retryAfterSeconds: 5 }],
    ['that Slack refuses', slackAnswer('missing_scope'), { outcome: 'refused', reason: 'missing_scope' }],
  ])('a lookup %s has certainly posted nothing', async (_, disturbance, result) => {
    vendors.disturbNext('users.lookupByEmail', disturbance);

    expect(await newSlackSender().send(toMaria, post)).toEqual(result);
    expect(vendors.posts).toEqual([]);
  });

  it.each([
    ['trouble at Slack', slackAnswer('fatal_error')],
    ['an answer that is no JSON', { status: 200, headers: {}, body: '<html>Bad gateway</html>' }],
    ['a status of 503', slackAnswer('', 503)],
  ])('%s during the post leaves the result unknown', async (_, disturbance) => {
    vendors.disturbNext('chat.postMessage', disturbance);

    await expect(newSlackSender().send(toMaria, post)).rejects.toThrow(Error);
  });

  it('waits half a minute when Slack is busy without saying for how long', async () => {
    vendors.disturbNext('chat.postMessage', slackAnswer('ratelimited'));

    expect(await newSlackSender().send(toMaria, post)).toEqual({ outcome: 'rate_limited', retryAfterSeconds: 30 });
  });

  it('asks for the token at every send, so that a rotated one is used', async () => {
    const tokens = ['xoxb-old', 'xoxb-new'];
    const sender = slackSender({ token: async () => tokens.shift() ?? '', apiUrl: vendors.slackUrl });

    await sender.send(toChannel.to, post);
    await sender.send(toChannel.to, post);

    expect(vendors.calls.map(({ params }) => params['token'])).toEqual(['xoxb-old', 'xoxb-new']);
  });

  it.each([
    ['that is missing is a refusal that names it', configError('Secret slack-token has no string value: create it in Secrets Manager.'), { outcome: 'refused', reason: 'Secret slack-token has no string value: create it in Secrets Manager.' }],
    ['that cannot be read now is tried again soon', new Error('socket hang up'), { outcome: 'rate_limited', retryAfterSeconds: 5 }],
  ])('a token %s', async (_, error, result) => {
    const sender = slackSender({ token: () => Promise.reject(error), apiUrl: vendors.slackUrl });

    expect(await sender.send(toChannel.to, post)).toEqual(result);
    expect(vendors.calls).toEqual([]);
  });
});
