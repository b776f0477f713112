import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { ScheduleTiming } from './schedules';
import { loadTemplate } from './template';
import type { Resource, Template } from './template';

/** A table in the words of CreateTable. */
export interface Table {
  readonly name: string;
  readonly definition: z.infer<typeof tableSchema>;
}

export interface LambdaFunction {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Absolute path of the unzipped bundle. */
  readonly assetDirectory: string;
  /** `<file>.<export>` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

export interface StateMachineResource {
  readonly name: string;
  readonly arn: string;
  /** The parsed Amazon States Language document. */
  readonly definition: unknown;
}

export interface Schedule extends ScheduleTiming {
  readonly targetArn: string;
  /** With Scheduler's placeholders still in it (`renderScheduleInput`). */
  readonly input: string;
}

export interface HttpRoute {
  /** As in the template: `POST /webhooks/{source}` or `$default`. */
  readonly routeKey: string;
  readonly functionName: string;
  /** `AWS_IAM`: API Gateway tells the function who signed the request. */
  readonly authorization: 'AWS_IAM' | 'NONE';
}

export interface HttpApi {
  readonly id: string;
  readonly name: string;
  readonly routes: readonly HttpRoute[];
}

export interface SecretResource {
  readonly name: string;
  readonly arn: string;
}

/** What the stacks of one cloud assembly ask this machine to run. */
export interface Assembly {
  readonly tables: readonly Table[];
  readonly functions: readonly LambdaFunction[];
  readonly stateMachines: readonly StateMachineResource[];
  readonly schedules: readonly Schedule[];
  readonly httpApis: readonly HttpApi[];
  readonly secrets: readonly SecretResource[];
}

const manifestSchema = z.object({ artifacts: z.record(z.string(), z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()).default({}) })) });
const stackSchema = z.object({ templateFile: z.string(), stackName: z.string().optional() });
const assetManifestSchema = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })).default({}) });

/**
 * Reads a synthesized cloud assembly: manifest, templates and asset manifests of all stacks.
 * Throws, naming logical id and path, for whatever cannot be run or resolved on one machine.
 */
export const loadAssembly = (directory: string): Assembly => {
  const artifacts = Object.entries(manifestSchema.parse(readJson(directory, 'manifest.json')).artifacts);
  const refused = artifacts.find(([, { type }]) => type === 'cdk:cloud-assembly');
  if (refused) throw new Error(`${refused[0]}: nested assemblies (CDK stages) are not supported by the embedded host; synthesize one stage`);

  const assets = new Map(artifacts.filter(([, { type }]) => type === 'cdk:asset-manifest').flatMap(([, { properties }]) => loadAssets(directory, z.object({ file: z.string() }).parse(properties).file)));

  const templates: Template[] = [];
  const importValue = (name: string, path: string): unknown => {
    const exported = templates.find(({ exports }) => exports.has(name))?.exports.get(name);
    if (exported === undefined) throw new Error(`${path}: no stack of this assembly exports ${name}`);
    return exported();
  };
  for (const [id, { type, properties }] of artifacts) {
    if (type !== 'aws:cloudformation:stack') continue;
    const { templateFile, stackName = id } = stackSchema.parse(properties);
    templates.push(loadTemplate(directory, templateFile, stackName, importValue));
  }

  const resources = templates.flatMap((template) => template.resources);
  for (const { type, logicalId, stack } of resources) {
    if (!HOSTED.has(type) && !INERT.some((prefix) => type.startsWith(prefix))) throw new Error(`${stack}: ${logicalId} is an ${type}, which the embedded host can neither run nor leave out`);
  }
  const ofType = (...types: string[]): Resource[] => uniquelyNamed(resources.filter(({ type }) => types.includes(type)));
  const functions = ofType('AWS::Lambda::Function').map((resource) => toFunction(resource, assets));
  return {
    tables: ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((resource) => ({ name: resource.name, definition: resource.read(tableSchema) })),
    functions,
    stateMachines: ofType('AWS::StepFunctions::StateMachine').map(toStateMachine),
    schedules: ofType('AWS::Scheduler::Schedule').map(toSchedule),
    httpApis: ofType('AWS::ApiGatewayV2::Api').map((api) => toHttpApi(api, resources, functions)),
    secrets: ofType('AWS::SecretsManager::Secret').map(({ name, arn }) => ({ name, arn })),
  };
};

const readJson = (directory: string, file: string): unknown => JSON.parse(readFileSync(join(directory, file), 'utf8'));

const loadAssets = (directory: string, file: string): [string, string][] =>
  Object.entries(assetManifestSchema.parse(readJson(directory, file)).files).flatMap(([hash, { source }]) => (source.path === undefined ? [] : [[hash, resolve(directory, source.path)]]));

const uniquelyNamed = (resources: Resource[]): Resource[] => {
  const owners = new Map<string, Resource>();
  for (const resource of resources) {
    const other = owners.get(resource.name);
    if (other) throw new Error(`${resource.stack}: ${resource.logicalId} and ${other.stack}: ${other.logicalId} are both named ${resource.name}; give one a name of its own`);
    owners.set(resource.name, resource);
  }
  return resources;
};

const HOSTED = new Set([
  'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine', 'AWS::Scheduler::Schedule',
  'AWS::ApiGatewayV2::Api', 'AWS::ApiGatewayV2::Integration', 'AWS::ApiGatewayV2::Route', 'AWS::SecretsManager::Secret',
]);

