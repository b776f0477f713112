import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleFunctions } from '../../infra/bundle';
import { stageNamed } from '../../infra/config/stages';
import { checkRules } from '../../infra/rules/check-rules';
import { RULE_OBJECTS, ruleRows } from '../../shared/domain/rule-tables';
import { median } from './median';
import type { Row } from './row';

const LOADS = 7;

/** Size of each function's bundle and how long a new Node process takes to load it, median of several. */
export const benchBundles = async (): Promise<Row[]> => {
  const { settings } = stageNamed('local');
  const outDir = await mkdtemp(join(tmpdir(), 'revsignal-bench-'));
  try {
    const folders = await bundleFunctions({ outDir, rules: checkRules(ruleRows(settings), RULE_OBJECTS), settings });
    const rows: Row[] = [];
    for (const [name, folder] of Object.entries(folders)) {
      const bundle = join(folder, 'index.mjs');
      rows.push({ name: `${name}: size`, value: (await stat(bundle)).size / 1_000, unit: 'kB', aim: 'under 650' });
      rows.push({ name: `${name}: load`, value: await loadMs(bundle), unit: 'ms', aim: 'under 100' });
    }
    return rows;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
};

const run = promisify(execFile);

const loadMs = async (bundle: string): Promise<number> => {
  const script = `const begun = performance.now(); await import(${JSON.stringify(pathToFileURL(bundle).href)}); console.log(performance.now() - begun);`;
  const times: number[] = [];
  for (let load = 0; load < LOADS; load += 1) times.push(Number((await run(process.execPath, ['--input-type=module', '--eval', script])).stdout));
  return median(times);
};
