import { textParam } from './endpoint';
import type { Endpoint, EndpointResponse, Params } from './endpoint';
import type { Outbox } from './outbox';
import { blockErrors } from './slack-blocks';

export interface SlackOptions {
  readonly outbox: Outbox;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether a person with this address is in the workspace; by default everybody is. */
  readonly isMember?: (email: string) => boolean;
  /** Seconds after which a call may be tried again; undefined lets it through (`messageRateLimit`). */
  readonly limit?: (method: string, params: Params) => number | undefined;
}

/** Characters of a message's text. https://docs.slack.dev/reference/methods/chat.postMessage */
const TEXT_LIMIT = 40_000;

/** Stands in for Slack's Web API: auth.test, users.lookupByEmail, conversations.open (one person), chat.postMessage. */
export const slackEndpoint = (options: SlackOptions): Endpoint => {
  const nextTs = timestamps(options.now);
  const isMember = (email: string): boolean => options.isMember?.(email) ?? true;

  const METHODS = new Map<string, (params: Params) => EndpointResponse | Promise<EndpointResponse>>([
    ['auth.test', () => ok({ url: 'https://embedded.slack.example/', team: 'embedded', team_id: 'TLOCAL', user: 'revsignal', user_id: 'UBOT', bot_id: 'BLOCAL' })],
    ['users.lookupByEmail', (params) => {
      const address = textParam(params, 'email').toLowerCase();
      if (!address.includes('@') || !isMember(address)) return failure('users_not_found');
      return ok({ user: { id: memberId(address), name: address.split('@')[0], deleted: false, profile: { email: address } } });
    }],
    ['conversations.open', (params) => {
      const user = textParam(params, 'users');
      const email = memberEmail(user);
      return email !== undefined && isMember(email) ? ok({ channel: { id: `D${user.slice(1)}` } }) : failure('user_not_found');
    }],
    ['chat.postMessage', async (params) => {
      const channel = textParam(params, 'channel');
      const recipient = memberEmail(channel);
      if (recipient === undefined ? !/^(C[A-Z0-9]+|#\S+)$/.test(channel) : !isMember(recipient)) return failure('channel_not_found');
      const text = textParam(params, 'text');
      const { blocks = [] } = params;
      if (!Array.isArray(blocks)) return failure('invalid_blocks_format');
      if (text === '' && blocks.length === 0) return failure('no_text');
      if (text.length > TEXT_LIMIT) return failure('msg_too_long');
      const errors = blockErrors(blocks);
      if (errors.length > 0) return failure('invalid_blocks', errors);
      const ts = nextTs();
      await options.outbox.keepPost({ ts, channel, ...(recipient === undefined ? {} : { recipient }), text, blocks, at: new Date(options.now()).toISOString() });
      return ok({ channel, ts, message: { type: 'message', text, ts, blocks } });
    }],
  ]);

  return {
    read: ({ path, headers, body }) => {
      const params: Params = /json/.test(headers['content-type'] ?? '') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
      const { blocks, ...rest } = params;
      const token = headers.authorization?.replace(/^Bearer /, '') ?? textParam(params, 'token');
      return { action: path, params: { ...rest, token, ...(blocks === undefined ? {} : { blocks: parseIfText(blocks) }) } };
    },
    answer: (action, params) => {
      const method = METHODS.get(action);
      if (method === undefined) return failure('unknown_method', [`the embedded Slack has no ${action} (it has ${[...METHODS.keys()].join(', ')})`]);
      if (!params['token']) return failure('not_authed');
      const retryAfter = options.limit?.(action, params);
      if (retryAfter !== undefined) return { ...failure('ratelimited'), status: 429, headers: { ...JSON_CONTENT, 'retry-after': String(retryAfter) } };
      return method(params);
    },
  };
};

/**
 * Slack's limit of messages to one channel: one a second, with a short burst. https://docs.slack.dev/apis/web-api/rate-limits
 * For `SlackOptions.limit`; other methods pass.
 */
export const messageRateLimit = ({ perSecond, burst, now }: { perSecond: number; burst: number; now: () => number }): ((method: string, params: Params) => number | undefined) => {
  const buckets = new Map<string, { messages: number; at: number }>();
  return (method, params) => {
    if (method !== 'chat.postMessage') return undefined;
    const channel = textParam(params, 'channel');
    const bucket = buckets.get(channel) ?? { messages: burst, at: now() };
    const messages = Math.min(burst, bucket.messages + ((now() - bucket.at) / 1000) * perSecond);
    buckets.set(channel, { messages: messages >= 1 ? messages - 1 : messages, at: now() });
    return messages >= 1 ? undefined : Math.ceil((1 - messages) / perSecond);
  };
};

const JSON_CONTENT = { 'content-type': 'application/json; charset=utf-8' };
const ok = (fields: object): EndpointResponse => ({ status: 200, headers: JSON_CONTENT, body: JSON.stringify({ ok: true, ...fields }) });
const failure = (error: string, messages?: string[]): EndpointResponse => ({ status: 200, headers: JSON_CONTENT, body: JSON.stringify({ ok: false, error, ...(messages && { response_metadata: { messages } }) }) });

const parseIfText = (blocks: unknown): unknown => {
  if (typeof blocks !== 'string') return blocks;
  try {
    return JSON.parse(blocks);
  } catch {
    return blocks;
  }
};

/** Seconds and a six-digit counter, as Slack writes them; never the same twice, although a simulated clock may stand still. */
const timestamps = (now: () => number): (() => string) => {
  let count = 0;
  return () => {
    count += 1;
    return `${Math.floor(now() / 1000)}.${String(count % 1_000_000).padStart(6, '0')}`;
  };
};

/** Member ids carry the address (in hex), so that an id or a conversation from before a restart is still understood. */
const memberId = (email: string): string => `U${Buffer.from(email).toString('hex').toUpperCase()}`;

/** The address behind a member id or the id of a direct conversation; undefined for other ids. */
const memberEmail = (id: string): string | undefined => {
  const [, hex] = /^[UD]((?:[0-9A-F]{2})+)$/.exec(id) ?? [];
  const email = hex === undefined ? undefined : Buffer.from(hex, 'hex').toString();
  return email?.includes('@') ? email : undefined;
};
