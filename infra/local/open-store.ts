import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbReadTables } from '../../shared/adapters/dynamodb/dynamodb-read-tables';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import type { ReadTables, Tables } from '../../shared/ports/tables';
import type { Stage } from '../config/stage';
import { stageNamed } from '../config/stages';
import { startTables } from './host/tables';
import { clientAt, existingRecordFolderIn } from './record-folder';

/** Where a command finds the records: the tables of a stage on AWS, or the folder that `npm start -- --db DIR` keeps them in. */
export type StorePlace = { readonly stage: string } | { readonly db: string };

export interface OpenStore<T extends ReadTables = Tables> {
  readonly settings: Stage['settings'];
  readonly tables: T;
  readonly close: () => Promise<void>;
}

/** Opens the records of a stage with the caller's credentials, or those of a folder. `hostDirectory` is where the store's thread entry stands. */
export const openStore = (place: StorePlace, hostDirectory: string): Promise<OpenStore> => openWith(dynamodbTables, place, hostDirectory);

/** The same records for whoever only looks: nothing that this gives can write. */
export const openReadStore = (place: StorePlace, hostDirectory: string): Promise<OpenStore<ReadTables>> => openWith(dynamodbReadTables, place, hostDirectory);

type TablesOf<T> = (options: { readonly stage: string; readonly client?: DynamoDBClient }) => T;

const openWith = async <T extends ReadTables>(tablesOf: TablesOf<T>, place: StorePlace, hostDirectory: string): Promise<OpenStore<T>> => {
  if ('stage' in place) {
    const { settings } = stageNamed(place.stage);
    return { settings, tables: tablesOf({ stage: settings.stage }), close: () => Promise.resolve() };
  }
  const dataDirectory = existingRecordFolderIn(place.db);
  const { settings } = stageNamed('local');
  const { endpoint, close } = await startTables({ hostDirectory, dataDirectory });
  return { settings, tables: tablesOf({ stage: settings.stage, client: clientAt(endpoint) }), close };
};
