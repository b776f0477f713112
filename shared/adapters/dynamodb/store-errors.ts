import { storeUnavailableError } from '../../errors/app-error';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const THROTTLED = new Set(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded', 'ThrottledException', 'TooManyRequestsException']);

/** Errors cross realms (SDK, Node core, test sandboxes), so they are told apart by what they carry, not by class. */
const field = (thing: unknown, name: string): unknown => (typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : undefined);

/** ECONNREFUSED, ECONNRESET, EPIPE, ENOTFOUND ... but not ERR_INVALID_ARG_TYPE, which is a bug. */
const isNetworkError = (error: unknown): boolean => field(error, 'name') === 'TimeoutError' || /^E(?!RR_)[A-Z_]+$/.test(String(field(error, 'code')));

const isUnavailable = (error: unknown): boolean =>
  THROTTLED.has(String(field(error, 'name'))) || Number(field(field(error, '$metadata'), 'httpStatusCode')) >= 500 || isNetworkError(error);

export const isConditionFailed = (error: unknown): boolean => field(error, 'name') === 'ConditionalCheckFailedException';

/**
 * Rethrows: throttling, failures of the service and of the network as StoreUnavailableError with their cause; everything else
 * (ValidationException, ResourceNotFoundException, missing credentials) as it is, for no retry mends it.
 */
export const rethrowStoreError =
  (operation: string) =>
  (error: unknown): never => {
    if (!isUnavailable(error)) throw error;
    throw storeUnavailableError(`DynamoDB did not answer ${operation}: ${String(field(error, 'name'))}: ${String(field(error, 'message'))}`, { cause: error, details: { operation } });
  };
