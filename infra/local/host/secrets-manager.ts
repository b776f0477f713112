import { awsJson, awsJsonError, readAwsJson, textParam } from './endpoint';
import type { Endpoint } from './endpoint';

/** A secret and its values by staging label; two are valid at once while one is rotated (PLAT-04). */
export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly values: Readonly<Partial<Record<'AWSCURRENT' | 'AWSPREVIOUS', string>>>;
}

/** Stands in for Secrets Manager: GetSecretValue by name or ARN and staging label. */
export const secretsManagerEndpoint = (findSecret: (nameOrArn: string) => Secret | undefined): Endpoint => ({
  read: readAwsJson,
  answer: (action, params) => {
    if (action !== 'GetSecretValue') return awsJsonError('UnknownOperationException', `The embedded Secrets Manager has no ${action} (it has GetSecretValue)`);
    if ('VersionId' in params) return awsJsonError('InvalidParameterException', 'The embedded Secrets Manager finds versions by VersionStage, not by VersionId');
    const secret = findSecret(textParam(params, 'SecretId'));
    if (secret === undefined) return awsJsonError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    const stage = textParam(params, 'VersionStage') || 'AWSCURRENT';
    const value = new Map(Object.entries(secret.values)).get(stage);
    if (value === undefined) return awsJsonError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for staging label: ${stage}`);
    return awsJson({ ARN: secret.arn, Name: secret.name, SecretString: value, VersionId: `local-${stage.toLowerCase()}`, VersionStages: [stage] });
  },
});
