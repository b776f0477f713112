import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { temporaryDirectory } from '../support/host-files';

/** plan and replay over the records that a start of the sample company left: its Tuesday is 2024-10-01, its Wednesday the day after. */
const ROOT = join(__dirname, '../..');
const run = (...args: readonly string[]): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...args], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => resolve({ code: error === null ? 0 : error.code, out, err }));
  });

const directory = temporaryDirectory();

it('plan tells of a Tuesday to come, replay repeats nothing of a day that was and runs one that was not', async () => {
  const db = join(directory, 'db');
  const revsignal = async (...args: readonly string[]) => {
    const { code, out, err } = await run('bin/revsignal.mjs', ...args, '--db', db, '--json');
    if (out === '') throw new Error(err);
    return { code, ...JSON.parse(out) };
  };
  expect(await run('bin/revsignal.mjs', 'start', '--db', db, '--once')).toMatchObject({ code: 0 });

  expect(await revsignal('plan', 'usergems-sync', '--as-of', '2024-10-08')).toMatchObject({ code: 0, workflow: 'usergems-sync', runBefore: 'none', ends: { status: 'SUCCEEDED' } });

  const complete = await revsignal('replay', 'usergems-notify', '--as-of', '2024-10-02');
  expect(complete).toMatchObject({ code: 0, execution: 'usergems-notify-2024-10-02-r1', runBefore: 'SUCCEEDED', status: 'SUCCEEDED', sentNow: 0 });
  expect(complete.sentBefore).toBeGreaterThan(0);
  expect(await revsignal('replay', 'usergems-notify', '--as-of', '2024-10-03')).toMatchObject({ code: 0, execution: 'usergems-notify-2024-10-03-r1', runBefore: 'none', status: 'SUCCEEDED' });

  expect(await revsignal('plan', 'usergems-notify', '--as-of', '2024-10-09')).toMatchObject({ code: 1, ends: { status: 'FAILED', error: 'PredecessorMissingError' }, messages: [], alerts: [{ kind: 'RUN_FAILED usergems-notify-2024-10-09' }] });
}, 300_000);