/** Types that do nothing when the program runs here: permissions, logs, alarms, addresses, and queues that only operators read. */
const INERT = [
  'AWS::IAM::', 'AWS::KMS::', 'AWS::Logs::', 'AWS::CloudWatch::', 'AWS::SES::', 'AWS::SNS::', 'AWS::SQS::', 'AWS::SSM::', 'AWS::Scheduler::ScheduleGroup', 'AWS::CDK::Metadata',
  'AWS::Lambda::Permission', 'AWS::Lambda::EventInvokeConfig', 'AWS::ApiGatewayV2::Stage', 'AWS::SecretsManager::ResourcePolicy', 'AWS::XRay::', 'AWS::Budgets::',
];

// ---- what of each resource type is read

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const projection = z.object({ ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']), NonKeyAttributes: z.array(z.string()).optional() });
const indexes = z.array(z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projection })).optional();
const tableSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: indexes,
  LocalSecondaryIndexes: indexes,
});

const refusedProperty = (why: string) => z.undefined({ error: why }).optional();

const functionSchema = z.object({
  Runtime: z.string().startsWith('nodejs', 'the embedded host runs Node.js functions only').optional(),
  PackageType: z.literal('Zip').default('Zip'),
  Layers: refusedProperty('layers are not supported by the embedded host; bundle the code'),
  Code: z.object({ S3Key: z.string('inline code and images are not supported by the embedded host; use an asset') }),
  Handler: z.string().regex(/^[^.]+\.[^.]+$/, 'expected <file>.<export>'),
  Environment: z.object({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  // Lambda's own defaults.
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
});

const toFunction = (resource: Resource, assets: ReadonlyMap<string, string>): LambdaFunction => {
  const { logicalId, name, arn } = resource;
  const { Code, Handler, Environment, Timeout, MemorySize } = resource.read(functionSchema);
  const assetDirectory = assets.get(Code.S3Key.replace(/\.zip$/, ''));
  if (assetDirectory === undefined) throw new Error(`${resource.stack}: ${logicalId}.Properties.Code.S3Key: no asset manifest lists ${Code.S3Key}`);
  return { logicalId, name, arn, assetDirectory, handler: Handler, environment: Environment.Variables, timeoutSeconds: Timeout, memoryMb: MemorySize };
};

const stateMachineSchema = z.object({
  DefinitionString: z.string(),
  DefinitionSubstitutions: refusedProperty('definition substitutions are not supported by the embedded host'),
  StateMachineType: z.literal('STANDARD').default('STANDARD'),
});

const toStateMachine = (resource: Resource): StateMachineResource => ({
  name: resource.name,
  arn: resource.arn,
  definition: JSON.parse(resource.read(stateMachineSchema).DefinitionString),
});

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  StartDate: z.iso.datetime({ offset: true }).optional(),
  EndDate: z.iso.datetime({ offset: true }).optional(),
  Target: z.object({ Arn: z.string(), Input: z.string('a target without Input gets a notification of AWS that no rule here can read; state the input') }),
});

const toSchedule = (resource: Resource): Schedule => {
  const { ScheduleExpression, ScheduleExpressionTimezone, State, StartDate, EndDate, Target } = resource.read(scheduleSchema);
  return {
    name: resource.name,
    expression: ScheduleExpression,
    zone: ScheduleExpressionTimezone,
    state: State,
    ...(StartDate === undefined ? {} : { startsAt: Date.parse(StartDate) }),
    ...(EndDate === undefined ? {} : { endsAt: Date.parse(EndDate) }),
    targetArn: Target.Arn,
    input: Target.Input,
  };
};

const apiSchema = z.object({ Name: z.string().optional(), ProtocolType: z.literal('HTTP'), CorsConfiguration: refusedProperty('CORS is not supported by the embedded host') });
const routeSchema = z.object({ ApiId: z.string(), RouteKey: z.string(), Target: z.string(), AuthorizationType: z.enum(['NONE', 'AWS_IAM']).default('NONE') });
const integrationSchema = z.object({ IntegrationType: z.literal('AWS_PROXY'), IntegrationUri: z.string(), PayloadFormatVersion: z.literal('2.0') });

const toHttpApi = (api: Resource, resources: readonly Resource[], functions: readonly LambdaFunction[]): HttpApi => {
  const inStack = (type: string): Resource[] => resources.filter((resource) => resource.type === type && resource.stack === api.stack);
  const routes = inStack('AWS::ApiGatewayV2::Route').flatMap((route): HttpRoute[] => {
    const { ApiId, RouteKey, Target, AuthorizationType } = route.read(routeSchema);
    if (ApiId !== api.name) return [];
    const integration = inStack('AWS::ApiGatewayV2::Integration').find(({ name }) => Target === `integrations/${name}`);
    const { IntegrationUri } = integration?.read(integrationSchema) ?? {};
    const target = functions.find(({ arn }) => arn === IntegrationUri);
    if (target === undefined) throw new Error(`${route.stack}: ${route.logicalId}.Properties.Target: route ${RouteKey} leads to no function of this assembly`);
    return [{ routeKey: RouteKey, functionName: target.name, authorization: AuthorizationType }];
  });
  return { id: api.logicalId, name: api.read(apiSchema).Name ?? api.logicalId, routes };
};
