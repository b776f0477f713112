import { ERROR_NAMES } from '../names/errors';

/** What kind of trouble it is; the kind alone decides HTTP status, log level and whether a retry can help. */
export type ErrorKind = 'invalid-input' | 'conflict' | 'unavailable' | 'config' | 'bug';

type ErrorName = (typeof ERROR_NAMES)[keyof typeof ERROR_NAMES];

/** Base of our errors: `name` is what Step Functions matches, `details` are safe to log (ids and counts, never a person's data). */
export class AppError extends Error {
  constructor(
    override readonly name: ErrorName,
    readonly kind: ErrorKind,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** A setting, secret or environment variable is missing or wrong: names it and the fix. */
export const configError = (message: string, details?: Record<string, unknown>): AppError => new AppError(ERROR_NAMES.config, 'config', message, details);

/** What a caller handed in is not acceptable; the message names the field and the fix. */
export const invalidInputError = (message: string, details?: Record<string, unknown>): AppError => new AppError(ERROR_NAMES.invalidInput, 'invalid-input', message, details);

/** Another worker holds what this one wanted to change, or changed it first. */
export const conflictError = (message: string, details?: Record<string, unknown>): AppError => new AppError(ERROR_NAMES.conflict, 'conflict', message, details);

/** The store throttled or failed in a way that a later try can mend. */
export const storeUnavailableError = (message: string, options?: { cause?: unknown; details?: Record<string, unknown> }): AppError =>
  new AppError(ERROR_NAMES.storeUnavailable, 'unavailable', message, options?.details, { cause: options?.cause });

/** A run whose books do not balance: what came in is not what came out (architecture, idea 5). */
export const notBalancedError = (message: string, details?: Record<string, unknown>): AppError => new AppError(ERROR_NAMES.notBalanced, 'bug', message, details);

/** A job on whose results this one builds did not complete (PLAT-10). */
export const predecessorMissingError = (message: string, details?: Record<string, unknown>): AppError => new AppError(ERROR_NAMES.predecessorMissing, 'conflict', message, details);

/** A vendor did not answer, or with an error of its own: what it was told may or may not have arrived, and can be told again. */
export const vendorUnavailableError = (message: string, options?: { cause?: unknown; details?: Record<string, unknown> }): AppError =>
  new AppError(ERROR_NAMES.vendorUnavailable, 'unavailable', message, options?.details, { cause: options?.cause });
