import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { local } from '../../infra/config/local';
import { recordFolderIn } from '../../infra/local/record-folder';
import { startTables } from '../../infra/local/host/tables';
import { dynamodbClient } from '../../shared/adapters/dynamodb/dynamodb-client';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import { keyAttributes, schemaOf } from '../../shared/adapters/dynamodb/table-keys';
import { settingsSchema } from '../../shared/contracts/settings';
import { tableNameIn, type IndexSchema } from '../../shared/names/tables';
import { receiveDelivery } from '../../shared/runtime/receive-delivery';
import { signalStore, type Signal, type SignalStore } from '../../shared/stores/signal-store';
import { HOST_DIRECTORY, temporaryDirectory } from '../support/host-files';
import { bodyWith, FEED_ROW, FULL_BODY } from '../unit/webhooks/full-body';

const settings = settingsSchema.parse(local.settings);
const keySchema = ({ partition, sort }: IndexSchema) => [{ AttributeName: partition, KeyType: 'HASH' as const }, ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }])];

const definitionOf = (schema: ReturnType<typeof schemaOf>) => ({
  AttributeDefinitions: [...new Set([schema, ...Object.values(schema.indexes)].flatMap(keyAttributes))].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
  KeySchema: keySchema(schema),
  GlobalSecondaryIndexes: Object.entries(schema.indexes).map(([IndexName, index]) => ({ IndexName, KeySchema: keySchema(index), Projection: { ProjectionType: 'KEYS_ONLY' as const } })),
});

/** Works on the signals of an embedded store: one in memory, or a folder as `npm start -- --db` keeps it, which is closed afterwards for the command to open. */
const inStore = async <Result>(options: { readonly dataDirectory?: string }, work: (signals: SignalStore, endpoint: string) => Promise<Result>): Promise<Result> => {
  const tables = await startTables({ hostDirectory: HOST_DIRECTORY, ...options });
  const client = dynamodbClient({ endpoint: tables.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  try {
    await tables.createMissingTables((['Signal', 'Delivery'] as const).map((table) => ({ name: tableNameIn(settings.stage, table), definition: definitionOf(schemaOf(table)) })));
    return await work(signalStore(dynamodbTables({ stage: settings.stage, client })), tables.endpoint);
  } finally {
    client.destroy();
    await tables.close();
  }
};

const redrive = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['bin/revsignal.mjs', 'redrive', ...args], { cwd: join(__dirname, '../..'), env: { ...process.env, ...environment } }, (error, out, err) => resolve({ code: error === null ? 0 : error.code, out, err }));
  });

describe('npm run redrive', () => {
  const directory = temporaryDirectory();

  it('lists a refused delivery of a kept store and takes its corrected body in again', async () => {
    const db = join(directory, 'db');
    const { signalId } = await inStore({ dataDirectory: recordFolderIn(db) }, (signals) => receiveDelivery({ rawBody: JSON.stringify(bodyWith({ type: 'JobChange' })), receivedAt: '2024-10-03T17:05:00.000Z', requestId: 'r1' }, { signals, settings }));
    const file = join(directory, 'corrected.json');
    writeFileSync(file, `${JSON.stringify(FULL_BODY)}\n`);

    const listed = await redrive(['--db', db, '--list', '--json']);
    const unchanged = await redrive(['--db', db, signalId]);
    const redriven = await redrive(['--db', db, signalId, '--body', file]);

    expect(listed.code).toBe(0);
    expect(JSON.parse(listed.out)).toEqual([{ signalId, outcome: 'rejected', reason: 'INVALID_BODY:type', receivedAt: '2024-10-03T17:05:00.000Z' }]);
    expect(unchanged).toMatchObject({ code: 1, out: `${signalId}: not_redriven, it would be refused again as INVALID_BODY:type: give the corrected body with --body FILE\n` });
    expect(redriven).toMatchObject({ code: 0, out: `${signalId}: held, it came in again, and the sync releases it\n` });
    const rows = await inStore({ dataDirectory: recordFolderIn(db) }, (signals) => signals.find([signalId, FEED_ROW]));
    expect([...rows.values()].map(({ signalId, outcome, redrivenAs }: Signal) => ({ signalId, outcome, redrivenAs }))).toEqual(
      expect.arrayContaining([
        { signalId, outcome: 'rejected', redrivenAs: FEED_ROW },
        { signalId: FEED_ROW, outcome: 'held', redrivenAs: undefined },
      ]),
    );
  }, 60_000);

  it('works on the tables of a stage, wherever the environment says that they are', async () => {
    const failed: Signal = { signalId: 'ug-1', eventId: 'ug-1', source: 'feed', receivedAt: '2024-10-03T17:05:00.000Z', outcome: 'failed', reason: 'PROCESSING:TypeError', body: '{}' };
    await inStore({}, async (signals, endpoint) => {
      await signals.keep(failed);

      const redriven = await redrive(['--stage', settings.stage, 'ug-1'], { AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });

      expect(redriven).toMatchObject({ code: 0, out: 'ug-1: held, the sync releases it\n' });
      expect(await signals.due('feed', '2024-10-08T13:00:00.000Z')).toEqual(['ug-1']);
    });
  });

  it('a folder without records is an error and stays as it is', async () => {
    expect(await redrive(['--db', directory, '--list'])).toEqual({ code: 2, out: '', err: `--db ${directory} holds no records of this release: give the folder that npm start -- --db DIR made\n` });
  });
});
