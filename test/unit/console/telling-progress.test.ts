import { tellingProgress } from '../../../infra/local/console/telling-progress';
import type { Run } from '../../../shared/stores/run-store';

describe('how far the vendor has been told', () => {
  const run = (writes: number, progress: Run['progress'], status: Run['status'] = 'RUNNING') => ({ status, plan: { outcome: 'planned', shards: [], counts: { writes } }, progress });

  it.each([
    ['what was told and refused counts, what is left is told at the vendor\'s rate', run(50_000, { told: 12_300, refused: 40 }), '12,340 of 50,000 told, about 31 min 23 s left'],
    ['before the first second', run(50_000, {}), '0 of 50,000 told, about 41 min 40 s left'],
    ['a run that has ended has its books', run(50_000, { told: 50_000 }, 'SUCCEEDED'), undefined],
    ['a run that tells no vendor', run(0, {}), undefined],
    ['a run without a plan', { ...run(0, {}), plan: undefined }, undefined],
  ])('%s', (_, about, text) => {
    expect(tellingProgress(about, 20)).toBe(text);
  });
});
