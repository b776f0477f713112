import { said } from '../../support/said';

it.each([
  { args: ['plan', '--db', 'd'], noted: 'Give the name of one workflow, e.g. revsignal plan usergems-sync\n' },
  { args: ['plan', 'usergems-sync', 'usergems-notify', '--db', 'd'], noted: 'Give the name of one workflow, e.g. revsignal plan usergems-sync\n' },
  { args: ['plan', 'usergems-snyc', '--db', 'd'], noted: expect.stringContaining('did you mean usergems-sync?') },
  { args: ['plan', 'usergems-sync', '--db', 'd', '--as-of', '2024-02-30'], noted: '--as-of is "2024-02-30": give a day as YYYY-MM-DD, or of lead-intake an instant as YYYY-MM-DDTHH:MM:SSZ\n' },
  { args: ['plan', 'usergems-sync', '--db', 'd', '--limit', 'all'], noted: '--limit is "all": give a whole number\n' },
  { args: ['plan', 'usergems-sync'], noted: expect.stringContaining('Say where the records are') },
  { args: ['replay', 'usergems-sync', '--db', 'd'], noted: 'Say which day is to be replayed: --as-of YYYY-MM-DD\n' },
  { args: ['replay', 'usergems-retro-push', '--db', 'd', '--as-of', '2024-09-29'], noted: expect.stringContaining('Say which push with --push') },
  { args: ['replay', 'usergems-sync', '--db', 'd', '--as-of', '2024-10-15', '--push', '2'], noted: '--push belongs to usergems-retro-push; usergems-sync has none\n' },
  { args: ['replay', 'usergems-sync', '--db', 'd', '--as-of', '2024-10-15', '--limit', '2'], noted: expect.stringContaining('--limit') },
  { args: ['replay', 'usergems-sync', '--db', '/nowhere/at/all', '--as-of', '2024-10-15'], noted: '--db /nowhere/at/all holds no records of this release: give the folder that npm start -- --db DIR made\n' },
])('revsignal $args', async ({ args, noted }) => {
  expect(await said(...args)).toEqual({ status: 2, printed: '', noted });
});

it.each(['plan', 'replay'])('revsignal %s --help says what it does', async (command) => {
  expect(await said(command, '--help')).toMatchObject({ status: 0, printed: expect.stringContaining(`revsignal ${command} WORKFLOW`), noted: '' });
});
