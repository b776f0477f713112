import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema, type Settings } from '../contracts/settings';
import type { CheckedRule } from '../domain/rule-set';
import { configError } from '../errors/app-error';

/** What synthesis wrote beside the bundle, and the hashes that stand on every run and decision. */
export interface BundleConfig {
  readonly settings: Settings;
  readonly rules: readonly CheckedRule[];
  readonly settingsHash: string;
  readonly rulesHash: string;
}

/** From settings and checked rules, as tests and commands have them at hand. */
export const bundleConfig = (settings: Settings, rules: readonly CheckedRule[]): BundleConfig => ({ settings, rules, settingsHash: hashOf(settings), rulesHash: hashOf(rules) });

/** Reads settings.json and rules.json of the running Lambda. Throws ConfigError when they are missing or do not fit. */
export const loadBundleConfig = (): BundleConfig => {
  const folder = process.env['LAMBDA_TASK_ROOT'];
  if (folder === undefined) throw configError('LAMBDA_TASK_ROOT is not set: this code runs in a Lambda or in the embedded runtime only');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return bundleConfig(settingsSchema.parse(read('settings.json')), read('rules.json') as CheckedRule[]);
};

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
