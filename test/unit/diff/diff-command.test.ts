import type { Io } from '../../../infra/local/commands/command';
import { runProgram } from '../../../infra/local/commands/program';
import { printDifference } from '../../../infra/local/diff/print-difference';
import { diffUnder, livedWeek } from '../../support/diff-week';
import { inFolder, SILENT } from '../../support/import-files';

const run = async (...args: string[]) => {
  let [said, noted] = ['', ''];
  const io: Io = { print: (text) => void (said += text), note: (text) => void (noted += text), progress: SILENT, now: () => 0, env: {}, directory: '/nowhere/' };
  return { status: await runProgram(['diff', ...args], io), said, noted };
};

describe('revsignal diff', () => {
  it.each([
    { args: ['--db', 'x'], says: 'Name the file with the other rules: --rules FILE. See revsignal diff --help\n' },
    { args: ['--rules', 'x'], says: /^Say where the records are: / },
    { args: ['--rules', 'x', '--db', 'x', '--days', 'few'], says: '--days is "few": give a whole number\n' },
    { args: ['--rules', 'x', '--db', 'x', '--days', '0'], says: '--days is "0": give at least one day\n' },
    { args: ['--rules', 'x', '--db', 'x', '--as-of', '2024-13-01'], says: '--as-of is "2024-13-01": give a day as YYYY-MM-DD\n' },
    { args: ['--rules', 'no-such-file', '--db', 'x'], says: /^--rules no-such-file cannot be read: .*ENOENT/ },
  ])('refuses $args', async ({ args, says }) => {
    const { status, said, noted } = await run(...args);
    expect({ status, said }).toEqual({ status: 2, said: '' });
    if (typeof says === 'string') expect(noted).toBe(says);
    else expect(noted).toMatch(says);
  });

  it('refuses a wrong file before it opens the store', () =>
    inFolder({ 'other.json': '{"rules": [{"id": "lead/opne", "off": true}]}' }, async (dir) => {
      expect((await run('--rules', `${dir}/other.json`, '--db', 'no-such-folder')).noted).toMatch(/there is no rule lead\/opne; did you mean lead\/open\?\n$/);
    }));

  it('prints what differs, both sides of it', async () => {
    const text = printDifference(await diffUnder(await livedWeek(), { settings: { notifications: { rule1dMode: 'literal' } } }), 3);

    expect(text).toContain('2024-10-02 to 2024-10-08, 18 signals: under the deployed rules and under the others. Nothing was written and nothing was sent.\n');
    expect(text).toContain('  notifications.rule1dMode  "title"   "literal"\n');
    expect(text).toContain('People who would be told more, less or no longer (1)\n  Recipient    Would be told\n  Name of bdr  nothing any more, instead of 2 messages\n');
  });

  it('says when everything comes out the same', async () => {
    const text = printDifference(await diffUnder(await livedWeek(), {}), 3);
    expect(text).toContain('The others are the deployed rules: no rule and no setting reads differently.\nEverything comes out the same.\n');
  });
});
