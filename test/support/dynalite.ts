import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { types as scanParameters } from 'dynalite/validations/scan';
import { dynamodbClient } from '../../shared/adapters/dynamodb/dynamodb-client';
import { keyAttributes, schemaOf } from '../../shared/adapters/dynamodb/table-keys';
import { TABLE_NAMES, tableNameIn, type IndexSchema, type TableName } from '../../shared/names/tables';

/** dynalite 4.0.0 reads ConsistentRead for every operation but Scan, whose consumed units it therefore halves. */
scanParameters.ConsistentRead = 'Boolean';

const keySchema = ({ partition, sort }: IndexSchema) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
];

const createTable = async (client: DynamoDBClient, stage: string, table: TableName): Promise<void> => {
  const schema = schemaOf(table);
  const indexes = Object.entries(schema.indexes);
  const attributes = new Set([schema, ...Object.values(schema.indexes)].flatMap(keyAttributes));
  await client.send(
    new CreateTableCommand({
      TableName: tableNameIn(stage, table),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keySchema(schema),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map(([IndexName, index]) => ({ IndexName, KeySchema: keySchema(index), Projection: { ProjectionType: 'KEYS_ONLY' } })),
      }),
    }),
  );
  const isActive = async (): Promise<boolean> => (await client.send(new DescribeTableCommand({ TableName: tableNameIn(stage, table) }))).Table?.TableStatus === 'ACTIVE';
  while (!(await isActive()));
};

/** A DynamoDB of our own on a free loopback port, in memory, with every table of shared/names/tables.ts. */
export const startDynalite = async (stage: string): Promise<{ readonly client: DynamoDBClient; readonly stop: () => Promise<void> }> => {
  const server = dynalite({ createTableMs: 0 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = dynamodbClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  await Promise.all(TABLE_NAMES.map((table) => createTable(client, stage, table)));
  return {
    client,
    stop: () =>
      new Promise((resolve, reject) => {
        client.destroy();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
};
