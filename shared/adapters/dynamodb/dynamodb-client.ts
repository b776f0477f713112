import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * A client for many parallel batches: connections are kept and enough of them, a stuck call ends, a few retries only, because batches
 * and Step Functions retry above it. Region, credentials and AWS_ENDPOINT_URL_DYNAMODB come from the environment.
 */
export const dynamodbClient = (config: DynamoDBClientConfig = {}): DynamoDBClient => {
  // The bundles run on Node 22 and later on AWS; on one machine Node 20 is supported, and the warning would stand in every start.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const client = new DynamoDBClient({
    maxAttempts: 4,
    cacheMiddleware: true,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 15_000, throwOnRequestTimeout: true, httpAgent: { keepAlive: true, maxSockets: 64 }, httpsAgent: { keepAlive: true, maxSockets: 64 } },
    ...config,
  });
  // It copies every request and answer for a logger that is not there.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};
