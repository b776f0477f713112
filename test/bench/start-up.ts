import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { median } from './median';
import type { Row } from './row';

const STARTS = 3;
const PROGRAM = fileURLToPath(new URL('../../bin/revsignal.mjs', import.meta.url));

/** How long `npm start` takes until its console answers, and until the sample company has lived its three days; median of several. */
export const benchStartUp = async (): Promise<Row[]> => {
  const starts: { readonly ready: number; readonly played: number }[] = [];
  for (let start = 0; start < STARTS; start += 1) starts.push(await secondsOfStart());
  return [
    { name: 'npm start: console answers', value: median(starts.map(({ ready }) => ready)), unit: 's', aim: 'under 3', note: 'without npm itself' },
    { name: 'npm start: sample company imported and replayed', value: median(starts.map(({ played }) => played)), unit: 's' },
  ];
};

const secondsOfStart = async (): Promise<{ readonly ready: number; readonly played: number }> => {
  const begun = performance.now();
  const child = spawn(process.execPath, [PROGRAM, 'start', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const secondsUntilServing = async (output: Readable, announcement: RegExp): Promise<number> => {
    await (await fetch(await announcedUrl(output, announcement))).text();
    return (performance.now() - begun) / 1_000;
  };
  try {
    const [ready, played] = await Promise.all([secondsUntilServing(child.stderr, /^Ready: (\S+)/), secondsUntilServing(child.stdout, /^Console: +(\S+)/)]);
    return { ready, played };
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
};

/** Waits for the line that announces a URL; what follows it is dropped. */
const announcedUrl = async (output: Readable, announcement: RegExp): Promise<string> => {
  const said: string[] = [];
  for await (const line of createInterface({ input: output })) {
    const url = announcement.exec(line)?.[1];
    if (url !== undefined) {
      output.resume();
      return url;
    }
    said.push(line);
  }
  throw new Error(`npm start ended before it said ${announcement.source}: ${said.slice(-5).join('\n')}`);
};
