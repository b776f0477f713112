import { run } from '../../../lambdas/console/show-scorecard';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { DEFAULT_BANDS } from '../../../shared/domain/scorecard/bands.table';
import { gradeScorecard, type Scorecard } from '../../../shared/domain/scorecard/scorecard';
import type { ApiRequest } from '../../../shared/runtime/api';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import { SETTINGS } from '../../support/in-process-runtime';
import { aUser } from '../../support/records';
import { PROGRAMME } from './facts';

const deps = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
const scorecardOf = (month: string): Scorecard => gradeScorecard(PROGRAMME, DEFAULT_BANDS, { month, runId: 'r', issue: 'r', gradedAt: '2024-10-01T15:00:00.000Z', rulesHash: 'rules', settingsHash: 'settings' }, undefined);
const ask = (request: Partial<ApiRequest>, role = 'Marketing Ops') => run(deps, { caller: aUser({ Id: 'u', Role__c: role }), path: {}, query: {}, body: undefined, at: '2024-10-02T10:00:00.000Z', requestId: 'r', ...request });
const monthsOf = ({ body }: Awaited<ReturnType<typeof ask>>): unknown => body && 'scorecards' in body && (body.scorecards as Scorecard[]).map(({ month }) => month);

describe('GET /scorecards', () => {
  beforeAll(async () => {
    for (const month of ['2024-07', '2024-08', '2024-09']) await deps.scorecards.keep(scorecardOf(month), { replace: false });
  });

  it('SC-09: lists the newest first, as many as asked for', async () => {
    expect(monthsOf(await ask({}))).toEqual(['2024-09', '2024-08', '2024-07']);
    expect(monthsOf(await ask({ query: { limit: '2' } }))).toEqual(['2024-09', '2024-08']);
  });

  it('SC-02: shows one month with all its rows', async () => {
    expect(await ask({ path: { month: '2024-08' } })).toEqual({ status: 200, body: JSON.parse(JSON.stringify(scorecardOf('2024-08'))) });
  });

  it('knows no month that was not graded', async () => {
    expect(await ask({ path: { month: '2024-06' } })).toEqual({ status: 404, body: { message: 'There is no scorecard of 2024-06' } });
  });

  it.each(['Sales Development Leader', 'Sales Admin', 'Marketing Ops'])('SC-10: is for %s', async (role) => {
    expect(await ask({}, role)).toMatchObject({ status: 200 });
  });

  it('SC-10: is for nobody else', async () => {
    const refused = { status: 403, body: { message: 'Scorecards are for Marketing Ops, Sales Development Leader, Sales Admin (settings.scorecard.readers)' } };

    expect([await ask({}, 'BDR'), await ask({ path: { month: '2024-09' } }, ''), await ask({ path: { month: 'x' } }, 'AE')]).toEqual([refused, refused, refused]);
  });

  it.each([
    [{ path: { month: '2024-13' } }, '"2024-13" is no month: write it as 2024-09'],
    [{ query: { limit: '0' } }, 'limit is a number from 1 to 120'],
    [{ query: { limit: 'all' } }, 'limit is a number from 1 to 120'],
  ])('refuses %j', async (request, message) => {
    await expect(ask(request)).rejects.toMatchObject({ name: 'InvalidInputError', message });
  });
});
