import { countingTables, type StoreCounts } from '../adapters/counting-tables';
import { dynamodbTables } from '../adapters/dynamodb/dynamodb-tables';
import { loadBundleConfig } from './bundle-config';
import { requiredEnv } from './required-env';
import { storeDeps, type StoreDeps } from './store-deps';
import { ENV } from '../names/env';

/** The stores of the running Lambda's stage, counted. */
export interface OpenStores extends StoreDeps {
  readonly storeCounts: () => StoreCounts;
}

export const openStores = (): OpenStores => {
  const stage = requiredEnv(ENV.stage);
  const { tables, counts } = countingTables((onCall) => dynamodbTables({ stage, onCall }));
  return { ...storeDeps(tables, loadBundleConfig()), storeCounts: counts };
};
