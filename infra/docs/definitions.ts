import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import * as z from 'zod';
import type { Machine } from './machine';
import { inReadingOrder, machineSchema } from './machine';

const templateSchema = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })) });
type Resources = z.infer<typeof templateSchema>['Resources'];

const joinSchema = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const refSchema = z.object({ Ref: z.enum(['AWS::Partition', 'AWS::Region', 'AWS::AccountId']) });
const arnSchema = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });

/** The name without stage, as functions.table.ts and shared/names/workflows.ts have it: an operator reads it in every stage. */
const plainName = (physicalName: unknown): string => z.string().parse(physicalName).split('-').slice(2).join('-');

/** Readers find no account in a definition, and of a partition the usual one. */
const PSEUDO_PARAMETERS = { 'AWS::Partition': 'aws', 'AWS::Region': '', 'AWS::AccountId': '' } as const;
const MACHINE_ARN = /arn:aws:states:::stateMachine:([\w-]+)/g;

/** Text of a definition: functions and machines appear by name in the place of their ARN, anything else unknown is refused. */
const textOf = (part: unknown, resources: Resources): string => {
  if (typeof part === 'string') return part;
  const join = joinSchema.safeParse(part);
  if (join.success) {
    const [separator, pieces] = join.data['Fn::Join'];
    return pieces.map((piece) => textOf(piece, resources)).join(separator).replaceAll(MACHINE_ARN, (_, machine) => plainName(machine));
  }
  const ref = refSchema.safeParse(part);
  if (ref.success) return PSEUDO_PARAMETERS[ref.data.Ref];
  const arn = arnSchema.safeParse(part);
  if (arn.success) return plainName(resources[arn.data['Fn::GetAtt'][0]]?.Properties['FunctionName']);
  throw new Error(`A state machine's definition holds ${JSON.stringify(part)}, which the docs cannot read: teach infra/docs/definitions.ts.`);
};

/** Every state machine of an assembly, by workflow: its Amazon States Language with readable names of functions and machines. */
export const definitionsOf = (assembly: CloudAssembly): ReadonlyMap<string, Machine> => {
  const machines = assembly.stacks.flatMap(({ template }) => {
    const { Resources: resources } = templateSchema.parse(template);
    return Object.values(resources)
      .filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')
      .map(({ Properties: { StateMachineName: name, DefinitionString: definition } }) => [plainName(name), inReadingOrder(machineSchema.parse(JSON.parse(textOf(definition, resources))))] as const);
  });
  return new Map(machines);
};
