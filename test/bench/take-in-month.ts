import { stageNamed } from '../../infra/config/stages';
import { importFolder } from '../../infra/local/import/import-folder';
import type { Progress } from '../../infra/local/progress';
import { readDeliveries } from '../../infra/local/import/read-deliveries';
import { checkRules } from '../../infra/rules/check-rules';
import { countingTables, type StoreCounts } from '../../shared/adapters/counting-tables';
import { memoryTables } from '../../shared/adapters/memory/memory-tables';
import { RULE_OBJECTS, ruleRows } from '../../shared/domain/rule-tables';
import { bundleConfig } from '../../shared/runtime/bundle-config';
import { receiveDelivery } from '../../shared/runtime/receive-delivery';
import { storeDeps } from '../../shared/runtime/store-deps';

export interface TakenIn {
  readonly imported: Pick<StoreCounts, 'readUnits' | 'writeUnits'>;
  readonly received: Pick<StoreCounts, 'readUnits' | 'writeUnits'>;
}

const SILENT: Progress = { begin: () => ({ at: () => {}, end: () => {} }) };

/**
 * What the import of a folder and the receipt of its deliveries ask of the store: neither belongs to a run, which would have counted it.
 * In memory, which counts as DynamoDB does (test/contract/tables-agree.test.ts).
 */
export default async (dir: string): Promise<TakenIn> => {
  const { settings } = stageNamed('local');
  const { tables, counts } = countingTables((onCall) => memoryTables({ onCall }));
  const deps = storeDeps(tables, bundleConfig(settings, checkRules(ruleRows(settings), RULE_OBJECTS)));

  await importFolder(dir, deps, SILENT);
  const imported = counts();
  const { deliveries } = await readDeliveries(dir);
  for (const [index, { body, receivedAt }] of deliveries.entries()) await receiveDelivery({ rawBody: body, receivedAt: new Date(receivedAt).toISOString(), requestId: String(index) }, deps);
  const all = counts();
  return { imported, received: { readUnits: all.readUnits - imported.readUnits, writeUnits: all.writeUnits - imported.writeUnits } };
};
