import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefinitionError, parseStateMachine } from '../../../infra/local/asl/definition';

const data = process.env['REVSIGNAL_DATA'] ?? '';
const whenData = data ? describe : describe.skip;
const note = data ? '' : ' (skipped: REVSIGNAL_DATA is not set)';

const folder = join(data, 'asl-validator-definitions');
const files = data ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
/** The definition with its query language declared at the top, where these files often leave it to the states. */
const asJsonata = (name: string): object => ({ ...JSON.parse(readFileSync(join(folder, name), 'utf8')), QueryLanguage: 'JSONata' });

const problemsOf = (definition: object): readonly string[] => {
  try {
    parseStateMachine(definition);
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
  return [];
};

/** Judged otherwise by AWS, or by somebody else here. */
const OTHER_VERDICT: Readonly<Record<string, string>> = {
  'invalid-json-surround-syntax-extra-spaces.json': 'recorded on AWS: with a blank before it, an expression is plain text',
  'invalid-jsonata-surround-syntax-no-spaces.json': '{%10%} is an expression: the specification asks for no blanks',
  'invalid-task-alias-function.json': 'a malformed function ARN is for the host to refuse',
  'valid-assign.asl.json': 'a hyphen is allowed in no variable name, https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html',
  'valid-task-intrisic-function.json': 'intrinsics of CloudFormation are resolved before a definition comes here',
};

/** The definitions that need nothing but their query language declared; all other valid ones are JSONPath, or use what is not implemented. */
const ACCEPTED = [
  'valid-comments-are-not-parsed.asl.json', 'valid-fail.json', 'valid-json-surround-syntax.json', 'valid-jsonata-syntax-function-call.json',
  'valid-jsonata-syntax-path-expression.json', 'valid-jsonata-syntax-simple-arithmetic.json', 'valid-map-items.asl.json',
  'valid-parallel-nested-2.json', 'valid-parallel-nested.json', 'valid-parallel-with-catch.json', 'valid-parallel.json',
  'valid-retry-failure.json', 'valid-task-alias-function.json', 'valid-wait-jsonata.asl.json',
];
const BY_DESIGN = /JSONPath, which is not implemented|is not implemented|needs ProcessorConfig with Mode DISTRIBUTED/;

whenData(`state machines judged by another validator${note}`, () => {
  const judged = files.filter((name) => !(name in OTHER_VERDICT));

  it('are all here', () => {
    expect({ all: files.length, judged: judged.length }).toEqual({ all: 112, judged: 107 });
  });

  it.each(judged.filter((name) => name.startsWith('invalid-')))('%s is refused', (name) => {
    expect(problemsOf(asJsonata(name))).not.toEqual([]);
  });

  it('of the valid ones accepts those that are JSONata through and through', () => {
    expect(judged.filter((name) => name.startsWith('valid-') && problemsOf(asJsonata(name)).length === 0)).toEqual(ACCEPTED);
  });

  it.each(judged.filter((name) => name.startsWith('valid-') && !ACCEPTED.includes(name)))('%s is refused for JSONPath, or for what is not implemented', (name) => {
    expect(problemsOf(asJsonata(name))).toContainEqual(expect.stringMatching(BY_DESIGN));
  });

  it.each(Object.entries(OTHER_VERDICT))('%s: %s', (name) => {
    expect(problemsOf(asJsonata(name)).length === 0).toBe(name.startsWith('invalid-'));
  });
});
