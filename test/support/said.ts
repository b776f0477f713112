import { runProgram } from '../../infra/local/commands/program';

/** What the program `revsignal` says to a command line that opens no store, on 2024-10-20. */
export const said = async (...args: string[]): Promise<{ readonly status: number; readonly printed: string; readonly noted: string }> => {
  let [printed, noted] = ['', ''];
  const status = await runProgram(args, {
    print: (text) => void (printed += text),
    note: (text) => void (noted += text),
    progress: { begin: () => ({ at: () => {}, end: () => {} }) },
    now: () => Date.parse('2024-10-20T00:00:00Z'),
    env: {},
    directory: '/nowhere',
  });
  return { status, printed, noted };
};
