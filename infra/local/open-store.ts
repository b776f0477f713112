import { existsSync } from 'node:fs';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import { invalidInputError } from '../../shared/errors/app-error';
import type { Tables } from '../../shared/ports/tables';
import type { Stage } from '../config/stage';
import { stageNamed } from '../config/stages';
import { startTables } from './host/tables';
import { recordFolderIn, tablesAt } from './record-folder';

/** Where a command finds the records: the tables of a stage on AWS, or the folder that `npm start -- --db DIR` keeps them in. */
export type StorePlace = { readonly stage: string } | { readonly db: string };

export interface OpenStore {
  readonly settings: Stage['settings'];
  readonly tables: Tables;
  readonly close: () => Promise<void>;
}

/** Opens the records of a stage with the caller's credentials, or those of a folder. `hostDirectory` is where the store's thread entry stands. */
export const openStore = async (place: StorePlace, hostDirectory: string): Promise<OpenStore> => {
  if ('stage' in place) {
    const { settings } = stageNamed(place.stage);
    return { settings, tables: dynamodbTables({ stage: settings.stage }), close: () => Promise.resolve() };
  }
  const dataDirectory = recordFolderIn(place.db);
  // A missing folder would become an empty store, and a mistyped one would look as if there were nothing in it.
  if (!existsSync(dataDirectory)) throw invalidInputError(`--db ${place.db} holds no records of this release: give the folder that npm start -- --db DIR made`);
  const { settings } = stageNamed('local');
  const { endpoint, close } = await startTables({ hostDirectory, dataDirectory });
  return { settings, tables: tablesAt(endpoint, settings.stage), close };
};
