import { amountsOfRun, costOf } from './aws-cost';
import { inFreshProcess } from './fresh-process';
import type releasePush from './release-push';
import type { ReleasedPush } from './release-push';
import type { Row } from './row';

const SIZES = [1_000, 10_000, 100_000];

/** What is divided by the number of signals, and what the project wants of it; costs should stay the same, whatever the size. */
const FIGURES: readonly { readonly name: string; readonly unit: string; readonly aim?: string; readonly isCost?: true; readonly of: (push: ReleasedPush) => number }[] = [
  { name: 'time', unit: 'ms per signal', isCost: true, of: ({ ms }) => ms },
  { name: 'processor time', unit: 'ms per signal', isCost: true, of: ({ cpuMs }) => cpuMs },
  { name: 'store items', unit: 'per signal', aim: 'at most 9', of: ({ itemsRead, itemsWritten }) => itemsRead + itemsWritten },
  { name: 'store calls', unit: 'per signal', aim: 'at most 0.8', of: ({ storeCalls }) => storeCalls },
  { name: 'read units', unit: 'per signal', of: ({ readUnits }) => readUnits },
  { name: 'write units', unit: 'per signal', of: ({ writeUnits }) => writeUnits },
  { name: 'state transitions', unit: 'per signal', of: ({ transitions }) => transitions },
  { name: 'AWS cost', unit: '$ per 1,000 signals', isCost: true, of: (push) => 1_000 * costOf(amountsOfRun(push)) },
];

/**
 * What a signal of a retro-active push costs when the push is ten and a hundred times as large. Each size in a process of its own;
 * the records that the signals are about grow with them.
 */
export const benchScale = async (): Promise<Row[]> => {
  const pushes: ReleasedPush[] = [];
  for (const signals of SIZES) pushes.push(await inFreshProcess<typeof releasePush>(new URL('./release-push.ts', import.meta.url), signals));
  return FIGURES.flatMap(({ name, unit, aim, isCost, of }) => {
    const perSignal = pushes.map((push) => of(push) / push.signals);
    return [
      ...pushes.map(({ signals }, index): Row => ({ name: `${name}, ${signals.toLocaleString('en-US')} signals`, value: perSignal[index] ?? 0, unit, ...(aim !== undefined && { aim }) })),
      { name: `${name}, largest over smallest`, value: 100 * (Math.max(...perSignal) / Math.min(...perSignal) - 1), unit: '% apart', ...(isCost && { aim: 'at most 15' }) },
    ];
  });
};
