import { join } from 'node:path';
import { App, CfnCondition, CfnOutput, Fn, Stack, TimeZone } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, Billing, CfnTable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke as ScheduledLambda } from 'aws-cdk-lib/aws-scheduler-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnStateMachine, DefinitionBody, QueryLanguage, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { loadAssembly } from '../../../infra/local/host/assembly';
import { temporaryDirectory, writeFiles } from '../../support/host-files';

describe('a synthesized app', () => {
  const directory = temporaryDirectory();
  const bundle = writeFiles(join(directory, 'bundle'), { 'index.mjs': 'export const handler = async () => 1;' });
  const outdir = join(directory, 'cdk.out');

  beforeAll(() => {
    const app = new App({ outdir, builtinCloudFormationValidation: false });
    const storage = new Stack(app, 'Storage');
    const leads = new TableV2(storage, 'LeadTable', {
      tableName: 'Lead',
      partitionKey: { name: 'Id', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      globalSecondaryIndexes: [{ indexName: 'byOwner', partitionKey: { name: 'OwnerId', type: AttributeType.STRING }, sortKey: { name: 'CreatedDate', type: AttributeType.STRING } }],
    });
    const stack = new Stack(app, 'App');
    const worker = new LambdaFunction(stack, 'Worker', {
      functionName: 'worker',
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset(bundle),
      environment: { LEAD_TABLE: leads.tableName, HOME_REGION: stack.region },
    });
    leads.grantReadData(worker);
    const machine = new StateMachine(stack, 'Sync', {
      stateMachineName: 'sync',
      queryLanguage: QueryLanguage.JSONATA,
      definitionBody: DefinitionBody.fromChainable(LambdaInvoke.jsonata(stack, 'Do the work', { lambdaFunction: worker, retryOnServiceExceptions: false })),
    });
    const starter = new LambdaFunction(stack, 'Starter', { functionName: 'starter', runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset(bundle), environment: { MACHINE: machine.stateMachineArn } });
    new Schedule(stack, 'Tuesday', {
      scheduleName: 'tuesday',
      schedule: ScheduleExpression.cron({ minute: '0', hour: '6', weekDay: 'TUE', timeZone: TimeZone.AMERICA_LOS_ANGELES }),
      target: new ScheduledLambda(starter, { input: ScheduleTargetInput.fromObject({ scheduledTime: '<aws.scheduler.scheduled-time>' }) }),
    });
    const api = new HttpApi(stack, 'Api');
    api.addRoutes({ path: '/webhooks/{source}', methods: [HttpMethod.POST], integration: new HttpLambdaIntegration('Hook', worker) });
    new Secret(stack, 'UserGemsKey', { secretName: 'revsignal/usergems' });
    app.synth();
  });

  it('is read as what this machine has to run', () => {
    const { tables, functions, stateMachines, schedules, httpApis, secrets } = loadAssembly(outdir);

    expect(tables).toEqual([
      {
        name: 'Lead',
        definition: {
          AttributeDefinitions: [{ AttributeName: 'Id', AttributeType: 'S' }, { AttributeName: 'OwnerId', AttributeType: 'S' }, { AttributeName: 'CreatedDate', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }],
          GlobalSecondaryIndexes: [{ IndexName: 'byOwner', KeySchema: [{ AttributeName: 'OwnerId', KeyType: 'HASH' }, { AttributeName: 'CreatedDate', KeyType: 'RANGE' }], Projection: { ProjectionType: 'ALL' } }],
        },
      },
    ]);
    const workerArn = 'arn:aws:lambda:us-east-1:000000000000:function:worker';
    const starterArn = 'arn:aws:lambda:us-east-1:000000000000:function:starter';
    const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:sync';
    expect(functions).toEqual([
      { logicalId: expect.stringMatching(/^Worker/), name: 'worker', arn: workerArn, assetDirectory: expect.stringContaining(outdir), handler: 'index.handler', environment: { LEAD_TABLE: 'Lead', HOME_REGION: 'us-east-1' }, timeoutSeconds: 3, memoryMb: 128 },
      { logicalId: expect.stringMatching(/^Starter/), name: 'starter', arn: starterArn, assetDirectory: functions[0]?.assetDirectory, handler: 'index.handler', environment: { MACHINE: machineArn }, timeoutSeconds: 3, memoryMb: 128 },
    ]);
    expect(stateMachines).toEqual([
      {
        name: 'sync',
        arn: machineArn,
        definition: {
          StartAt: 'Do the work',
          QueryLanguage: 'JSONata',
          States: { 'Do the work': { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: workerArn, Payload: '{% $states.input %}' }, End: true } },
        },
      },
    ]);
    expect(schedules).toEqual([
      { name: 'tuesday', expression: 'cron(0 6 ? * TUE *)', zone: 'America/Los_Angeles', state: 'ENABLED', targetArn: starterArn, input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' },
    ]);
    expect(httpApis).toEqual([{ id: expect.stringMatching(/^Api/), name: 'Api', routes: [{ routeKey: 'POST /webhooks/{source}', functionName: 'worker', authorization: 'NONE' }] }]);
    expect(secrets).toEqual([{ name: 'revsignal/usergems', arn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:revsignal/usergems-local0' }]);
  });
});

describe('a resource of a template', () => {
  const directory = temporaryDirectory();

  const load = (name: string, ...stacks: ((stack: Stack) => void)[]) => {
    const outdir = join(directory, name);
    const app = new App({ outdir, builtinCloudFormationValidation: false });
    stacks.forEach((define, index) => define(new Stack(app, `Stack${index + 1}`)));
    app.synth();
    return () => loadAssembly(outdir);
  };
  const aTable = (stack: Stack, id: string, tableName?: string) =>
    new CfnTable(stack, id, { attributeDefinitions: [{ attributeName: 'Id', attributeType: 'S' }], keySchema: [{ attributeName: 'Id', keyType: 'HASH' }], ...(tableName && { tableName }) });
  const aMachine = (stack: Stack, definition: unknown) => new CfnStateMachine(stack, 'Machine', { roleArn: 'arn:aws:iam::000000000000:role/any', definitionString: Fn.join('', ['{"Comment":"', String(definition), '"}']) });
  const comment = (assembly: ReturnType<typeof loadAssembly>): unknown => assembly.stateMachines[0]?.definition;

  it('takes its name from its logical id when the template gives none', () => {
    const assembly = load('names', (stack) => aTable(stack, 'Leads'))();

    expect(assembly.tables.map(({ name }) => name)).toEqual(['Leads']);
  });

  it('shares its name with no other of its kind', () => {
    const loading = load('twice', (stack) => aTable(stack, 'A', 'Lead'), (stack) => aTable(stack, 'B', 'Lead'));

    expect(loading).toThrow('Stack2: B and Stack1: A are both named Lead; give one a name of its own');
  });

  it('may use Sub, Select, Split, If and what another stack exports', () => {
    const loading = load(
      'intrinsics',
      (stack) => new CfnOutput(stack, 'Out', { value: aTable(stack, 'Leads').ref, exportName: 'leads' }),
      (stack) => {
        new CfnCondition(stack, 'IsHere', { expression: Fn.conditionAnd(Fn.conditionEquals(stack.region, 'us-east-1'), Fn.conditionNot(Fn.conditionEquals('a', 'b'))) });
        const parts = [Fn.importValue('leads'), Fn.sub('${AWS::Partition}-${!Kept}-${X}', { X: 'x' }), Fn.select(1, Fn.split('/', 'a/b/c')), Fn.conditionIf('IsHere', 'here', 'there').toString()];
        aMachine(stack, Fn.join('|', parts));
      },
    );

    expect(comment(loading())).toEqual({ Comment: 'Leads|aws-${Kept}-x|b|here' });
  });

  it('is left out when its condition is false', () => {
    const loading = load('conditional', (stack) => {
      const condition = new CfnCondition(stack, 'InChina', { expression: Fn.conditionOr(Fn.conditionEquals(stack.region, 'cn-north-1'), Fn.conditionEquals(stack.region, 'cn-northwest-1')) });
      aTable(stack, 'Leads').cfnOptions.condition = condition;
    });

    expect(loading().tables).toEqual([]);
  });

  it.each<[string, (stack: Stack) => void, string]>([
    ['an intrinsic function that is not evaluated', (stack) => aMachine(stack, Fn.base64('x')), 'Stack1: Machine.Properties.DefinitionString.Fn::Join[1]: Fn::Base64 is not supported by the embedded host (supported: Ref, Fn::GetAtt, Fn::Join, Fn::Split, Fn::Select, Fn::Sub, Fn::If, Fn::ImportValue)'],
    ['an attribute without local meaning', (stack) => aMachine(stack, aTable(stack, 'Leads').attrStreamArn), 'Stack1: Machine.Properties.DefinitionString.Fn::Join[1].Fn::GetAtt: attribute StreamArn of Leads (AWS::DynamoDB::Table) has no meaning on one machine'],
    ['an import that nobody exports', (stack) => aMachine(stack, Fn.importValue('nothing')), 'Stack1: Machine.Properties.DefinitionString.Fn::Join[1].Fn::ImportValue: no stack of this assembly exports nothing'],
    ['a dynamic reference', (stack) => aMachine(stack, '{{resolve:ssm:/a}}'), 'dynamic references'],
    ['a kind of resource that it cannot run', (stack) => void new CfnBucket(stack, 'Bucket'), 'Stack1: Bucket is an AWS::S3::Bucket, which the embedded host can neither run nor leave out'],
    ['an express workflow', (stack) => { aMachine(stack, 'x').stateMachineType = 'EXPRESS'; }, 'Stack1: Machine.Properties.StateMachineType: Invalid input: expected "STANDARD"'],
  ])('is refused by name: %s', (name, define, message) => {
    expect(load(`refused ${name}`, define)).toThrow(message);
  });
});
