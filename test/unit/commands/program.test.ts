import { COMMANDS } from '../../../infra/local/commands/commands.table';
import { runProgram } from '../../../infra/local/commands/program';
import { said } from '../../support/said';

const NAMES = COMMANDS.map(({ name }) => name);

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('revsignal %s lists every command with its summary', async (help) => {
    const { status, printed, noted } = await said(help);

    expect({ status, noted }).toEqual({ status: 0, noted: '' });
    expect(printed.split('\n').filter((line) => line.startsWith('  ') && !line.startsWith('  revsignal')).map((line) => line.trim().split(/ {2,}/))).toEqual(COMMANDS.map(({ name, summary }) => [name, summary]));
  });

  it('without a command it is shown too, and that is an error', async () => {
    expect(await said()).toEqual({ ...(await said('--help')), status: 2 });
  });

  it.each(NAMES)('%s has its help, asked in either way, whatever else is asked', async (name) => {
    const help = await said('help', name);

    expect(help).toMatchObject({ status: 0, noted: '' });
    expect(help.printed).toMatch(/\n$/);
    expect(help.printed).toContain(name === 'start' ? 'npm start' : `revsignal ${name}`);
    expect(await said(name, '--help')).toEqual(help);
    expect(await said(name, '--db', 'd', 'x', '-h')).toEqual(help);
  });
});

it.each([
  [['explian'], 'There is no command "explian"; did you mean explain? See revsignal --help\n'],
  [['frobnicate'], 'There is no command "frobnicate". See revsignal --help\n'],
  [['help', 'explian'], 'There is no command "explian"; did you mean explain? See revsignal --help\n'],
])('%j is refused with the closest name', async (args, noted) => {
  expect(await said(...args)).toEqual({ status: 2, printed: '', noted });
});

describe('which store', () => {
  it.each([
    [['x'], 'Say where the records are: --stage STAGE for the tables on AWS, or --db DIR for the folder of npm start -- --db DIR\n'],
    [['x', '--db', 'd', '--stage', 'prod'], '--stage and --db name two stores: give one of them\n'],
    [['x', '--stage', 'local'], expect.stringContaining('it has no tables on AWS. Name your own stage, give --db DIR')],
    [['x', '--stage', 'prod'], 'There is no stage "prod": known are local. Add it to infra/config/stages.ts.\n'],
    [['x', '--db', '/nowhere/at/all'], '--db /nowhere/at/all holds no records of this release: give the folder that npm start -- --db DIR made\n'],
    [['x', '--db'], expect.stringContaining('See revsignal explain --help')],
    [['x', '--dbb', 'd'], expect.stringContaining('See revsignal explain --help')],
  ])('explain %j', async (args, noted) => {
    expect(await said('explain', ...args)).toEqual({ status: 2, printed: '', noted });
  });
});

it.each([
  [['explain', '--db', 'd'], 'Give one id'],
  [['explain', '--db', 'd', 'a', 'b'], 'Give one id'],
  [['erase', '--db', 'd'], 'Give the e-mail address of one person'],
  [['erase', '--db', 'd', 'ada@company.example'], 'cannot be undone: repeat it with --yes'],
  [['import', '--db', 'd'], 'Give one folder to import'],
  [['import', '--db', 'd', 'in', 'more'], 'Give one folder to import'],
  [['merge', '--db', 'd', '00Q1'], 'Give two ids, first that of the record that stays'],
  [['unmerge', '--db', 'd', '00Q1', '00Q2', '00Q3'], 'Give two ids, first that of the record that is left'],
  [['plan', 'contact-us-clock', '--db', 'd'], 'contact-us-clock is started by a Contact Us request, not for a business date'],
  [['replay', 'lead-intake', '--db', 'd', '--as-of', '2018-07-06T23:01'], '--as-of is "2018-07-06T23:01": give a day as YYYY-MM-DD, or of lead-intake an instant'],
  [['redrive', '--db', 'd'], 'Give the ids of the signals to redrive, or --list'],
  [['redrive', '--db', 'd', '--list', 'ug-1'], 'Give the ids of the signals to redrive, or --list'],
  [['redrive', '--db', 'd', '--body', 'fixed.json', 'ug-1', 'ug-2'], '--body is the corrected body of one signal'],
  [['redrive', '--db', 'd', '--body', '/nowhere/fixed.json', 'ug-1'], '--body /nowhere/fixed.json cannot be read'],
])('%j is refused with the fix', async (args, noted) => {
  expect(await said(...args)).toEqual({ status: 2, printed: '', noted: expect.stringContaining(noted) });
});

it('an error that is not the caller’s shows its class', async () => {
  let noted = '';
  const broken = { name: 'broken', summary: '', load: () => Promise.resolve({ help: '', run: () => Promise.reject(new TypeError('x is not a function')) }) };
  const io = { print: () => {}, note: (text: string) => void (noted += text), progress: { begin: () => ({ at: () => {}, end: () => {} }) }, now: () => 0, env: {}, directory: '' };

  expect(await runProgram(['broken'], io, [broken])).toBe(2);
  expect(noted).toBe('TypeError: x is not a function\n');
});
