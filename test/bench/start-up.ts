import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median } from './median';
import type { Row } from './row';

const STARTS = 3;
const MAIN = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));

/**
 * From the command to a console that answers, median of several: without data, as a restart has it, and with the sample company,
 * whose Tuesday and Wednesday are played first. Without the second or so that npm itself takes.
 */
export const benchStartUp = async (): Promise<Row[]> => [
  { name: 'npm start: console answers', value: median(await times([])), unit: 's', aim: 'under 3', note: 'sample company imported and replayed' },
];

const times = async (options: readonly string[]): Promise<number[]> => {
  const seconds: number[] = [];
  for (let start = 0; start < STARTS; start += 1) seconds.push(await secondsUntilServing(options));
  return seconds;
};

const secondsUntilServing = async (options: readonly string[]): Promise<number> => {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^Console:\s+(\S+)/.exec(line)?.[1];
      if (url === undefined) continue;
      await (await fetch(url)).text();
      return (performance.now() - begun) / 1_000;
    }
    throw new Error('npm start ended before it served anything: run it by hand to see why');
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
};
