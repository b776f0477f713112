import { LogLevel, WebClient } from '@slack/web-api';
import { startAwsEndpoints } from '../../../infra/local/host/aws-endpoints';
import type { AwsEndpoints, Intercept } from '../../../infra/local/host/aws-endpoints';
import type { Post } from '../../../infra/local/host/outbox';
import { messageRateLimit, slackEndpoint } from '../../../infra/local/host/slack';
import type { SlackOptions } from '../../../infra/local/host/slack';

const nothing = (): void => undefined;
/** The client prints every refusal, and refusals are what these tests provoke. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, getLevel: () => LogLevel.ERROR, setName: nothing };

const NOW = Date.parse('2024-10-09T13:00:00Z');

describe('the embedded Slack', () => {
  const posts: Post[] = [];
  const running: AwsEndpoints[] = [];
  beforeEach(() => posts.splice(0));
  afterEach(async () => {
    for (const { close } of running.splice(0)) await close();
  });

  const start = async (options: Partial<SlackOptions> & { intercept?: Intercept; token?: string } = {}): Promise<WebClient> => {
    const { intercept, token = 'xoxb-local', ...slack } = options;
    const endpoint = slackEndpoint({ outbox: { keepMail: () => undefined, keepPost: (post) => void posts.push(post) }, now: () => NOW, ...slack });
    const endpoints = await startAwsEndpoints({ slack: endpoint }, intercept ? { intercept } : {});
    running.push(endpoints);
    return new WebClient(token, { slackApiUrl: `${endpoints.url}/slack/`, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 5000, logger: SILENT });
  };
  const failure = async (call: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await call.catch((error: unknown) => error);
    return typeof error === 'object' && error !== null && 'data' in error ? error.data : error;
  };
  const conversationWith = async (slack: WebClient, email: string): Promise<string> => {
    const { user } = await slack.users.lookupByEmail({ email });
    const { channel } = await slack.conversations.open({ users: user?.id ?? '' });
    return channel?.id ?? '';
  };
  const section = { type: 'section', text: { type: 'mrkdwn', text: '*Ada* moved to Globex' } } as const;

  it('knows who asks', async () => {
    expect(await (await start()).auth.test()).toMatchObject({ ok: true, user_id: 'UBOT' });
  });

  it('carries a message to a person found by address and keeps it', async () => {
    const slack = await start();
    const channel = await conversationWith(slack, 'BDR@acme.example');

    const posted = await slack.chat.postMessage({ channel, text: 'Ada moved', blocks: [section] });

    expect(posted).toMatchObject({ ok: true, channel, ts: '1728478800.000001' });
    expect(posts).toEqual([{ ts: '1728478800.000001', channel, recipient: 'bdr@acme.example', text: 'Ada moved', blocks: [section], at: '2024-10-09T13:00:00.000Z' }]);
  });

  it('gives every message a ts of its own, also while the clock stands still', async () => {
    const slack = await start();

    const sent = await Promise.all(Array.from({ length: 20 }, (_, index) => slack.chat.postMessage({ channel: '#signals', text: `message ${index}` })));

    expect(new Set(sent.map(({ ts }) => ts)).size).toBe(20);
  });

  it('understands a conversation that was opened before a restart', async () => {
    const channel = await conversationWith(await start(), 'bdr@acme.example');

    await (await start()).chat.postMessage({ channel, text: 'still there' });

    expect(posts.map(({ recipient }) => recipient)).toEqual(['bdr@acme.example']);
  });

  it('knows only its members', async () => {
    const outsiders = await start();
    const channel = await conversationWith(outsiders, 'gone@acme.example');
    const slack = await start({ isMember: (email) => email !== 'gone@acme.example' });

    expect(await failure(slack.users.lookupByEmail({ email: 'gone@acme.example' }))).toMatchObject({ ok: false, error: 'users_not_found' });
    expect(await failure(slack.conversations.open({ users: `U${channel.slice(1)}` }))).toMatchObject({ ok: false, error: 'user_not_found' });
    expect(await failure(slack.chat.postMessage({ channel, text: 'hello' }))).toMatchObject({ ok: false, error: 'channel_not_found' });
  });

  const text = (length: number): string => 'x'.repeat(length);
  it.each<[string, object, object]>([
    ['no content', {}, { error: 'no_text' }],
    ['a text above 40,000 characters', { text: text(40_001) }, { error: 'msg_too_long' }],
    ['a section above 3,000 characters', { blocks: [section, { type: 'section', text: { type: 'mrkdwn', text: text(3001) } }] }, { error: 'invalid_blocks', response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]'] } }],
    ['a header above 150 characters', { blocks: [{ type: 'header', text: { type: 'plain_text', text: text(151) } }] }, { error: 'invalid_blocks', response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] } }],
    ['a header in mrkdwn', { blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] }, { error: 'invalid_blocks' }],
    ['more than 50 blocks', { blocks: Array.from({ length: 51 }, () => section) }, { error: 'invalid_blocks', response_metadata: { messages: ['[ERROR] no more than 50 items allowed [json-pointer:/blocks]'] } }],
    ['a block of unknown type', { blocks: [{ type: 'carousel' }] }, { error: 'invalid_blocks' }],
    ['blocks that are no JSON', { blocks: 'section' }, { error: 'invalid_blocks_format' }],
  ])('refuses %s and keeps nothing', async (_, content, expected) => {
    const slack = await start();

    expect(await failure(slack.apiCall('chat.postMessage', { channel: '#signals', ...content }))).toMatchObject({ ok: false, ...expected });
    expect(posts).toEqual([]);
  });

  it('takes a message that is just within the limits', async () => {
    const slack = await start();
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: text(150) } }, ...Array.from({ length: 48 }, () => section), { type: 'section', text: { type: 'mrkdwn', text: text(3000) } }];

    await slack.apiCall('chat.postMessage', { channel: '#signals', text: text(40_000), blocks });

    expect(posts.map(({ text, blocks }) => [text.length, blocks.length])).toEqual([[40_000, 50]]);
  });

  it('refuses a method that it does not have, by name, and a call without token', async () => {
    const slack = await start();

    expect(await failure(slack.reactions.add({ channel: 'C1', name: 'eyes', timestamp: '1' }))).toMatchObject({
      ok: false,
      error: 'unknown_method',
      response_metadata: { messages: ['the embedded Slack has no reactions.add (it has auth.test, users.lookupByEmail, conversations.open, chat.postMessage)'] },
    });
    expect(await failure((await start({ token: '' })).auth.test())).toMatchObject({ ok: false, error: 'not_authed' });
  });

  it('holds back more than one message a second to one channel and says for how long', async () => {
    let now = NOW;
    const slack = await start({ limit: messageRateLimit({ perSecond: 0.5, burst: 2, now: () => now }) });
    const post = (channel: string) => slack.chat.postMessage({ channel, text: 'x' });

    await post('#a');
    await post('#a');
    const held: unknown = await post('#a').catch((error: unknown) => error);
    await post('#b');
    now += 2000;
    await post('#a');

    expect(held).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 2 });
    expect(posts.map(({ channel }) => channel)).toEqual(['#a', '#a', '#b', '#a']);
  });

  it('can be made to post without its caller ever hearing of it', async () => {
    const slack = await start({ intercept: (_, action) => (action === 'chat.postMessage' ? 'drop' : undefined) });

    expect(await failure(slack.chat.postMessage({ channel: '#signals', text: 'lost' }))).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(posts.map(({ text }) => text)).toEqual(['lost']);
  });
});
