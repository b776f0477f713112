import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ruleRows, RULE_OBJECTS } from '../../../shared/domain/rule-tables';
import { bundleFunctions } from '../../bundle';
import type { Stage } from '../../config/stage';
import { checkRules } from '../../rules/check-rules';
import { synthesize } from '../../synthesize';

/** Checks the rules, bundles the functions and synthesizes a stage into a folder: `assembly/`, `bundles/` and `rules.json`. */
export const buildAssembly = async ({ root, folder, stage: { settings } }: { readonly root: string; readonly folder: string; readonly stage: Stage }): Promise<void> => {
  const rules = checkRules(ruleRows(settings), RULE_OBJECTS);
  const bundles = await bundleFunctions({ root, outDir: join(folder, 'bundles'), rules, settings });
  synthesize({ outDir: join(folder, 'assembly'), stage: settings.stage, bundles });
  await writeFile(join(folder, 'rules.json'), JSON.stringify(rules));
};
