import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFolder, type ImportReport } from '../../infra/local/import/import-folder';
import type { Progress } from '../../infra/local/progress';
import { writeFiles } from './host-files';

export const SILENT: Progress = { begin: () => ({ at: () => {}, end: () => {} }) };

/** Lines of a file. */
export const lines = (...rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');
export const jsonLines = (...values: readonly unknown[]): string => lines(...values.map((value) => JSON.stringify(value)));

/** Works in a folder of these files, which is removed afterwards. */
export const inFolder = async <Result>(files: Readonly<Record<string, string>>, work: (dir: string) => Promise<Result>): Promise<Result> => {
  const dir = mkdtempSync(join(tmpdir(), 'revsignal-import-'));
  try {
    return await work(writeFiles(dir, files));
  } finally {
    rmSync(dir, { recursive: true });
  }
};

/** Imports a folder of these files. */
export const importFiles = (files: Readonly<Record<string, string>>, deps: Parameters<typeof importFolder>[1]): Promise<ImportReport> => inFolder(files, (dir) => importFolder(dir, deps, SILENT));
