import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ApplicationLogLevel, Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime, SystemLogLevel, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENV } from '../../shared/names/env';
import type { Stage } from '../config/stage';
import type { FunctionName } from '../functions.table';
import { FUNCTIONS } from '../functions.table';
import { nameIn } from '../../shared/names/name-in';
import { permissionOf } from './permission';

/** Folders of the bundles by function; 'none' stands in an empty handler, for whoever looks at the template only. */
export type Bundles = Readonly<Record<FunctionName, string>> | 'none';

const codeOf = (name: FunctionName, bundles: Bundles): Code => (bundles === 'none' ? Code.fromInline('exports.handler = async () => {};') : Code.fromAsset(bundles[name]));

/** A row of functions.table.ts as a Lambda function: its bundle, environment, role and log group, which belong to it alone. */
export class ServiceFunction extends Construct {
  readonly resource: LambdaFunction;

  constructor(scope: Construct, id: string, { name, stage, bundles }: { name: FunctionName; stage: Stage; bundles: Bundles }) {
    super(scope, id);
    const row = FUNCTIONS[name];
    const size = stage.sizes[row.size];
    const permission = permissionOf(this, stage, row);
    const logGroup = new LogGroup(this, 'Log', { retention: stage.logRetentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    permission.statements.forEach((statement) => role.addToPolicy(statement));
    this.resource = new LambdaFunction(this, 'Resource', {
      functionName: nameIn(stage.settings.stage, name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: codeOf(name, bundles),
      memorySize: size.memoryMb,
      timeout: Duration.seconds(size.timeoutSeconds),
      environment: { [ENV.stage]: stage.settings.stage, NODE_OPTIONS: '--enable-source-maps', ...permission.environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
    });
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'X-Ray takes trace segments on the resource * only.' });
  }
}
