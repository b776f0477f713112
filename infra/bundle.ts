import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Settings } from '../shared/contracts/settings';
import type { FunctionName } from './functions.table';
import { FUNCTIONS, FUNCTION_NAMES } from './functions.table';

/** Dependencies that were published as CommonJS call `require`, which an ES module does not have. */
const REQUIRE_FOR_COMMONJS = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Ways to credentials that a Lambda never takes: its role's stand in the environment, which is asked first. The SDK imports them
 * lazily; left out they save a tenth of each bundle.
 */
const CREDENTIALS_OF_DEVELOPERS = ['sso', 'ini', 'process', 'web-identity', 'login'].map((provider) => `@aws-sdk/credential-provider-${provider}`);

/**
 * Bundles every function with one call of esbuild and writes the stage's settings and the checked rules beside each.
 * The target is the oldest Node that is supported, so that the same files run on AWS and on one machine; the SDK is part of the bundle.
 * The same sources give the same bytes. Returns the folder of each function, with `index.mjs`, `settings.json` and `rules.json`.
 */
export const bundleFunctions = async ({
  root = process.cwd(),
  outDir,
  rules,
  settings,
}: {
  /** Folder of the sources, the project's own unless a test has others. */
  root?: string;
  outDir: string;
  rules: unknown;
  settings: Settings;
}): Promise<Record<FunctionName, string>> => {
  await build({
    absWorkingDir: root,
    entryPoints: FUNCTION_NAMES.map((name) => ({ in: FUNCTIONS[name].entry, out: `${name}/index` })),
    outdir: resolve(outDir),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    external: CREDENTIALS_OF_DEVELOPERS,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    banner: { js: REQUIRE_FOR_COMMONJS },
    logLevel: 'warning',
  });
  const files = { 'settings.json': JSON.stringify(settings), 'rules.json': JSON.stringify(rules) };
  const folders = FUNCTION_NAMES.map((name) => [name, join(outDir, name)] as const);
  for (const [, folder] of folders) {
    await mkdir(folder, { recursive: true });
    await Promise.all(Object.entries(files).map(([file, content]) => writeFile(join(folder, file), content)));
  }
  return Object.fromEntries(folders) as Record<FunctionName, string>;
};
