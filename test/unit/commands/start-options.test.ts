import { parseStartOptions } from '../../../infra/local/commands/start-command';

describe('the options of npm start (contracts, section 4)', () => {
  it('none: the sample company on port 4600', () => {
    expect(parseStartOptions([])).toEqual({ data: undefined, from: undefined, to: undefined, out: undefined, once: false, port: 4600, db: undefined, as: undefined, log: undefined });
  });

  it('all of them', () => {
    const args = ['--data', 'in', '--from', '2024-09-23', '--to', '2024-10-10', '--out', 'out', '--once', '--port', '0', '--db', 'db', '--as', 'ada@company.example', '--log', 'log'];

    expect(parseStartOptions(args)).toEqual({ data: 'in', from: '2024-09-23', to: '2024-10-10', out: 'out', once: true, port: 0, db: 'db', as: 'ada@company.example', log: 'log' });
  });

  it.each([
    [['--from', '2024-09-23', '--data', 'in'], '--from and --to go together: give both days of the period'],
    [['--from', '2024-09-23', '--to', '2024-09-22', '--data', 'in'], '--from 2024-09-23 lies after --to 2024-09-22'],
    [['--from', '2024-02-30', '--to', '2024-03-01', '--data', 'in'], '--from is "2024-02-30": give a day as YYYY-MM-DD'],
    [['--from', '2024-02-01', '--to', 'tomorrow', '--data', 'in'], '--to is "tomorrow": give a day as YYYY-MM-DD'],
    [['--from', '2024-09-23', '--to', '2024-09-24'], '--from and --to replay a folder: give it with --data DIR'],
    [['--port', '65536'], '--port is "65536": give a number from 0 to 65535'],
    [['--port', '-1'], /--port.*See revsignal start --help/s],
    [['--port', '1e3'], '--port is "1e3": give a number from 0 to 65535'],
    [['--onse'], /--onse.*See revsignal start --help/s],
    [['folder'], /folder.*See revsignal start --help/s],
  ])('%j is refused with the fix', (args, message) => {
    expect(() => parseStartOptions(args)).toThrow(message);
  });
});
