/**
 * A failure as Step Functions names it: `error` is what Retry and Catch match, `cause` is the text shown beside it.
 * Hosts throw it from `runTask`; a Fail state may leave out either part.
 */
export class StatesError extends Error {
  constructor(
    readonly error: string | undefined,
    override readonly cause: string | undefined,
  ) {
    super([error, cause].filter((part) => part !== undefined).join(': '));
    this.name = 'StatesError';
  }

  /** Only the parts that are there, as AWS reports them in events and results. */
  get parts(): { error?: string; cause?: string } {
    return {
      ...(this.error === undefined ? {} : { error: this.error }),
      ...(this.cause === undefined ? {} : { cause: this.cause }),
    };
  }
}
