import type { Scorecard } from '../domain/scorecard/scorecard';
import type { Item, Tables } from '../ports/tables';

/** Monthly scorecards (SC-04, SC-09): one for each month, which stays as it was made. */
export interface ScorecardStore {
  /** Keeps the scorecard of a month and returns the one that stands: the first that was kept, or this one where it replaces. */
  keep(scorecard: Scorecard, options: { readonly replace: boolean }): Promise<Scorecard>;
  /** `month` is YYYY-MM. */
  find(month: string): Promise<Scorecard | undefined>;
  /** The newest first; with `before` those of earlier months. */
  history(options: { readonly limit: number; readonly before?: string }): Promise<Scorecard[]>;
}

/** The one programme there is; the table can hold those of others. */
const PROGRAMME = 'usergems-contact-tracking';

export const scorecardStore = (tables: Tables): ScorecardStore => {
  const find: ScorecardStore['find'] = async (month) => {
    const [item] = await tables.getMany('Scorecard', [{ Programme: PROGRAMME, Month: month }]);
    return item && fromItem(item);
  };
  return {
    keep: async (scorecard, { replace }) => {
      const isKept = await tables.put('Scorecard', toItem(scorecard), replace ? [] : [{ attribute: 'Month', is: 'absent' }]);
      return isKept ? scorecard : ((await find(scorecard.month)) ?? scorecard);
    },
    find,
    history: async ({ limit, before }) => (await tables.query({ table: 'Scorecard', partition: PROGRAMME, descending: true, limit, ...(before !== undefined && { before }) })).map(fromItem),
  };
};

const toItem = ({ month, runId, issue, gradedAt, bandsVersion, rulesHash, settingsHash, comparedWith, rows, ownership }: Scorecard): Item => ({
  Programme: PROGRAMME,
  Month: month,
  RunId: runId,
  Issue: issue,
  GradedAt: gradedAt,
  BandsVersion: bandsVersion,
  RulesHash: rulesHash,
  SettingsHash: settingsHash,
  ComparedWith: comparedWith,
  Rows: rows.map((row) => ({ ...row, benchmark: { ...row.benchmark } })),
  Ownership: { ...ownership },
});

/** The store holds what `keep` wrote. */
const fromItem = (item: Item): Scorecard => ({
  month: String(item['Month']),
  runId: String(item['RunId']),
  issue: String(item['Issue']),
  gradedAt: String(item['GradedAt']),
  bandsVersion: String(item['BandsVersion']),
  rulesHash: String(item['RulesHash']),
  settingsHash: String(item['SettingsHash']),
  comparedWith: item['ComparedWith'] as string | undefined,
  rows: item['Rows'] as unknown as Scorecard['rows'],
  ownership: item['Ownership'] as unknown as Scorecard['ownership'],
});
