import type { Acknowledgment, CfnElement } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** The id under which a finding of cdk-nag names the resource of an L2 construct. */
export const logicalIdOf = (construct: IConstruct): string => Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);

/** CDK grants the right to invoke a function together with that to invoke its versions, of which ours have none. */
export const acknowledgeVersionsOf = (invoked: IFunction): Acknowledgment => ({
  id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(invoked)}.Arn>:*]`,
  reason: 'The versions of this one function.',
});
