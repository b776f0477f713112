import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** JSON with line comments and trailing commas, which is all that the recorded definitions use of JSON5. */
const parseJson5 = (text: string): unknown =>
  JSON.parse(
    text
      .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*/g, (_, literal: string | undefined) => literal ?? '')
      .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, literal: string | undefined) => literal ?? ''),
  );

const definitionSchema = z.looseObject({
  QueryLanguage: z.string().optional(),
  States: z.record(z.string(), z.looseObject({})),
});
export type Definition = z.infer<typeof definitionSchema>;

const caseSchema = z.object({
  id: z.string(),
  template: z.string(),
  input: z.json(),
  terminal: z.json(),
  events: z.array(z.looseObject({ id: z.number(), type: z.string() })),
});
export type RecordedCase = z.infer<typeof caseSchema>;

const intrinsicSchema = z.object({
  id: z.string(),
  template: z.string(),
  input: z.json(),
  terminal_type: z.string(),
  output: z.json(),
  error: z.object({ error: z.string(), cause: z.string() }).nullable(),
});
export type RecordedIntrinsic = z.infer<typeof intrinsicSchema>;

const folder = (data: string): string => join(data, 'asl-localstack-aws-recordings');
const lines = <T>(file: string, schema: z.ZodType<T>): T[] =>
  readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => schema.parse(JSON.parse(line)));

export const loadCases = (data: string): RecordedCase[] => lines(join(folder(data), 'cases.jsonl'), caseSchema);
export const loadIntrinsics = (data: string): RecordedIntrinsic[] => lines(join(folder(data), 'intrinsic_functions.jsonl'), intrinsicSchema);

/** The definition of a recording, `template` as the recording names it. */
export const loadDefinition = (data: string, template: string): Definition =>
  definitionSchema.parse(parseJson5(readFileSync(join(folder(data), 'definitions', template.replace(/^templates\//, '')), 'utf8')));

/** Recorded documents are objects where they were JSON objects, and JSON text where they were anything else. */
export const toDocument = (recorded: unknown): unknown => (typeof recorded === 'string' ? JSON.parse(recorded) : recorded);
