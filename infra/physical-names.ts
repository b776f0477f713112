import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { leadSecretOf } from '../shared/names/webhooks';
import { nameIn } from '../shared/names/name-in';

/**
 * Physical names and the ARNs that follow from them. Stacks know each other's resources by these names alone, so that no stack
 * holds on to another through exports, and an operator finds a thing by stage without looking it up.
 */
/** Under this prefix CloudWatch Logs needs no resource policy of its own for each group, of which an account may have ten. */
export const executionLogName = (stage: string, workflow: string): string => `/aws/vendedlogs/states/${nameIn(stage, workflow)}`;

export const secretName = (stage: string, secret: 'usergems/webhook-key' | 'usergems/api-key' | 'slack/token' | 'outreach/token' | ReturnType<typeof leadSecretOf>): string => `revsignal/${stage}/${secret}`;

export const tableArn = (scope: Construct, tableName: string): string => Stack.of(scope).formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName });

export const stateMachineArn = (scope: Construct, stage: string, workflow: string): string =>
  Stack.of(scope).formatArn({ service: 'states', resource: 'stateMachine', resourceName: nameIn(stage, workflow), arnFormat: ArnFormat.COLON_RESOURCE_NAME });

/** Secrets Manager appends a hyphen and six characters to the name. */
export const secretArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: `${name}-??????`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });

export const sesArn = (scope: Construct, resource: 'identity' | 'configuration-set', name: string): string =>
  Stack.of(scope).formatArn({ service: 'ses', resource, resourceName: name });

/** The domain that SES signs for: that of the stage's sender. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
