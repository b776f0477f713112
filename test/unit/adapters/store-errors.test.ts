import { rethrowStoreError } from '../../../shared/adapters/dynamodb/store-errors';

/** As the SDK hands them on; jest's sandbox hides their codes when they really happen in it. */
const failure = (fields: object): Error => Object.assign(new Error('said so'), fields);

it.each([
  { code: 'ECONNREFUSED' },
  { code: 'ECONNRESET' },
  { code: 'EPIPE' },
  { code: 'ENOTFOUND' },
  { code: 'EAI_AGAIN' },
  { name: 'TimeoutError' },
  { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } },
])('%j means that the store is unavailable', (fields) => {
  const cause = failure(fields);

  expect(() => rethrowStoreError('Query')(cause)).toThrow(
    expect.objectContaining({ name: 'StoreUnavailableError', kind: 'unavailable', message: `DynamoDB did not answer Query: ${cause.name}: said so`, cause, details: { operation: 'Query' } }),
  );
});

it.each([{ code: 'ERR_INVALID_ARG_TYPE' }, { name: 'CredentialsProviderError' }, { name: 'TypeError' }, { name: 'ValidationException', $metadata: { httpStatusCode: 400 } }])(
  '%j passes as it is',
  (fields) => {
    const error = failure(fields);

    expect(() => rethrowStoreError('Query')(error)).toThrow(error);
  },
);
