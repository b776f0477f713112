/** What the intrinsic functions of one stack refer to. `path` says where the reference stands, for errors. */
export interface References {
  ref(name: string, path: string): unknown;
  getAtt(logicalId: string, attribute: string, path: string): unknown;
  importValue(name: string, path: string): unknown;
  condition(name: string, path: string): boolean;
}

/** What `Ref: AWS::NoValue` resolves to; the property or element that holds it disappears. */
export const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Replaces every CloudFormation intrinsic in a template value by what it stands for.
 * Throws, naming the path, for a function that the embedded host does not evaluate.
 */
export const resolveIntrinsics = (value: unknown, references: References, path: string): unknown => {
  if (typeof value === 'string' && value.includes('{{resolve:')) throw new Error(`${path}: dynamic references (${value}) are not supported by the embedded host; read the secret at run time`);
  if (Array.isArray(value)) return value.map((element, index) => resolveIntrinsics(element, references, `${path}[${index}]`)).filter((element) => element !== NO_VALUE);
  if (!isRecord(value)) return value;
  const call = intrinsicCall(value);
  if (call !== undefined) return evaluate(call.name, call.argument, references, path);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, element]): [string, unknown] => [key, resolveIntrinsics(element, references, `${path}.${key}`)])
      .filter(([, element]) => element !== NO_VALUE),
  );
};

/** Evaluates an entry of a template's `Conditions`. Throws for a condition function that is not known. */
export const evaluateCondition = (condition: unknown, references: References, path: string): boolean => {
  const [name, argument, ...others] = isRecord(condition) ? Object.entries(condition).flat() : [];
  const evaluator = CONDITIONS.get(String(name));
  if (evaluator === undefined || others.length > 0) throw new Error(`${path}: ${String(name)} is no condition function (${[...CONDITIONS.keys()].join(', ')})`);
  return evaluator(argument, references, `${path}.${String(name)}`);
};

type Evaluator<Result> = (argument: unknown, references: References, path: string) => Result;

const evaluate: (name: string, ...rest: Parameters<Evaluator<unknown>>) => unknown = (name, argument, references, path) => {
  const evaluator = FUNCTIONS.get(name);
  if (evaluator === undefined) throw new Error(`${path}: ${name} is not supported by the embedded host (supported: ${[...FUNCTIONS.keys()].join(', ')})`);
  return evaluator(argument, references, `${path}.${name}`);
};

const FUNCTIONS = new Map<string, Evaluator<unknown>>([
  ['Ref', (argument, references, path) => references.ref(text(argument, path), path)],
  ['Fn::GetAtt', (argument, references, path) => {
    const [logicalId, attribute] = typeof argument === 'string' ? splitOnce(argument, '.') : list(argument, path, 2);
    return references.getAtt(text(logicalId, path), text(resolveIntrinsics(attribute, references, path), path), path);
  }],
  ['Fn::Join', (argument, references, path) => {
    const [separator, parts] = list(argument, path, 2);
    return list(resolveIntrinsics(parts, references, path), path).map((part) => text(part, path)).join(text(separator, path));
  }],
  ['Fn::Split', (argument, references, path) => {
    const [separator, source] = list(argument, path, 2);
    return text(resolveIntrinsics(source, references, path), path).split(text(separator, path));
  }],
  ['Fn::Select', (argument, references, path) => {
    const [index, choices] = list(argument, path, 2);
    const chosen = list(resolveIntrinsics(choices, references, path), path)[Number(resolveIntrinsics(index, references, path))];
    if (chosen === undefined) throw new Error(`${path}: there is no element ${JSON.stringify(index)} to select`);
    return chosen;
  }],
  ['Fn::Sub', (argument, references, path) => {
    const [template, variables] = typeof argument === 'string' ? [argument, {}] : list(argument, path, 2);
    return substitute(text(template, path), isRecord(variables) ? variables : {}, references, path);
  }],
  ['Fn::If', (argument, references, path) => {
    const [condition, whenTrue, whenFalse] = list(argument, path, 3);
    return resolveIntrinsics(references.condition(text(condition, path), path) ? whenTrue : whenFalse, references, path);
  }],
  ['Fn::ImportValue', (argument, references, path) => references.importValue(text(resolveIntrinsics(argument, references, path), path), path)],
]);

const CONDITIONS = new Map<string, Evaluator<boolean>>([
  ['Condition', (argument, references, path) => references.condition(text(argument, path), path)],
  ['Fn::Equals', (argument, references, path) => {
    const [left, right] = list(resolveIntrinsics(argument, references, path), path, 2);
    return JSON.stringify(left) === JSON.stringify(right);
  }],
  ['Fn::And', (argument, references, path) => list(argument, path).every((operand, index) => evaluateCondition(operand, references, `${path}[${index}]`))],
  ['Fn::Or', (argument, references, path) => list(argument, path).some((operand, index) => evaluateCondition(operand, references, `${path}[${index}]`))],
  ['Fn::Not', (argument, references, path) => list(argument, path, 1).every((operand) => !evaluateCondition(operand, references, path))],
]);

/** `${Name}` and `${Name.Attribute}`; `${!Literal}` stands for itself. */
const substitute = (template: string, variables: Record<string, unknown>, references: References, path: string): string =>
  template.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (name in variables) return text(resolveIntrinsics(variables[name], references, path), path);
    return text(evaluate(name.includes('.') ? 'Fn::GetAtt' : 'Ref', name, references, path), path);
  });

const intrinsicCall = (value: Record<string, unknown>): { name: string; argument: unknown } | undefined => {
  const [name, ...others] = Object.keys(value);
  const isCall = name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
  return isCall ? { name, argument: value[name] } : undefined;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const splitOnce = (source: string, separator: string): [string, string] => {
  const at = source.indexOf(separator);
  return [source.slice(0, at), source.slice(at + separator.length)];
};

const text = (value: unknown, path: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${path}: expected text, found ${JSON.stringify(value) ?? String(value)}`);
};

const list = (value: unknown, path: string, length?: number): unknown[] => {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  throw new Error(`${path}: expected a list${length === undefined ? '' : ` of ${length}`}, found ${JSON.stringify(value)}`);
};
