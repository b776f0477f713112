export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly jitter: 'FULL' | 'NONE';
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation */
const OUT_OF_REACH_OF_WILDCARDS = new Set<string | undefined>(['States.DataLimitExceeded', 'States.Runtime']);

/** Whether a Retry or Catch entry with these names takes the error. States.Runtime is taken by none: it always ends the execution. */
export const takesError = (errorEquals: readonly string[], error: string | undefined): boolean => {
  if (error === 'States.Runtime') return false;
  return errorEquals.some((name) => {
    if (name === error) return true;
    if (OUT_OF_REACH_OF_WILDCARDS.has(error)) return false;
    return name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout');
  });
};

/** Milliseconds before retry number `attempt` (from 1): exponential, capped, and with FULL jitter anywhere between nothing and that. */
export const retryDelayMs = (retrier: Retrier, attempt: number, random: () => number): number => {
  const seconds = Math.min(retrier.intervalSeconds * retrier.backoffRate ** (attempt - 1), retrier.maxDelaySeconds);
  return 1000 * seconds * (retrier.jitter === 'FULL' ? random() : 1);
};
