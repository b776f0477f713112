import { SendEmailCommand, SESClient, SESServiceException } from '@aws-sdk/client-ses';
import type { EmailSender, SendResult } from '../../ports/senders';

/**
 * The e-mail sender over SES. It tries once, since the SDK's own retry of a request whose answer got lost would send twice; a
 * request that is not answered within 10 seconds ends in an error, its result unknown.
 */
export const sesEmailSender = ({ configurationSet }: { configurationSet?: string | undefined } = {}): EmailSender => {
  const client = new SESClient({ maxAttempts: 1, requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } });
  return {
    send: async ({ from, to, subject, html, text }) => {
      try {
        const { MessageId } = await client.send(
          new SendEmailCommand({
            Source: from,
            Destination: { ToAddresses: [...to] },
            Message: { Subject: utf8(subject), Body: { Html: utf8(html), Text: utf8(text) } },
            ConfigurationSetName: configurationSet,
          }),
        );
        return { outcome: 'sent', vendorId: MessageId ?? '' };
      } catch (error) {
        return answerOf(error);
      }
    },
  };
};

const utf8 = (text: string) => ({ Charset: 'UTF-8', Data: text });

const THROTTLED = new Set(['Throttling', 'ThrottlingException', 'TooManyRequestsException']);
/** The send rate counts by the second (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html). */
const THROTTLED_SECONDS = 1;
/** The daily quota answers `Throttling` too, but counts 24 hours: no run waits for that. */
const DAILY_QUOTA = /daily message quota/i;

/** What SES answered when it certainly sent nothing; throws what is no such answer. */
const answerOf = (error: unknown): SendResult => {
  if (!(error instanceof SESServiceException)) throw error;
  if (THROTTLED.has(error.name) && !DAILY_QUOTA.test(error.message)) return { outcome: 'rate_limited', retryAfterSeconds: THROTTLED_SECONDS };
  if (error.$fault === 'client') return { outcome: 'refused', reason: DAILY_QUOTA.test(error.message) ? 'DailyQuotaExceeded' : error.name };
  throw error;
};
