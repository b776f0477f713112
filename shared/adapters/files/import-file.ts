import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { invalidInputError } from '../../errors/app-error';

/**
 * Where a file of an import folder is: `<name>` or `<name>.gz`, undefined when the folder has neither (contracts, section 2). A folder
 * that cannot be read, or that holds both, is an InvalidInputError.
 */
export const findImportFile = async (dir: string, name: string): Promise<string | undefined> => {
  const entries = await readdir(dir).catch((cause: unknown) => {
    throw invalidInputError(`The folder ${dir} cannot be read: ${messageOf(cause)}`);
  });
  const [found, other] = entries.filter((entry) => entry === name || entry === `${name}.gz`);
  if (other !== undefined) throw invalidInputError(`The folder ${dir} holds ${name} and ${name}.gz: keep one of them.`);
  return found === undefined ? undefined : join(dir, found);
};

/**
 * Streams the text of a file in chunks: UTF-8 without its byte-order mark, unzipped when the name ends in `.gz`. A file that cannot be
 * read or breaks off is an InvalidInputError that names it.
 */
export async function* readImportText(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  // The callback has nothing to do: an error also ends the loop below.
  const bytes = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    throw invalidInputError(`${basename(path)} cannot be read: ${messageOf(cause)}`, { file: basename(path) });
  }
}

const messageOf = (cause: unknown): string => String(typeof cause === 'object' && cause !== null && 'message' in cause ? cause.message : cause);
