import type { ParseArgsConfig } from 'node:util';
import * as z from 'zod';
import { invalidInputError } from '../../../shared/errors/app-error';
import type { WorkflowName } from '../../../shared/names/workflows';
import { workflowNamed } from '../runs/business-start';

/** Options of the commands that are about a run. */
export const RUN_OPTIONS = { 'as-of': { type: 'string' }, push: { type: 'string' } } as const satisfies ParseArgsConfig['options'];

const AS_OF = z.union([z.iso.date(), z.iso.datetime({ offset: true, precision: 0 })]);

interface ParsedArgs {
  readonly values: { readonly 'as-of'?: string | undefined; readonly push?: string | undefined };
  readonly positionals: readonly string[];
}

/** The run that a command line names; InvalidInputError names the option and the fix. */
export const runNamedBy = (command: string, { values, positionals }: ParsedArgs): { readonly workflow: WorkflowName; readonly asOf: string | undefined; readonly push: number | undefined } => {
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw invalidInputError(`Give the name of one workflow, e.g. revsignal ${command} usergems-sync`);
  const { 'as-of': asOf, push } = values;
  if (asOf !== undefined && !AS_OF.safeParse(asOf).success) throw invalidInputError(`--as-of is "${asOf}": give a day as YYYY-MM-DD, or of lead-intake an instant as YYYY-MM-DDTHH:MM:SSZ`);
  return { workflow: workflowNamed(name), asOf, push: wholeNumber('--push', push) };
};

/** A whole number of an option, 0 or more; undefined when it was not given. */
export const wholeNumber = (option: string, value: string | undefined): number | undefined => {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw invalidInputError(`${option} is "${value}": give a whole number`);
  return Number(value);
};
