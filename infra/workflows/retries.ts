import { Duration } from 'aws-cdk-lib';
import type { RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { Errors, JitterType } from 'aws-cdk-lib/aws-stepfunctions';
import { ERROR_NAMES } from '../../shared/names/errors';

/**
 * Lambda could not run the step, or has no room for it at the moment.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception
 * Waits of at most 2, 4, 8, 16, 32 and 60 s, 122 s together; full jitter halves that on average and spreads the shards.
 */
const LAMBDA_UNAVAILABLE: RetryProps = {
  errors: ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 6,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
};

/**
 * The store kept throttling after the adapter's own tries, or a shard is still leased to a worker that was cut off.
 * Waits of at most 5, 10, 20, 40, 80 and 160 s, 315 s together: an on-demand table doubles its capacity within minutes.
 */
const STORE_BUSY: RetryProps = {
  errors: [ERROR_NAMES.storeUnavailable, ERROR_NAMES.conflict],
  interval: Duration.seconds(5),
  backoffRate: 2,
  maxAttempts: 6,
  jitterStrategy: JitterType.FULL,
};

/**
 * The step ran out of time or its answer got lost. Steps are repeatable and go on where they stopped, so two more tries, after
 * 10 and 20 s, cover three times the size that was planned for; what still does not fit is a matter for an operator.
 */
const CUT_OFF: RetryProps = {
  errors: [Errors.TIMEOUT, 'Sandbox.Timedout', 'Lambda.Unknown'],
  interval: Duration.seconds(10),
  backoffRate: 2,
  maxAttempts: 2,
};

/**
 * A vendor did not answer or failed by itself: UserGems takes the same again by e-mail or domain, enrichment is asked the same again.
 * Waits of at most 10, 20, 40, 80, 160 and 300 s, 610 s together: outages of a vendor last minutes.
 */
const VENDOR_DOWN: RetryProps = {
  errors: [ERROR_NAMES.vendorUnavailable],
  interval: Duration.seconds(10),
  backoffRate: 2,
  maxAttempts: 6,
  maxDelay: Duration.seconds(300),
  jitterStrategy: JitterType.FULL,
};

/**
 * The proof that in = out counts through an index, which follows its table within moments.
 * Waits 5, 10 and 20 s; a run that is still out of balance then is really out of balance.
 */
const INDEX_LAGS: RetryProps = { errors: [ERROR_NAMES.notBalanced], interval: Duration.seconds(5), backoffRate: 2, maxAttempts: 3 };

/** Retries of every task. Any other error would come again, so it is parked at once. */
export const RETRIES: readonly RetryProps[] = [LAMBDA_UNAVAILABLE, STORE_BUSY, VENDOR_DOWN, CUT_OFF, INDEX_LAGS];
