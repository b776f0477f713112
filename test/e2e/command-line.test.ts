import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { temporaryDirectory, writeFiles } from '../support/host-files';
import { jsonLines, lines } from '../support/import-files';
import { readRows } from '../support/replayed-folder';
import { aJobChange } from '../support/usergems-bodies';

/** Each start bundles, synthesizes and opens a store. */
jest.setTimeout(240_000);

const ROOT = join(__dirname, '../..');
const ENVIRONMENT = { ...process.env, USERGEMS_WEBHOOK_KEY: 'key-of-the-tests', AWS_ENDPOINT_URL_DYNAMODB: '' };

interface Ended {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

const run = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['bin/revsignal.mjs', ...args], { cwd: ROOT, env: ENVIRONMENT, maxBuffer: 2 ** 26 }, (error, out, err) => resolve({ code: error === null ? 0 : error.code, out, err }));
  });

describe('npm start', () => {
  it('--help says what there is', async () => {
    expect(await run('start', '--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('npm start -- --data DIR --from DAY --to DAY --out OUT --once') });
  });

  it('a wrong option ends with status 2 and names the fix', async () => {
    expect(await run('start', '--from', '2024-09-31', '--to', '2024-10-01')).toEqual({ code: 2, out: '', err: '--from is "2024-09-31": give a day as YYYY-MM-DD\n' });
  });
});

describe('npm start that stays up, its records, and npm run import', () => {
  const directory = temporaryDirectory();
  const db = join(directory, 'db');
  const HEADERS = { 'content-type': 'application/json', 'x-api-key': 'key-of-the-tests' };
  const DELIVERY = aJobChange('ug-by-hand', 'nobody', { company: 'Globex' });

  it('serves console and webhook until Ctrl+C, keeps its records, and takes a folder in between two starts', async () => {
    const up = spawn(process.execPath, ['bin/revsignal.mjs', 'start', '--db', db, '--port', '0'], { cwd: ROOT, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = once(up, 'exit');
    const { webhook, console } = await urlsOf(up);
    const post = async (body: unknown, headers: Readonly<Record<string, string>> = HEADERS): Promise<number> => (await fetch(webhook, { method: 'POST', headers, body: JSON.stringify(body) })).status;

    expect((await fetch(console)).status).toBe(200);
    expect(await post(DELIVERY)).toBe(202);
    expect(await post(DELIVERY)).toBe(200);
    expect(await post(DELIVERY, { ...HEADERS, 'x-api-key': 'another' })).toBe(401);
    expect(await post({ ...DELIVERY, type: 'departure' })).toBe(400);
    expect(await post({ ...DELIVERY, profile: 'x'.repeat(262_144) })).toBe(413);
    up.kill('SIGINT');
    expect(await ended).toEqual([0, null]);

    const folder = writeFiles(join(directory, 'folder'), {
      'Contact.csv': lines('Id,LastName', '003-by-hand,Okafor', ',Nobody'),
      'UserGemsEvents.jsonl': jsonLines({ receivedAt: '2024-10-03T17:05:00Z', body: aJobChange('ug-of-the-folder', '003-by-hand', { company: 'Globex' }) }),
    });
    const imported = await run('import', '--db', db, folder, '--json');
    expect(imported.code).toBe(1);
    expect(JSON.parse(imported.out)).toMatchObject({ taken: { Contact: 1, 'UserGemsEvents.jsonl': 1 }, badRows: [{ file: 'Contact.csv', line: 3, reason: 'ID_MISSING' }] });

    const out = join(directory, 'out');
    expect(await run('start', '--db', db, '--once', '--port', '0', '--out', out)).toMatchObject({ code: 0 });
    const signals = await readRows(join(out, 'SignalOutcome.csv'));
    expect(signals.filter(({ eventId }) => eventId === 'ug-by-hand' || eventId === 'ug-of-the-folder').map(({ eventId, outcome, reason }) => [eventId, outcome, reason])).toEqual([
      ['ug-by-hand', 'duplicate', 'SAME_ID'],
      ['ug-by-hand', 'held', 'FIRST_TUESDAY'],
      ['ug-by-hand', 'rejected', 'INVALID_BODY:type'],
      ['ug-by-hand', 'rejected', 'TOO_LARGE'],
      ['ug-of-the-folder', 'held', 'FIRST_TUESDAY'],
    ]);
    expect(signals.filter(({ outcome }) => outcome === 'lead_created').length).toBeGreaterThan(100);
  });
});

/** Where a start that stays up says that it serves. */
const urlsOf = async (process: ChildProcessByStdio<null, Readable, null>): Promise<{ readonly console: string; readonly webhook: string }> => {
  let said = '';
  for await (const chunk of process.stdout) {
    said += String(chunk);
    const [, console] = /^Console: +(\S+)/m.exec(said) ?? [];
    const [, webhook] = /^Webhook: +POST (\S+)/m.exec(said) ?? [];
    if (console !== undefined && webhook !== undefined) return { console, webhook };
  }
  throw new Error(`It ended without serving anything:\n${said}`);
};
