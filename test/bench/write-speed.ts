import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { join } from 'node:path';
import { startTables } from '../../infra/local/host/tables';
import { toAttributes } from '../../shared/adapters/dynamodb/attribute-values';
import { dynamodbClient } from '../../shared/adapters/dynamodb/dynamodb-client';
import { eachConcurrently } from '../../shared/adapters/each-concurrently';
import { tableNameIn, type TableName } from '../../shared/names/tables';
import { LOCAL_DIRECTORY, startBenchRuntime } from './bench-runtime';
import { inFreshProcess } from './fresh-process';
import { releasePush } from './release-push';
import type { Row } from './row';

const SIGNALS = 10_000;
/** What a release writes anew; the rest are updates of a few counts and contacts. */
const WRITTEN: readonly TableName[] = ['Lead', 'MatchKey', 'Decision', 'Signal', 'Run'];
const BATCH = 25;
const IN_FLIGHT = 6;

/**
 * Items that a release writes in a second, all its reading and deciding included, beside a loop that does nothing but send the same
 * items, already in DynamoDB's notation, to a second store with the same tables and indexes.
 */
export const benchWriteSpeed = async (): Promise<Row[]> => {
  const { ours, bare } = await inFreshProcess<typeof compareWriteSpeed>(new URL(import.meta.url), SIGNALS);
  return [
    { name: `release of ${SIGNALS.toLocaleString('en-US')} signals`, value: ours, unit: 'items written per second' },
    { name: 'bare BatchWriteItem loop', value: bare, unit: 'items written per second' },
    { name: 'release over bare loop', value: (100 * ours) / bare, unit: '%', aim: 'at least 60' },
  ];
};

const compareWriteSpeed = async (signals: number): Promise<{ readonly ours: number; readonly bare: number }> => {
  const started = await startBenchRuntime();
  const { runtime } = started;
  const second = await startTables({ hostDirectory: join(LOCAL_DIRECTORY, 'host') });
  try {
    await second.createMissingTables(runtime.assembly.tables);
    const { itemsWritten, ms } = await releasePush(started, signals);

    const requests = new Map<TableName, WriteRequest[]>();
    for (const table of WRITTEN) {
      for await (const page of runtime.stores.tables.scan(table)) requests.set(table, [...(requests.get(table) ?? []), ...page.map((item) => ({ PutRequest: { Item: toAttributes(item) } }))]);
    }
    const client = dynamodbClient({ endpoint: second.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
    const begun = performance.now();
    await eachConcurrently(batches(requests), IN_FLIGHT, async ({ table, batch }) => sendAll(client, tableNameIn(runtime.stores.settings.stage, table), batch));
    const seconds = (performance.now() - begun) / 1_000;
    client.destroy();
    const items = [...requests.values()].reduce((count, ofTable) => count + ofTable.length, 0);
    return { ours: itemsWritten / (ms / 1_000), bare: items / seconds };
  } finally {
    await second.close();
    await runtime.close();
  }
};

export default compareWriteSpeed;

const batches = function* (requests: ReadonlyMap<TableName, readonly WriteRequest[]>): Generator<{ readonly table: TableName; readonly batch: WriteRequest[] }> {
  for (const [table, ofTable] of requests) for (let at = 0; at < ofTable.length; at += BATCH) yield { table, batch: ofTable.slice(at, at + BATCH) };
};

/** Throws when the store refuses a part, which the embedded one never does: the loop would then measure something else. */
const sendAll = async (client: DynamoDBClient, tableName: string, batch: WriteRequest[]): Promise<void> => {
  const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: batch } }));
  if (Object.keys(UnprocessedItems).length > 0) throw new Error(`The store left items of ${tableName} unwritten`);
};
