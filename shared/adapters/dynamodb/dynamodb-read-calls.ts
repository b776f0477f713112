import { BatchGetItemCommand, QueryCommand, ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableNameIn, type TableName } from '../../names/tables';
import type { Item } from '../../ports/tables';
import { fromAttributes, toAttributes, type Attributes } from './attribute-values';
import { keyConditionOf, placeholders, projectionOf } from './expressions';
import { rethrowStoreError } from './store-errors';
import type { Page, ReadCalls } from './table-calls';
import { keyOf } from './table-keys';

const startFrom = (after: Item | undefined): { ExclusiveStartKey?: Attributes } => (after === undefined ? {} : { ExclusiveStartKey: toAttributes(after) });

const toPage = (output: { Items?: Attributes[] | undefined; Count?: number | undefined; LastEvaluatedKey?: Attributes | undefined; ConsumedCapacity?: { CapacityUnits?: number | undefined } | undefined }): Page => ({
  items: (output.Items ?? []).map(fromAttributes),
  count: output.Count ?? 0,
  next: output.LastEvaluatedKey && fromAttributes(output.LastEvaluatedKey),
  readUnits: output.ConsumedCapacity?.CapacityUnits ?? 0,
});

/** Each method is one reading request of the AWS SDK to the tables of a stage; no command that writes is known here. */
export const dynamodbReadCalls = (client: DynamoDBClient, stage: string): ReadCalls => {
  const nameOf = (table: TableName): string => tableNameIn(stage, table);

  return {
    async batchGet(table, keys, attributes) {
      const places = placeholders();
      const request = { Keys: keys.map(toAttributes), ConsistentRead: true, ...projectionOf(attributes, places), ...places.used() };
      const output = await client.send(new BatchGetItemCommand({ RequestItems: { [nameOf(table)]: request }, ReturnConsumedCapacity: 'TOTAL' })).catch(rethrowStoreError('BatchGetItem'));
      return {
        items: (output.Responses?.[nameOf(table)] ?? []).map(fromAttributes),
        unprocessed: (output.UnprocessedKeys?.[nameOf(table)]?.Keys ?? []).map((key) => keyOf(table, fromAttributes(key))),
        readUnits: output.ConsumedCapacity?.[0]?.CapacityUnits ?? 0,
      };
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
