import type { BadRow } from '../../../shared/adapters/files/bad-row';
import { readJsonl } from '../../../shared/adapters/files/read-jsonl';
import { examineDelivery } from '../../../shared/contracts/usergems-delivery';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { pushSignalId, type Signal } from '../../../shared/stores/signal-store';
import type { Progress } from '../progress';
import { readAhead } from './read-ahead';

/** What the file of one retro-active push brought in. */
export interface PushImport {
  readonly taken: number;
  readonly badRows: readonly BadRow[];
}

/** Rows of one round of reads and writes. */
const BATCH = 2_000;

/** Keeps the rows of a retro-active push until an operator starts it (UG-16). A row that came in before is left as it is. */
export const importPush = async (push: number, path: string, { signals, settings }: Pick<StoreDeps, 'signals' | 'settings'>, progress: Progress): Promise<PushImport> => {
  const work = progress.begin(`Import push ${push}`);
  const motions = settings.launch.retroPushes.find((one) => one.push === push)?.motions ?? [];
  const badRows: BadRow[] = [];
  let taken = 0;
  for await (const batch of readAhead(readPush(push, motions, path, badRows))) {
    const known = await signals.find(batch.map(({ signalId }) => signalId));
    await signals.keepMany(batch.filter(({ signalId }) => !known.has(signalId)));
    taken += batch.length;
    work.at(taken);
  }
  work.end(taken);
  return { taken, badRows };
};

/** The rows of a push as signals, in batches. Only the row that can take its event id carries it as its key: refused and repeated rows have their line beside it. */
async function* readPush(push: number, motions: readonly string[], path: string, badRows: BadRow[]): AsyncGenerator<Signal[]> {
  const claimed = new Set<string>();
  let batch: Signal[] = [];
  for await (const row of readJsonl(path)) {
    if ('reason' in row) {
      badRows.push(row);
      continue;
    }
    const { eventId, kept, verdict } = examineDelivery(row.text.trim());
    const claims = verdict.ok && motions.includes(verdict.body.type) && !claimed.has(eventId);
    if (claims) claimed.add(eventId);
    const signalId = pushSignalId(push, claims ? eventId : `${eventId}~${row.line}`);
    batch.push({ signalId, eventId, source: `push${push}`, line: row.line, ...kept, motion: verdict.ok ? verdict.body.type : undefined, outcome: 'held', reason: `PUSH_${push}` });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
}
