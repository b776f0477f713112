import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { temporaryDirectory, writeFiles } from '../support/host-files';
import { jsonLines, lines } from '../support/import-files';
import { aJobChange } from '../support/usergems-bodies';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');
const PROGRAM = join(ROOT, 'bin/revsignal.mjs');

const revsignal = (...args: readonly string[]): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    // Elsewhere than in the project's folder: the program finds its own files.
    execFile(process.execPath, [PROGRAM, ...args], { cwd: __dirname }, (error, out, err) => resolve({ code: error === null ? 0 : error.code, out, err }));
  });

describe('the program revsignal', () => {
  const directory = temporaryDirectory();
  const db = join(directory, 'db');

  it('imports a folder into the records of a start and explains what came in', async () => {
    const folder = writeFiles(join(directory, 'in'), {
      'Contact.csv': lines('Id,LastName,Email', '0035000000AAAAA,Okafor,ada@acme.example'),
      'UserGemsEvents.jsonl': jsonLines({ receivedAt: '2024-10-03T17:05:00Z', body: aJobChange('ug-1', '0035000000AAAAA', { company: 'Globex' }) }),
    });
    expect(await revsignal('start', '--db', db, '--data', folder, '--once')).toMatchObject({ code: 0 });

    expect(await revsignal('import', '--db', db, folder)).toMatchObject({ code: 0, out: expect.stringContaining('Contact: 1 taken in') });
    const event = await revsignal('explain', '--db', db, 'ug-1', '--json');
    expect(event.code).toBe(0);
    expect(JSON.parse(event.out)).toMatchObject({ kind: 'Event', id: 'ug-1', signals: [{ outcome: 'held', waitsFor: { runId: 'usergems-sync-2024-11-05', state: 'missed' } }] });
    expect(await revsignal('explain', '--db', db, '0035000000AAAAA')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Not tracked: it has no role on any opportunity.') });
    expect(await revsignal('explain', '--db', db, 'ada@acme.example')).toEqual({ code: 1, out: '', err: 'ada@acme.example is the e-mail of 0035000000AAAAA: explain one of these\n' });
    expect(await revsignal('explain', '--db', db, 'ug-9')).toEqual({ code: 1, out: '', err: expect.stringContaining('Nothing has the id ug-9') });
  });

  it('says nothing when its reader has gone away', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (data: Buffer) => void (err += data.toString()));

    const [code] = await once(child, 'close');

    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
