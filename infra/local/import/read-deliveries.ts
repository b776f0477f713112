import type { BadRow } from '../../../shared/adapters/files/bad-row';
import { findImportFile } from '../../../shared/adapters/files/import-file';
import { readJsonl } from '../../../shared/adapters/files/read-jsonl';
import type { TimedDelivery } from '../runs/replay';

/** Reads UserGemsEvents.jsonl of a folder: deliveries as the vendor made them (contracts, section 2). */
export const readDeliveries = async (dir: string): Promise<{ readonly deliveries: TimedDelivery[]; readonly badRows: BadRow[] }> => {
  const deliveries: TimedDelivery[] = [];
  const badRows: BadRow[] = [];
  const path = await findImportFile(dir, 'UserGemsEvents.jsonl');
  if (path === undefined) return { deliveries, badRows };
  for await (const row of readJsonl(path)) {
    if ('reason' in row) {
      badRows.push(row);
      continue;
    }
    const { receivedAt, body } = typeof row.value === 'object' && row.value !== null ? (row.value as { receivedAt?: unknown; body?: unknown }) : {};
    const instant = typeof receivedAt === 'string' ? Date.parse(receivedAt) : Number.NaN;
    if (Number.isNaN(instant)) badRows.push({ file: 'UserGemsEvents.jsonl', line: row.line, reason: 'RECEIVED_AT_INVALID' });
    else deliveries.push({ receivedAt: instant, body: JSON.stringify(body ?? null) });
  }
  return { deliveries, badRows };
};
