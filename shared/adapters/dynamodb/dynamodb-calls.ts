import { BatchWriteItemCommand, PutItemCommand, UpdateItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { tableNameIn, type TableName } from '../../names/tables';
import type { Item, Key } from '../../ports/tables';
import { fromAttributes, toAttributes, type Attributes } from './attribute-values';
import { dynamodbReadCalls } from './dynamodb-read-calls';
import { conditionOf, placeholders, updateOf } from './expressions';
import { isConditionFailed, rethrowStoreError } from './store-errors';
import type { TableCalls, Write } from './table-calls';
import { keyOf, rowId } from './table-keys';

/** Keys are text; what is no key of the table is a bug of the store and is refused. */
const fromKey = (table: TableName, attributes: Attributes): Key => keyOf(table, fromAttributes(attributes));

const toRequest = (write: Write): WriteRequest => (write.item === undefined ? { DeleteRequest: { Key: toAttributes(write.key) } } : { PutRequest: { Item: toAttributes(write.item) } });

/** Each method is one request of the AWS SDK to the tables of a stage. */
export const dynamodbCalls = (client: DynamoDBClient, stage: string): TableCalls => {
  const nameOf = (table: TableName): string => tableNameIn(stage, table);

  return {
    ...dynamodbReadCalls(client, stage),

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
  };
};
