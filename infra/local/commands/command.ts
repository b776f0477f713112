import type { Progress } from '../progress';

/** 0: done. 1: done, and the answer is no (nothing found, a difference, a failed run). 2: the command was wrong or could not be carried out. */
export type ExitStatus = 0 | 1 | 2;

/** What a command says and knows of the process it runs in. */
export interface Io {
  /** The answer, and nothing but the answer: it may be piped into a file or another program. */
  readonly print: (text: string) => void;
  /** Remarks for whoever watches. */
  readonly note: (text: string) => void;
  readonly progress: Progress;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder infra/local: where the threads' entry files are found. */
  readonly directory: string;
}

/** A command of the program. It throws AppError for what the caller can mend: the program prints the message and ends with 2. */
export interface Command {
  /** The whole help text; ends with a line feed. */
  readonly help: string;
  /** `args` are those after the command's name; help was not asked for. */
  readonly run: (args: readonly string[], io: Io) => Promise<ExitStatus>;
}
