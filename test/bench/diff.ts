import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type diffMonth from './diff-month';
import { inFreshProcess } from './fresh-process';
import type keepMonth from './keep-month';
import { PERIOD } from './month';
import type { Row } from './row';

/** The month of REVSIGNAL_DATA/autumn-2024, kept in a folder, under two sets of rules. */
export const benchDiff = async (data: string): Promise<Row[]> => {
  const db = mkdtempSync(join(tmpdir(), 'revsignal-bench-'));
  try {
    await inFreshProcess<typeof keepMonth>(new URL('./keep-month.ts', import.meta.url), { dir: join(data, 'autumn-2024'), db, period: PERIOD });
    const { totalMs, peakMemoryMb, signals, differently } = await inFreshProcess<typeof diffMonth>(new URL('./diff-month.ts', import.meta.url), db);
    return [
      { name: 'diff of 30 days, start included', value: totalMs / 1_000, unit: 's', aim: 'under 60', note: `${signals.toLocaleString('en-US')} signals, ${differently.toLocaleString('en-US')} come out differently` },
      { name: 'peak memory', value: peakMemoryMb / 1_024, unit: 'GB', aim: 'under 2' },
    ];
  } finally {
    rmSync(db, { recursive: true });
  }
};
