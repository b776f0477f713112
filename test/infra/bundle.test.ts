import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleFunctions } from '../../infra/bundle';
import { FUNCTIONS, FUNCTION_NAMES } from '../../infra/functions.table';
import { stageNamed } from '../../infra/config/stages';
import { synthesize } from '../../infra/synthesize';
import { freshFolder, resourcesOf, templateOf } from './synthesized';

const { settings } = stageNamed('local');
const rules = [{ id: 'UG-TIER', where: 'Id != null' }];

/** A project in which every function answers with its own name. */
const projectOfEchoes = (): string => {
  const root = freshFolder();
  FUNCTION_NAMES.forEach((name) => {
    const path = join(root, FUNCTIONS[name].entry);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `export const handler = async (): Promise<string> => '${name}';\n`);
  });
  return root;
};

describe('bundling', () => {
  it('puts an ES module with its source map, the settings and the rules into a folder for each function', async () => {
    const folders = await bundleFunctions({ root: projectOfEchoes(), outDir: freshFolder(), rules, settings });

    expect(Object.keys(folders)).toEqual(FUNCTION_NAMES);
    expect(Object.values(folders).map((folder) => readdirSync(folder).sort())).toEqual(FUNCTION_NAMES.map(() => ['index.mjs', 'index.mjs.map', 'rules.json', 'settings.json']));
    expect(JSON.parse(readFileSync(join(folders['open-run'], 'settings.json'), 'utf8'))).toEqual(settings);
    expect(JSON.parse(readFileSync(join(folders['open-run'], 'rules.json'), 'utf8'))).toEqual(rules);
  });

  it('gives the same bytes for the same sources', async () => {
    const root = projectOfEchoes();
    const bundle = async (): Promise<string[]> => {
      const folders = await bundleFunctions({ root, outDir: join(root, 'dist'), rules, settings });
      return Object.values(folders).flatMap((folder) => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')));
    };

    expect(await bundle()).toEqual(await bundle());
  });

  it('hands each function its own bundle in the synthesized app, where it lies', async () => {
    const bundles = await bundleFunctions({ root: projectOfEchoes(), outDir: freshFolder(), rules, settings });
    const assembly = synthesize({ outDir: freshFolder(), stage: 'local', bundles });
    const { files } = JSON.parse(readFileSync(join(assembly.directory, 'revsignal-local-app.assets.json'), 'utf8')) as { files: Record<string, { source: { path: string } }> };
    const sources = Object.values(resourcesOf(templateOf(assembly, 'app'), 'AWS::Lambda::Function')).map(({ Properties: { FunctionName, Code } }) => {
      const hash = (Code as { S3Key: string }).S3Key.replace('.zip', '');
      return [String(FunctionName).replace('revsignal-local-', ''), files[hash]?.source.path];
    });

    expect(Object.fromEntries(sources)).toEqual(bundles);
  });
});
