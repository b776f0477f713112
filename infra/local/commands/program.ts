import { AppError, invalidInputError } from '../../../shared/errors/app-error';
import { closestName } from '../../rules/closest-name';
import type { ExitStatus, Io } from './command';
import { COMMANDS, type CommandRow } from './commands.table';

/**
 * The program `revsignal`: finds the command, shows help and turns errors into messages. What a command throws as AppError is the
 * caller's to mend and shown as it is; anything else with the name of its class.
 */
export const runProgram = async (args: readonly string[], io: Io, commands: readonly CommandRow[] = COMMANDS): Promise<ExitStatus> => {
  try {
    const [first, ...rest] = args;
    if (first === undefined || isHelp(first)) {
      io.print(first === 'help' && rest[0] !== undefined ? (await commandNamed(rest[0], commands).load()).help : overview(commands));
      return first === undefined ? 2 : 0;
    }
    const command = await commandNamed(first, commands).load();
    if (rest.some((arg) => arg === '--help' || arg === '-h')) {
      io.print(command.help);
      return 0;
    }
    return await command.run(rest, io);
  } catch (error) {
    io.note(`${error instanceof AppError ? error.message : error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
    return 2;
  }
};

const isHelp = (arg: string): boolean => arg === 'help' || arg === '--help' || arg === '-h';

const commandNamed = (name: string, commands: readonly CommandRow[]): CommandRow => {
  const command = commands.find((row) => row.name === name);
  if (command) return command;
  const close = closestName(name, commands.map((row) => row.name));
  throw invalidInputError(`There is no command "${name}"${close === undefined ? '.' : `; did you mean ${close}?`} See revsignal --help`);
};

const overview = (commands: readonly CommandRow[]): string => {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`);
  return `revsignal: revenue signals as a serverless workflow.

  revsignal COMMAND ...
  revsignal COMMAND --help

${lines.join('')}
Status 0: done. 1: done, and something is wrong or was not found; the output says what. 2: the command was wrong or could not be carried out.
`;
};
