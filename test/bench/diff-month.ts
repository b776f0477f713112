import { join } from 'node:path';
import { diffRuleSets } from '../../infra/local/diff/diff-rule-sets';
import { readRuleChange } from '../../infra/local/diff/read-rule-change';
import { openReadStore } from '../../infra/local/open-store';
import { showProgress } from '../../infra/local/progress';
import { LOCAL_DIRECTORY } from './bench-runtime';

export interface DiffedMonth {
  /** From the start of the process. */
  readonly totalMs: number;
  readonly peakMemoryMb: number;
  readonly signals: number;
  readonly differently: number;
}

/** A change that reaches cohorts, routing and notifications. */
const CHANGE = { rules: [{ id: 'cohort/4/contact', where: "Title LIKE '%Chief%'" }], settings: { routing: { alternatePolicies: ['STRATEGIC_INDUSTRY'] }, notifications: { rule1dMode: 'literal' } } };

/** 30 days under the sample stage's rules and under a change of them, as `revsignal diff` does. */
export default async (db: string): Promise<DiffedMonth> => {
  const { settings, tables, close } = await openReadStore({ db }, join(LOCAL_DIRECTORY, 'host'));
  try {
    const { window, ownership } = await diffRuleSets(tables, settings, readRuleChange(JSON.stringify(CHANGE), 'the change', settings), { days: 30 }, showProgress(process.stderr));
    return { totalMs: performance.now(), peakMemoryMb: process.resourceUsage().maxRSS / 1_024, signals: window.signals, differently: ownership.changed.length };
  } finally {
    await close();
  }
};
