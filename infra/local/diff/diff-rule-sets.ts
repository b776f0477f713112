import { overlayTables } from '../../../shared/adapters/memory/overlay-tables';
import type { Settings } from '../../../shared/contracts/settings';
import type { Holds } from '../../../shared/domain/rule-row';
import type { ReadTables } from '../../../shared/ports/tables';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import type { Progress } from '../progress';
import { compareLived, type Difference } from './compare-lived';
import { liveWindow, type LivingDeps } from './live-window';
import { loadCompany } from './load-company';
import { rulesOf, type RuleVersion } from './read-rule-change';
import { findWindow } from './window';

export interface DiffOptions {
  /** Days of the window, the last included. */
  readonly days: number;
  /** The last day, YYYY-MM-DD in the org's zone; the newest on which something was released without it. */
  readonly asOf?: string | undefined;
}

/** Lets the window happen under the deployed rules and under others, and lays both side by side. It cannot write: it is given the read side only. */
export const diffRuleSets = async (tables: ReadTables, settings: Settings, other: RuleVersion, options: DiffOptions, progress: Progress): Promise<Difference> => {
  const [deployedSide, otherSide] = [sideOf(rulesOf(settings), tables), sideOf(other, tables)];
  const window = await findWindow(deployedSide.deps, options);
  const company = await loadCompany(deployedSide.deps, window, progress);
  const live = ({ version, deps, asked }: ReturnType<typeof sideOf>) => {
    const work = progress.begin(`Decide under the ${version === other ? 'other' : 'deployed'} rules`);
    const lived = liveWindow(company, window, deps);
    work.end(lived.fates.size);
    return { version, lived, asked };
  };
  return compareLived(window, company, { deployed: live(deployedSide), other: live(otherSide) });
};

/** What a side lives by. It notes every rule that something is put to, and answers for those that are switched off. */
const sideOf = (version: RuleVersion, tables: ReadTables) => {
  const deps = storeDeps(overlayTables(tables), bundleConfig(version.settings, version.rules));
  const asked = new Set<string>();
  const rulesAt: LivingDeps['rulesAt'] = (asOf) => {
    const rules = deps.rulesAt(asOf);
    return (id) => {
      asked.add(id);
      return version.off.has(id) ? never : rules(id);
    };
  };
  return { version, deps: { ...deps, rulesAt }, asked };
};

const never: Holds = () => false;
