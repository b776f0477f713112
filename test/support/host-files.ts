import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the host's thread entries stand. */
export const HOST_DIRECTORY = join(__dirname, '../../infra/local/host');

/** A directory that lives as long as the tests of the file that asks for it. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'revsignal-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** Writes files (path relative to the directory -> text, or an object as JSON). */
export const writeFiles = (directory: string, files: Readonly<Record<string, string | object>>): string => {
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
};
