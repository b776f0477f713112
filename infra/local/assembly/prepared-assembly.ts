import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckedRule } from '../../../shared/domain/rule-set';
import type { Stage } from '../../config/stage';

export interface PreparedAssembly {
  /** The synthesized cloud assembly; its bundles lie beside it. */
  readonly directory: string;
  readonly rules: readonly CheckedRule[];
}

/** What the assembly is made of. */
const SOURCES = ['infra', 'lambdas', 'shared', 'cdk.json', 'package-lock.json'];

/**
 * The assembly of a stage, built when one of its sources has changed since the last time. `npm ci` prepares it, so that `npm start`
 * is ready at once: neither CDK nor esbuild is loaded when nothing changed. `root` is the project's folder.
 */
export const preparedAssembly = async (root: string, stage: Stage): Promise<PreparedAssembly> => {
  const kept = join(root, 'dist', 'local');
  const name = await fingerprint(root, stage);
  const folder = join(kept, name);
  // The rules are written last: a folder without them was not finished.
  const rules = join(folder, 'rules.json');
  if (!existsSync(rules)) {
    const { buildAssembly } = await import('./build-assembly');
    await buildAssembly({ root, folder, stage });
    await removeOld(kept, name);
  }
  return { directory: join(folder, 'assembly'), rules: JSON.parse(await readFile(rules, 'utf8')) as CheckedRule[] };
};

/** Of the stage, the project's place (the assembly names its bundles by absolute path) and every source. */
const fingerprint = async (root: string, stage: Stage): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify([resolve(root), stage]));
  for (const source of SOURCES) {
    const path = join(root, source);
    const files = (await stat(path)).isDirectory() ? (await readdir(path, { recursive: true })).sort().map((file) => join(path, file)) : [path];
    const contents = await Promise.all(files.map(async (file) => ((await stat(file)).isFile() ? [file, await readFile(file)] : [])));
    for (const part of contents.flat()) hash.update(part);
  }
  return hash.digest('hex').slice(0, 16);
};

/** Assemblies that are kept beside the newest, for whoever still runs on one. */
const KEPT = 2;

const removeOld = async (kept: string, newest: string): Promise<void> => {
  const others = (await readdir(kept)).filter((name) => name !== newest);
  const aged = await Promise.all(others.map(async (name) => ({ name, at: (await stat(join(kept, name))).mtimeMs })));
  for (const { name } of aged.sort((a, b) => b.at - a.at).slice(KEPT)) await rm(join(kept, name), { recursive: true, force: true });
};
