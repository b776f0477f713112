import { LogLevel, WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import * as z from 'zod';
import { AppError } from '../../errors/app-error';
import type { SendResult, SlackSender } from '../../ports/senders';

/**
 * The Slack sender over the Web API. It tries once and waits for nobody: the client's own defaults would retry for half an hour and
 * post twice. A person is found by e-mail address (remembered in this container) and the post goes to the user id. `token` is asked
 * at every send, so that a rotated one is used; without `apiUrl` Slack itself is called.
 */
export const slackSender = ({ token, apiUrl }: { token: () => Promise<string>; apiUrl?: string | undefined }): SlackSender => {
  const userIds = new Map<string, string>();

  const userIdOf = async (email: string, client: WebClient): Promise<string | undefined> => {
    const known = userIds.get(email);
    if (known !== undefined) return known;
    const { user } = await client.users.lookupByEmail({ email });
    if (user?.id === undefined || user.deleted === true) return undefined;
    userIds.set(email, user.id);
    return user.id;
  };

  return {
    send: async (to, { text, blocks }) => {
      let client: WebClient;
      let channel: string | undefined;
      try {
        client = new WebClient(await token(), { ...OPTIONS, ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }) });
        channel = 'channel' in to ? to.channel : await userIdOf(to.email, client);
      } catch (error) {
        return beforePost(error);
      }
      if (channel === undefined) return { outcome: 'refused', reason: 'users_not_found' };
      try {
        const posted = postedSchema.parse(await client.apiCall('chat.postMessage', { channel, text, blocks, unfurl_links: false, unfurl_media: false }));
        return { outcome: 'sent', vendorId: `${posted.channel}/${posted.ts}` };
      } catch (error) {
        const answer = answerOf(error);
        if (answer === undefined) throw error;
        return answer;
      }
    },
  };
};

const OPTIONS = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 5_000, logLevel: LogLevel.ERROR };

const postedSchema = z.object({ channel: z.string(), ts: z.string() });

/** Codes by which Slack says "too much"; without a Retry-After they are given half a minute. */
const THROTTLED = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
const THROTTLED_SECONDS = 30;
/** Slack's own trouble: part of the work may be done (https://docs.slack.dev/reference/methods/chat.postMessage). */
const UNCERTAIN = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);
/** What trouble on the way to the post is worth: nothing was posted, and it often passes. */
const SOON_SECONDS = 5;

/** What Slack answered when it certainly posted nothing; undefined for all else, such as a lost connection. */
const answerOf = (error: unknown): SendResult | undefined => {
  if (error instanceof WebAPIRateLimitedError) return { outcome: 'rate_limited', retryAfterSeconds: error.retryAfter };
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  const { error: code, response_metadata: metadata } = error.data;
  if (THROTTLED.has(code)) return { outcome: 'rate_limited', retryAfterSeconds: metadata?.retryAfter ?? THROTTLED_SECONDS };
  // An answer that is no JSON (of a proxy, say) stands here whole instead of a code.
  return UNCERTAIN.has(code) || !/^[a-z_]+$/.test(code) ? undefined : { outcome: 'refused', reason: code };
};

const beforePost = (error: unknown): SendResult =>
  error instanceof AppError && error.kind === 'config'
    ? { outcome: 'refused', reason: error.message }
    : (answerOf(error) ?? { outcome: 'rate_limited', retryAfterSeconds: SOON_SECONDS });
