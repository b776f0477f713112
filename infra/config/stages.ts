import { configError } from '../../shared/errors/app-error';
import { local } from './local';
import type { Stage, StageSource } from './stage';
import { parseStage } from './stage';

/** Every stage by its name. To add yours: copy local.ts to <name>.ts, fill in your own addresses and links, add it here (docs/deploy.md). */
const STAGES: Readonly<Record<string, StageSource>> = { local };

/** The stage of this name, checked; throws ConfigError when it is unknown or wrong. */
export const stageNamed = (name: string): Stage => {
  const source = STAGES[name];
  if (source === undefined) throw configError(`There is no stage "${name}": known are ${Object.keys(STAGES).join(', ')}. Add it to infra/config/stages.ts.`);
  return parseStage(name, source);
};
