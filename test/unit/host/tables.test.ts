import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../infra/local/host/assembly';
import { startTables } from '../../../infra/local/host/tables';
import type { Tables } from '../../../infra/local/host/tables';
import { HOST_DIRECTORY, temporaryDirectory } from '../../support/host-files';

const LEADS: Table = {
  name: 'Lead',
  definition: {
    AttributeDefinitions: [{ AttributeName: 'Id', AttributeType: 'S' }, { AttributeName: 'OwnerId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byOwner', KeySchema: [{ AttributeName: 'OwnerId', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
  },
};

describe('the record store', () => {
  const dataDirectory = temporaryDirectory();
  const running: { readonly close: () => unknown }[] = [];
  afterEach(async () => {
    for (const { close } of running.splice(0)) await close();
  });

  const start = async (options: { dataDirectory?: string } = {}): Promise<Tables & { client: DynamoDBClient }> => {
    const tables = await startTables({ hostDirectory: HOST_DIRECTORY, ...options });
    const client = new DynamoDBClient({ endpoint: tables.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
    running.push({ close: () => client.destroy() }, tables);
    return { ...tables, client };
  };
  const putOne = new BatchWriteItemCommand({ RequestItems: { Lead: [{ PutRequest: { Item: { Id: { S: '00Q1' }, OwnerId: { S: '0051' } } } }] } });
  const getOne = new GetItemCommand({ TableName: 'Lead', Key: { Id: { S: '00Q1' } } });

  it('holds the tables of the template, with their indexes, ready at once', async () => {
    const { createMissingTables, client } = await start();
    await createMissingTables([LEADS]);

    await client.send(putOne);

    const found = await client.send(new QueryCommand({ TableName: 'Lead', IndexName: 'byOwner', KeyConditionExpression: 'OwnerId = :owner', ExpressionAttributeValues: { ':owner': { S: '0051' } } }));
    expect(found.Items).toEqual([{ Id: { S: '00Q1' }, OwnerId: { S: '0051' } }]);
  });

  it('listens on the loopback interface only', async () => {
    expect((await start()).endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('keeps records in a directory across restarts and leaves existing tables alone', async () => {
    const first = await start({ dataDirectory });
    await first.createMissingTables([LEADS]);
    await first.client.send(putOne);
    first.client.destroy();
    await first.close();
    running.length = 0;

    const second = await start({ dataDirectory });
    await second.createMissingTables([LEADS]);

    expect((await second.client.send(getOne)).Item).toEqual({ Id: { S: '00Q1' }, OwnerId: { S: '0051' } });
  });

  it('says so when another process holds its directory', async () => {
    const directory = join(dataDirectory, 'held');
    await start({ dataDirectory: directory });

    await expect(start({ dataDirectory: directory })).rejects.toThrow(`The record store in ${directory} cannot be opened; another process may be using it`);
  });

  it('outlives a client that goes away in the middle of a request', async () => {
    const { endpoint, createMissingTables, client } = await start();
    await createMissingTables([LEADS]);
    const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
    await once(socket, 'connect');

    socket.write('POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 100000\r\n\r\n{"half":');
    await client.send(getOne);
    socket.resetAndDestroy();
    await once(socket, 'close');

    await client.send(putOne);
    expect((await client.send(getOne)).Item).toEqual({ Id: { S: '00Q1' }, OwnerId: { S: '0051' } });
  });
});
