import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { dynamodbClient } from '../../shared/adapters/dynamodb/dynamodb-client';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import type { StoreCall } from '../../shared/adapters/dynamodb/table-calls';
import type { Tables } from '../../shared/ports/tables';
import { scanned } from '../support/table-contents';

/** What becomes of a DynamoDB that refuses, throttles or fails: a stub on loopback that answers as told, behind the real client. */

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}
type Stub = (operation: string, request: never) => Answer;

let server: Server;
let answer: Stub;
const asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    void text(request).then((body) => {
      asked.push(operation);
      const { status = 200, body: reply } = answer(operation, JSON.parse(body) as never);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(reply));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const pauses: number[] = [];
const calls: StoreCall[] = [];
let tables: Tables;
let destroy: () => void;
beforeEach(() => {
  for (const list of [asked, pauses, calls]) list.length = 0;
  const { port } = server.address() as AddressInfo;
  const client = dynamodbClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 });
  destroy = () => client.destroy();
  tables = dynamodbTables({
    stage: 'test',
    client,
    onCall: (call) => calls.push(call),
    pause: async (ms) => {
      pauses.push(ms);
    },
  });
});
afterEach(() => destroy());

type BatchWrite = { RequestItems: Record<string, unknown[]> };
type BatchGet = { RequestItems: Record<string, { Keys: { Id: { S: string } }[] }> };
const failure = (status: number, type: string): Stub => () => ({ status, body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'said so' } });
const leads = ['l-1', 'l-2', 'l-3'].map((Id) => ({ table: 'Lead' as const, item: { Id } }));

describe('items that DynamoDB did not take', () => {
  it('are sent again, and only they, until they are taken', async () => {
    const sent: unknown[] = [];
    answer = (_operation, { RequestItems }: BatchWrite) => {
      sent.push(RequestItems);
      const [table, requests = []] = Object.entries(RequestItems)[0] ?? [''];
      return { body: { UnprocessedItems: requests.length > 1 ? { [table]: requests.slice(1) } : {} } };
    };

    await tables.putMany(leads);

    const puts = leads.map(({ item }) => ({ PutRequest: { Item: { Id: { S: item.Id } } } }));
    expect(sent).toEqual([puts, puts.slice(1), puts.slice(2)].map((requests) => ({ 'revsignal-test-Lead': requests })));
    expect(calls.map(({ operation, itemsWritten }) => [operation, itemsWritten])).toEqual([['BatchWriteItem', 1], ['BatchWriteItem', 1], ['BatchWriteItem', 1]]);
    expect(pauses.every((ms) => ms < 25)).toBe(true);
  });

  it('are asked for again with the same attributes', async () => {
    const sent: unknown[] = [];
    answer = (_operation, { RequestItems }: BatchGet) => {
      const [table, request] = Object.entries(RequestItems)[0] ?? [''];
      const [first, ...rest] = request?.Keys ?? [];
      sent.push(request);
      return { body: { Responses: { [table]: [first] }, UnprocessedKeys: rest.length > 0 ? { [table]: { Keys: rest } } : {} } };
    };

    expect(await tables.getMany('Lead', [{ Id: 'l-1' }, { Id: 'l-2' }], ['Id'])).toEqual([{ Id: 'l-1' }, { Id: 'l-2' }]);

    const request = { ConsistentRead: true, ProjectionExpression: '#0', ExpressionAttributeNames: { '#0': 'Id' } };
    expect(sent).toEqual([
      { Keys: [{ Id: { S: 'l-1' } }, { Id: { S: 'l-2' } }], ...request },
      { Keys: [{ Id: { S: 'l-2' } }], ...request },
    ]);
  });

  it('make the store unavailable when none is taken in 9 tries, with pauses that double at most', async () => {
    answer = (_operation, { RequestItems }: BatchWrite) => ({ body: { UnprocessedItems: RequestItems } });

    await expect(tables.putMany(leads)).rejects.toMatchObject({ name: 'StoreUnavailableError', kind: 'unavailable', message: 'DynamoDB took none of 3 items in 9 tries', details: { items: 3, tries: 9 } });

    expect(asked).toHaveLength(9);
    expect(pauses.map((ms, at) => ms < 25 * 2 ** (at + 1))).toEqual(Array(8).fill(true));
  });

  it('end the writing: no further batch is begun after a failure', async () => {
    answer = failure(400, 'ProvisionedThroughputExceededException');

    await expect(tables.putMany(Array.from({ length: 1000 }, (_, at) => ({ table: 'Lead', item: { Id: `l-${at}` } })))).rejects.toMatchObject({ name: 'StoreUnavailableError' });

    expect(asked.length).toBeLessThanOrEqual(10);
  });
});

describe('an error of DynamoDB', () => {
  const every: [string, () => Promise<unknown>][] = [
    ['BatchGetItem', () => tables.getMany('Lead', [{ Id: 'l-1' }])],
    ['BatchWriteItem', () => tables.deleteMany('Lead', [{ Id: 'l-1' }])],
    ['PutItem', () => tables.put('Lead', { Id: 'l-1' }, [])],
    ['UpdateItem', () => tables.update('Lead', { Id: 'l-1' }, {})],
    ['Query', () => tables.count({ table: 'Decision', partition: 'r-1' })],
    ['Scan', () => scanned(tables, 'Lead')],
  ];

  it.each(every)('of %s that a retry may mend says that the store is unavailable, and why', async (operation, attempt) => {
    for (const [status, name] of [[400, 'ThrottlingException'], [400, 'ProvisionedThroughputExceededException'], [400, 'RequestLimitExceeded'], [500, 'InternalServerError']] as const) {
      answer = failure(status, name);

      await expect(attempt()).rejects.toMatchObject({ name: 'StoreUnavailableError', message: `DynamoDB did not answer ${operation}: ${name}: said so`, cause: { name }, details: { operation } });
    }
    expect(new Set(asked)).toEqual(new Set([operation]));
  });

  it.each(every)('of %s that no retry mends passes under its own name', async (_operation, attempt) => {
    for (const name of ['ValidationException', 'ResourceNotFoundException', 'AccessDeniedException']) {
      answer = failure(400, name);

      await expect(attempt()).rejects.toMatchObject({ name, message: 'said so' });
    }
  });
});
