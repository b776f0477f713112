import { fileURLToPath } from 'node:url';
import { AppError } from '../../shared/errors/app-error';
import { bundleConfig } from '../../shared/runtime/bundle-config';
import { storeDeps } from '../../shared/runtime/store-deps';
import { describeImport, IMPORT_HELP, importAll, importStatus, parseImportOptions, type ImportOptions } from './import-command';
import { openStore } from './open-store';
import { showProgress } from './progress';

const main = async ({ store, dir, json }: ImportOptions): Promise<number> => {
  const { settings, tables, close } = await openStore(store, fileURLToPath(new URL('host', import.meta.url)));
  try {
    // An import asks no rule.
    const summary = await importAll(dir, storeDeps(tables, bundleConfig(settings, [])), showProgress(process.stderr));
    process.stdout.write(`${json ? JSON.stringify(summary, undefined, 2) : describeImport(summary)}\n`);
    return importStatus(summary);
  } finally {
    await close();
  }
};

try {
  const options = parseImportOptions(process.argv.slice(2), process.env['AWS_ENDPOINT_URL_DYNAMODB']);
  if (options === undefined) process.stdout.write(IMPORT_HELP);
  else process.exitCode = await main(options);
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exitCode = 2;
}
