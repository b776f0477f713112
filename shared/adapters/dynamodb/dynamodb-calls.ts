import { BatchGetItemCommand, BatchWriteItemCommand, PutItemCommand, QueryCommand, ScanCommand, UpdateItemCommand, type AttributeValue, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { tableNameIn, type TableName } from '../../names/tables';
import type { Item, Key } from '../../ports/tables';
import { fromAttributes, toAttributes } from './attribute-values';
import { conditionOf, keyConditionOf, placeholders, projectionOf, updateOf } from './expressions';
import { isConditionFailed, rethrowStoreError } from './store-errors';
import type { Page, TableCalls, Write } from './table-calls';
import { keyOf, rowId } from './table-keys';

type Attributes = Record<string, AttributeValue>;

/** Keys are text; what is no key of the table is a bug of the store and is refused. */
const fromKey = (table: TableName, attributes: Attributes): Key => keyOf(table, fromAttributes(attributes));

const startFrom = (after: Item | undefined): { ExclusiveStartKey?: Attributes } => (after === undefined ? {} : { ExclusiveStartKey: toAttributes(after) });

const toPage = (output: { Items?: Attributes[] | undefined; Count?: number | undefined; LastEvaluatedKey?: Attributes | undefined; ConsumedCapacity?: { CapacityUnits?: number | undefined } | undefined }): Page => ({
  items: (output.Items ?? []).map(fromAttributes),
  count: output.Count ?? 0,
  next: output.LastEvaluatedKey && fromAttributes(output.LastEvaluatedKey),
  readUnits: output.ConsumedCapacity?.CapacityUnits ?? 0,
});

const toRequest = (write: Write): WriteRequest => (write.item === undefined ? { DeleteRequest: { Key: toAttributes(write.key) } } : { PutRequest: { Item: toAttributes(write.item) } });

/** Each method is one request of the AWS SDK to the tables of a stage. */
export const dynamodbCalls = (client: DynamoDBClient, stage: string): TableCalls => {
  const nameOf = (table: TableName): string => tableNameIn(stage, table);

  return {
    async batchGet(table, keys, attributes) {
      const places = placeholders();
      const request = { Keys: keys.map(toAttributes), ConsistentRead: true, ...projectionOf(attributes, places), ...places.used() };
      const output = await client.send(new BatchGetItemCommand({ RequestItems: { [nameOf(table)]: request }, ReturnConsumedCapacity: 'TOTAL' })).catch(rethrowStoreError('BatchGetItem'));
      return {
        items: (output.Responses?.[nameOf(table)] ?? []).map(fromAttributes),
        unprocessed: (output.UnprocessedKeys?.[nameOf(table)]?.Keys ?? []).map((key) => fromKey(table, key)),
        readUnits: output.ConsumedCapacity?.[0]?.CapacityUnits ?? 0,
      };
    },

    async batchWrite(writes) {
      const requests: Record<string, WriteRequest[]> = {};
      for (const write of writes) (requests[nameOf(write.table)] ??= []).push(toRequest(write));
      const output = await client.send(new BatchWriteItemCommand({ RequestItems: requests })).catch(rethrowStoreError('BatchWriteItem'));
      const left = output.UnprocessedItems ?? {};
      return writes.filter(({ table, key }) =>
        left[nameOf(table)]?.some(({ PutRequest, DeleteRequest }) => rowId(table, fromKey(table, PutRequest?.Item ?? DeleteRequest?.Key ?? {})) === rowId(table, key)),
      );
    },

    async putItem({ table, item }, conditions) {
      const places = placeholders();
      const input = { TableName: nameOf(table), Item: toAttributes(item), ...conditionOf(conditions, places), ...places.used() };
      return client.send(new PutItemCommand(input)).then(
        () => true,
        (error: unknown) => (isConditionFailed(error) ? false : rethrowStoreError('PutItem')(error)),
      );
    },

    async updateItem(table, key, change, conditions) {
      const places = placeholders();
      const input = { TableName: nameOf(table), Key: toAttributes(key), ReturnValues: 'ALL_NEW' as const, ...updateOf(change, places), ...conditionOf(conditions, places), ...places.used() };
      return client.send(new UpdateItemCommand(input)).then(
        ({ Attributes: after = {} }): Item => fromAttributes(after),
        (error: unknown) => (isConditionFailed(error) ? undefined : rethrowStoreError('UpdateItem')(error)),
      );
    },

    async query(plan, { select, limit, after }) {
      const places = placeholders();
      const input = {
        TableName: nameOf(plan.table),
        IndexName: plan.index,
        ConsistentRead: plan.index === undefined,
        ScanIndexForward: !plan.descending,
        Limit: limit,
        ReturnConsumedCapacity: 'TOTAL' as const,
        ...keyConditionOf(plan, places),
        ...(select === 'count' ? { Select: 'COUNT' as const } : projectionOf(plan.attributes, places)),
        ...startFrom(after),
        ...places.used(),
      };
      return toPage(await client.send(new QueryCommand(input)).catch(rethrowStoreError('Query')));
    },

    async scan(table, { attributes, segment, segments, after }) {
      const places = placeholders();
      const input = {
        TableName: nameOf(table),
        ConsistentRead: true,
        Segment: segment,
        TotalSegments: segments,
        ReturnConsumedCapacity: 'TOTAL' as const,
        ...projectionOf(attributes, places),
        ...startFrom(after),
        ...places.used(),
      };
      return toPage(await client.send(new ScanCommand(input)).catch(rethrowStoreError('Scan')));
    },
  };
};
