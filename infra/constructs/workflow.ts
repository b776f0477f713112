import type { Duration } from 'aws-cdk-lib';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { DefinitionBody, LogLevel, QueryLanguage, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { WorkflowName } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { nameIn } from '../../shared/names/name-in';
import { executionLogName } from '../physical-names';
import type { Steps } from '../workflows/task';
import { acknowledgeVersionsOf, logicalIdOf } from './acknowledged-findings';

interface WorkflowProps {
  readonly name: WorkflowName;
  readonly stage: Stage;
  readonly steps: Steps;
  readonly define: (scope: Construct, steps: Steps, stage: Stage) => IChainable;
  readonly timeout: Duration;
}

/**
 * A JSONata state machine with tracing and a log of every event. The log holds no inputs or outputs, so that no person's name
 * gets there by accident; what a run did stands in its rows. Its alarm is in the observability stack.
 */
export class Workflow extends Construct {
  constructor(scope: Construct, id: string, { name, stage, steps, define, timeout }: WorkflowProps) {
    super(scope, id);
    const destination = new LogGroup(this, 'Log', {
      logGroupName: executionLogName(stage.settings.stage, name),
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stateMachine = new StateMachine(this, 'Resource', {
      stateMachineName: nameIn(stage.settings.stage, name),
      stateMachineType: StateMachineType.STANDARD,
      queryLanguage: QueryLanguage.JSONATA,
      definitionBody: DefinitionBody.fromChainable(define(this, steps, stage)),
      timeout,
      tracingEnabled: true,
      logs: { destination, level: LogLevel.ALL, includeExecutionData: false },
    });
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Delivery of execution logs and X-Ray segments can be granted on the resource * only.' },
      ...Object.values(steps).map(acknowledgeVersionsOf),
      ...[':*', '/*:*'].map((executions) => ({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${logicalIdOf(stateMachine)}"}]}]}${executions}]`,
        reason: 'A Distributed Map watches, stops and redrives the executions of its own machine, whose names come with each run.',
      })),
    );
  }
}
