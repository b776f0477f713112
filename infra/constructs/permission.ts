import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ENV } from '../../shared/names/env';
import type { TableName } from '../../shared/names/tables';
import { tableNameIn } from '../../shared/names/tables';
import { leadSecretOf, type LeadSourceName } from '../../shared/names/webhooks';
import { workflowArnVariable } from '../../shared/names/workflow-arn';
import { WORKFLOWS, type WorkflowName } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import type { FunctionRow } from '../functions.table';
import { nameIn } from '../../shared/names/name-in';
import { domainOf, secretArn, secretName, sesArn, stateMachineArn, tableArn } from '../physical-names';

/** What a function may do and the environment that it needs for that: one value, so that the two cannot drift apart. */
export interface Permission {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
}

const allow = (actions: readonly string[], resources: readonly string[]): PolicyStatement[] =>
  resources.length === 0 ? [] : [new PolicyStatement({ actions: [...actions], resources: [...resources] })];

const isIndex = (readable: string): boolean => readable.includes('/');

/** A table's items are read by key in batches and by query, an index by query only; tables read whole are scanned. */
const storeStatements = (scope: Construct, stage: string, { reads, scans, writes }: FunctionRow): PolicyStatement[] => {
  const arnOf = (readable: FunctionRow['reads'][number]): string => {
    const [table, index] = readable.split('/') as [TableName, string?];
    const arn = tableArn(scope, tableNameIn(stage, table));
    return index === undefined ? arn : `${arn}/index/${index}`;
  };
  return [
    ...allow(['dynamodb:BatchGetItem', 'dynamodb:Query'], reads.filter((readable) => !isIndex(readable)).map(arnOf)),
    ...allow(['dynamodb:Query'], reads.filter(isIndex).map(arnOf)),
    ...allow(['dynamodb:Scan'], scans.map(arnOf)),
    ...allow(['dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], writes.map(arnOf)),
  ];
};

const startingOf =
  (workflows: readonly WorkflowName[]) =>
  (scope: Construct, { settings: { stage } }: Stage): Permission => {
    const arns = workflows.map((workflow) => [workflow, stateMachineArn(scope, stage, workflow)] as const);
    return {
      environment: Object.fromEntries(arns.map(([workflow, arn]) => [workflowArnVariable(workflow), arn])),
      statements: allow(['states:StartExecution'], arns.map(([, arn]) => arn)),
    };
  };

const checkingSignatureOf =
  (source: LeadSourceName) =>
  (scope: Construct, { settings: { stage } }: Stage): Permission => {
    const secret = secretName(stage, leadSecretOf(source));
    return { environment: { [ENV.signatureSecret]: secret }, statements: allow(['secretsmanager:GetSecretValue'], [secretArn(scope, secret)]) };
  };

const PERMISSIONS: Readonly<Record<FunctionRow['may'][number], (scope: Construct, stage: Stage) => Permission>> = {
  'send-messages': (scope, { settings: { stage, messages } }) => {
    const slackToken = secretName(stage, 'slack/token');
    const configurationSet = nameIn(stage, 'messages');
    return {
      environment: { [ENV.slackSecret]: slackToken, [ENV.sesConfigurationSet]: configurationSet },
      statements: [
        ...allow(['ses:SendEmail'], [sesArn(scope, 'identity', domainOf(messages.from)), sesArn(scope, 'configuration-set', configurationSet)]),
        ...allow(['secretsmanager:GetSecretValue'], [secretArn(scope, slackToken)]),
      ],
    };
  },
  'check-webhook-key': (scope, { settings: { stage } }) => {
    const webhookKey = secretName(stage, 'usergems/webhook-key');
    return { environment: { [ENV.webhookSecret]: webhookKey }, statements: allow(['secretsmanager:GetSecretValue'], [secretArn(scope, webhookKey)]) };
  },
  'call-usergems': (scope, { settings: { stage, usergems } }) => {
    const apiKey = secretName(stage, 'usergems/api-key');
    return { environment: { [ENV.usergemsApiSecret]: apiKey, [ENV.usergemsApiUrl]: usergems.baseUrl }, statements: allow(['secretsmanager:GetSecretValue'], [secretArn(scope, apiKey)]) };
  },
  'call-outreach': (scope, { settings: { stage, outreach } }) => {
    const token = secretName(stage, 'outreach/token');
    return { environment: { [ENV.outreachSecret]: token, [ENV.outreachApiUrl]: outreach.baseUrl }, statements: allow(['secretsmanager:GetSecretValue'], [secretArn(scope, token)]) };
  },
  'ask-host-services': (_, { settings: { usagePings: { services } } }) => ({
    environment: { [ENV.enrichmentUrl]: services.enrichmentUrl, [ENV.reverseDns]: services.reverseDns, [ENV.whoisUrl]: services.whoisUrl },
    statements: [],
  }),
  'start-workflows': startingOf(Object.values(WORKFLOWS)),
  'start-erasures': startingOf([WORKFLOWS.erasure]),
  'start-follow-ups': startingOf([WORKFLOWS.contactUsClock, WORKFLOWS.ceAssignment]),
  'answer-callbacks': (scope, { settings: { stage } }) => ({
    environment: {},
    statements: allow(['states:SendTaskSuccess'], [WORKFLOWS.contactUsClock, WORKFLOWS.ceAssignment].map((workflow) => stateMachineArn(scope, stage, workflow))),
  }),
  'start-intake': startingOf([WORKFLOWS.leadIntake]),
  'check-forms-signature': checkingSignatureOf('forms'),
  'check-marketing-signature': checkingSignatureOf('marketing'),
  'check-crm-signature': checkingSignatureOf('crm'),
  'check-outreach-signature': checkingSignatureOf('outreach'),
  'check-version-ping-signature': checkingSignatureOf('version-ping'),
};

/** Everything that a row of functions.table.ts asks for, and nothing beyond. */
export const permissionOf = (scope: Construct, stage: Stage, row: FunctionRow): Permission => {
  const further = row.may.map((permission) => PERMISSIONS[permission](scope, stage));
  return {
    environment: Object.assign({}, ...further.map(({ environment }) => environment)),
    statements: [...storeStatements(scope, stage.settings.stage, row), ...further.flatMap(({ statements }) => statements)],
  };
};
