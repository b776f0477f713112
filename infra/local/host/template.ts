import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { evaluateCondition, NO_VALUE, resolveIntrinsics } from './intrinsics';
import type { References } from './intrinsics';

/** The account and region that the embedded host pretends to be. */
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'us-east-1';

/** A resource of a synthesized stack, its intrinsics not yet resolved. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The physical name: the one in the template, else the logical id. */
  readonly name: string;
  readonly arn: string;
  /** Resolves the properties that the schema names, and only those. Throws with logical id and path when one does not fit. */
  read<Shape extends z.ZodObject>(schema: Shape): z.infer<Shape>;
}

export interface Template {
  readonly resources: readonly Resource[];
  /** Values of this stack's exports by export name. */
  readonly exports: ReadonlyMap<string, () => unknown>;
}

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}), Condition: z.string().optional() })),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() })).default({}),
});

/** Resource types whose ARN or name the program may depend on; every other type is `service`, name. */
const RESOURCE_TYPES = new Map<string, { nameProperty: string; arn(name: string): string; refIsArn?: true }>([
  ['AWS::DynamoDB::Table', { nameProperty: 'TableName', arn: (name) => localArn('dynamodb', `table/${name}`) }],
  ['AWS::DynamoDB::GlobalTable', { nameProperty: 'TableName', arn: (name) => localArn('dynamodb', `table/${name}`) }],
  ['AWS::Lambda::Function', { nameProperty: 'FunctionName', arn: (name) => localArn('lambda', `function:${name}`) }],
  ['AWS::StepFunctions::StateMachine', { nameProperty: 'StateMachineName', arn: (name) => localArn('states', `stateMachine:${name}`), refIsArn: true }],
  ['AWS::Scheduler::Schedule', { nameProperty: 'Name', arn: (name) => localArn('scheduler', `schedule/default/${name}`) }],
  ['AWS::SecretsManager::Secret', { nameProperty: 'Name', arn: (name) => localArn('secretsmanager', `secret:${name}-local0`), refIsArn: true }],
  ['AWS::SNS::Topic', { nameProperty: 'TopicName', arn: (name) => localArn('sns', name), refIsArn: true }],
]);

const localArn = (service: string, resource: string): string => `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;

/**
 * Reads one synthesized template. `importValue` answers `Fn::ImportValue` from the exports of all stacks.
 * Resources whose condition is false are left out.
 */
export const loadTemplate = (directory: string, file: string, stack: string, importValue: References['importValue']): Template => {
  const template = templateSchema.parse(JSON.parse(readFileSync(join(directory, file), 'utf8')));
  const pseudoParameters = new Map<string, unknown>([
    ['AWS::AccountId', LOCAL_ACCOUNT], ['AWS::Region', LOCAL_REGION], ['AWS::Partition', 'aws'], ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', stack], ['AWS::StackId', localArn('cloudformation', `stack/${stack}/local`)], ['AWS::NoValue', NO_VALUE],
  ]);

  const references: References = {
    importValue,
    condition: (name, path) => {
      if (!(name in template.Conditions)) throw new Error(`${path}: the template has no condition ${name}`);
      return evaluateCondition(template.Conditions[name], references, `${stack}.Conditions.${name}`);
    },
    ref: (name, path) => {
      if (pseudoParameters.has(name)) return pseudoParameters.get(name);
      const parameter = template.Parameters[name];
      if (parameter !== undefined) {
        if (parameter.Default === undefined) throw new Error(`${path}: parameter ${name} has no default, and nobody is asked for it here`);
        return parameter.Default;
      }
      const { type, name: physicalName, arn } = named(name, path);
      return RESOURCE_TYPES.get(type)?.refIsArn ? arn : physicalName;
    },
    getAtt: (logicalId, attribute, path) => {
      const { type, name, arn } = named(logicalId, path);
      const kind = type.split('::').at(-1) ?? '';
      if (attribute === 'Arn' || attribute === `${kind}Arn`) return arn;
      if (['Name', 'Id', `${kind}Name`, `${kind}Id`].includes(attribute)) return name;
      throw new Error(`${path}: attribute ${attribute} of ${logicalId} (${type}) has no meaning on one machine`);
    },
  };

  /** The name is resolved lazily: two resources may mention each other, their names may not. */
  const named = (logicalId: string, path: string): { type: string; name: string; arn: string } => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new Error(`${path}: the template has no resource or parameter ${logicalId}`);
    const { Type: type, Properties: properties } = resource;
    const known = RESOURCE_TYPES.get(type);
    const given = known && properties[known.nameProperty];
    const name = given === undefined ? logicalId : String(resolveIntrinsics(given, references, `${logicalId}.Properties.${known?.nameProperty}`));
    return { type, name, arn: known ? known.arn(name) : localArn((type.split('::')[1] ?? type).toLowerCase(), name) };
  };

  const resources = Object.entries(template.Resources)
    .filter(([logicalId, { Condition }]) => Condition === undefined || references.condition(Condition, logicalId))
    .map(([logicalId, { Properties: properties }]): Resource => {
      const path = `${stack}: ${logicalId}.Properties`;
      return {
        stack,
        logicalId,
        ...named(logicalId, path),
        read: (schema) => {
          const wanted = Object.keys(schema.shape).filter((key) => key in properties);
          const resolved = Object.fromEntries(wanted.map((key) => [key, resolveIntrinsics(properties[key], references, `${path}.${key}`)]));
          const parsed = schema.safeParse(Object.fromEntries(Object.entries(resolved).filter(([, value]) => value !== NO_VALUE)));
          if (parsed.success) return parsed.data;
          throw new Error(parsed.error.issues.map((issue) => `${[path, ...issue.path].join('.')}: ${issue.message}`).join('; '));
        },
      };
    });

  const exports = new Map(
    Object.entries(template.Outputs).flatMap(([output, { Value, Export }]): [string, () => unknown][] => {
      if (Export === undefined) return [];
      const path = `${stack}.Outputs.${output}`;
      return [[String(resolveIntrinsics(Export.Name, references, path)), () => resolveIntrinsics(Value, references, path)]];
    }),
  );
  return { resources, exports };
};
