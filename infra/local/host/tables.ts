import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { dynamodbClient } from '../../../shared/adapters/dynamodb/dynamodb-client';
import type { Table } from './assembly';
import { LOCAL_REGION } from './template';

/** The record store while it runs. */
export interface Tables {
  /** What `AWS_ENDPOINT_URL_DYNAMODB` must be. */
  readonly endpoint: string;
  /** Creates those that the store does not hold yet and waits until all are active. */
  readonly createMissingTables: (tables: readonly Table[]) => Promise<void>;
  /** Whether the store holds a table of this name. */
  readonly holds: (name: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/**
 * Starts dynalite in a thread of its own on a free loopback port.
 * `hostDirectory` is the folder of this file, where the thread's entry stands; without `dataDirectory` records live in memory.
 * Throws when the data directory cannot be opened. A later error that kills the store is thrown into this process on purpose:
 * nothing can go on without it.
 */
export const startTables = async ({ hostDirectory, dataDirectory }: { hostDirectory: string; dataDirectory?: string }): Promise<Tables> => {
  if (dataDirectory !== undefined) {
    mkdirSync(dataDirectory, { recursive: true });
    // A native module is unloaded with the last thread that loaded it; LevelDB compacts in a thread of its own, which would then crash this process.
    await import('dynalite');
  }
  const worker = new Worker(join(hostDirectory, 'tables-worker.cjs'), {
    workerData: { directory: dataDirectory },
    execArgv: [],
    // A month of records in memory takes a gigabyte (the default limit is half of a small machine); a larger nursery saves copying.
    resourceLimits: { maxOldGenerationSizeMb: 8192, maxYoungGenerationSizeMb: 256 },
  });
  const [port] = await once(worker, 'message');
  const endpoint = `http://127.0.0.1:${port}`;
  const client = dynamodbClient({ endpoint, region: LOCAL_REGION, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  try {
    await untilDead(worker, tableStatus(client, 'AnyTable'));
  } catch (error) {
    client.destroy();
    throw new Error(`The record store in ${dataDirectory ?? 'memory'} cannot be opened; another process may be using it`, { cause: error });
  }
  return {
    endpoint,
    createMissingTables: async (tables) => {
      for (const table of tables) await createIfMissing(client, table);
    },
    holds: async (name) => (await tableStatus(client, name)) !== undefined,
    close: async () => {
      client.destroy();
      const exited = once(worker, 'exit');
      worker.postMessage('close');
      await exited;
    },
  };
};

/** The result of some work of a thread; rejects with the thread's error when it dies of one before. */
const untilDead = async <Result>(worker: Worker, work: Promise<Result>): Promise<Result> => {
  const finished = new AbortController();
  const death = once(worker, 'exit', { signal: finished.signal }).then(() => Promise.reject(new Error('the thread has ended')));
  return Promise.race([work, death]).finally(() => finished.abort());
};

/** Asks table by table: dynalite's ListTables walks every item of the store. */
const createIfMissing = async (client: DynamoDBClient, { name, definition }: Table): Promise<void> => {
  const status = await tableStatus(client, name);
  if (status === 'ACTIVE') return;
  if (status === undefined) await client.send(new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...definition }));
  await createIfMissing(client, { name, definition });
};

const tableStatus = async (client: DynamoDBClient, name: string): Promise<string | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
