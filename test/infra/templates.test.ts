import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Acknowledgment } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { local } from '../../infra/config/local';
import { parseStage } from '../../infra/config/stage';
import { FUNCTION_NAMES } from '../../infra/functions.table';
import { defineStacks } from '../../infra/synthesize';
import type { IndexSchema } from '../../shared/names/tables';
import { TABLES, TABLE_NAMES } from '../../shared/names/tables';
import { WORKFLOWS } from '../../shared/names/workflows';
import { emptyApp, resourcesOf, synthesizeSample, templateOf, textOf } from './synthesized';

const sample = synthesizeSample();
const storage = templateOf(sample, 'storage');
const app = templateOf(sample, 'app');
const observability = templateOf(sample, 'observability');

/** A production stage: the sample with addresses that are not reserved. */
const production = (): Template => {
  const { messages } = local.settings;
  const stage = parseStage('prod', {
    ...local,
    settings: { ...local.settings, stage: 'prod', messages: { ...messages, from: 'a@company.test', operations: { emails: ['b@company.test'] } } },
    alarmRecipients: ['c@company.test'],
    production: true,
  });
  const tree = emptyApp();
  defineStacks(tree, stage, 'none');
  return Template.fromJSON(tree.synth().getStackByName('revsignal-prod-storage').template);
};

const propertiesOf = (type: string) => Object.values(resourcesOf(app, type)).map(({ Properties: properties }) => properties);

/** What outlives a deployment, by logical id: a change here replaces a thing that holds data. */
const STATEFUL = {
  AccountTable: 'AWS::DynamoDB::GlobalTable',
  ContactTable: 'AWS::DynamoDB::GlobalTable',
  LeadTable: 'AWS::DynamoDB::GlobalTable',
  OpportunityTable: 'AWS::DynamoDB::GlobalTable',
  OpportunityContactRoleTable: 'AWS::DynamoDB::GlobalTable',
  TaskTable: 'AWS::DynamoDB::GlobalTable',
  UserTable: 'AWS::DynamoDB::GlobalTable',
  SignalTable: 'AWS::DynamoDB::GlobalTable',
  DeliveryTable: 'AWS::DynamoDB::GlobalTable',
  SequenceTable: 'AWS::DynamoDB::GlobalTable',
  ScoreHistoryTable: 'AWS::DynamoDB::GlobalTable',
  ClockTable: 'AWS::DynamoDB::GlobalTable',
  AlertTable: 'AWS::DynamoDB::GlobalTable',
  MergeTable: 'AWS::DynamoDB::GlobalTable',
  UsagePingTable: 'AWS::DynamoDB::GlobalTable',
  CallbackTable: 'AWS::DynamoDB::GlobalTable',
  TrackedContactTable: 'AWS::DynamoDB::GlobalTable',
  VendorRecordTable: 'AWS::DynamoDB::GlobalTable',
  RateLimitTable: 'AWS::DynamoDB::GlobalTable',
  MatchKeyTable: 'AWS::DynamoDB::GlobalTable',
  PoolTable: 'AWS::DynamoDB::GlobalTable',
  DecisionTable: 'AWS::DynamoDB::GlobalTable',
  MessageTable: 'AWS::DynamoDB::GlobalTable',
  ScorecardTable: 'AWS::DynamoDB::GlobalTable',
  ErasureTable: 'AWS::DynamoDB::GlobalTable',
  RunTable: 'AWS::DynamoDB::GlobalTable',
  UsergemsWebhookKeySecret: 'AWS::SecretsManager::Secret',
  SlackTokenSecret: 'AWS::SecretsManager::Secret',
  UsergemsApiKeySecret: 'AWS::SecretsManager::Secret',
  FormsSigningSecret: 'AWS::SecretsManager::Secret',
  MarketingSigningSecret: 'AWS::SecretsManager::Secret',
  CrmSigningSecret: 'AWS::SecretsManager::Secret',
  OutreachSigningSecret: 'AWS::SecretsManager::Secret',
  VersionPingSigningSecret: 'AWS::SecretsManager::Secret',
  OutreachTokenSecret: 'AWS::SecretsManager::Secret',
  MessagesConfigurationSet: 'AWS::SES::ConfigurationSet',
  SenderIdentity: 'AWS::SES::EmailIdentity',
};

const typesById = (template: Template): Record<string, string> =>
  Object.fromEntries(Object.entries((template.toJSON() as { Resources: Record<string, { Type: string }> }).Resources).map(([id, { Type }]) => [id, Type]));

const keySchema = ({ partition, sort }: IndexSchema) => [
  { AttributeName: partition, KeyType: 'HASH' },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' }]),
];

describe('the storage stack', () => {
  it('holds exactly the stateful resources, under pinned logical ids', () => {
    expect(typesById(storage)).toEqual(STATEFUL);
  });

  it('is the only stack with something stateful', () => {
    const stateful = new Set(Object.values(STATEFUL));

    expect([...Object.values(typesById(app)), ...Object.values(typesById(observability))].filter((type) => stateful.has(type))).toEqual([]);
  });

  it('makes every table of shared/names with its key and indexes, encrypted and restorable (PLAT-06)', () => {
    const made = Object.values(resourcesOf(storage, 'AWS::DynamoDB::GlobalTable')).map(({ Properties: properties }) => properties);

    expect(made.map(({ TableName, KeySchema, GlobalSecondaryIndexes = [], BillingMode, SSESpecification, Replicas }) => ({ TableName, KeySchema, GlobalSecondaryIndexes, BillingMode, SSESpecification, Replicas }))).toEqual(
      TABLE_NAMES.map((table) => ({
        TableName: `revsignal-local-${table}`,
        KeySchema: keySchema(TABLES[table]),
        GlobalSecondaryIndexes: Object.entries(TABLES[table].indexes).map(([IndexName, index]) => ({ IndexName, KeySchema: keySchema(index), Projection: { ProjectionType: 'KEYS_ONLY' } })),
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [
          expect.objectContaining({ Region: { Ref: 'AWS::Region' }, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, DeletionProtectionEnabled: false }),
        ],
      })),
    );
  });

  it('keeps everything in production whatever happens to the stack', () => {
    const template = production();
    const tables = Object.values(resourcesOf(template, 'AWS::DynamoDB::GlobalTable'));
    const kept = Object.entries((template.toJSON() as { Resources: Record<string, { DeletionPolicy?: string }> }).Resources).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');

    expect(kept.map(([id]) => id)).toEqual(Object.keys(STATEFUL).filter((id) => id !== 'MessagesConfigurationSet'));
    expect(tables.map(({ Properties: { Replicas } }) => Replicas)).toEqual(tables.map(() => [expect.objectContaining({ DeletionProtectionEnabled: true })]));
  });
});

describe('the timetable (PLAT-02, UG-03, UG-07, NT-01, SC-05, CE-01, RO-03, LD-03, LR-11)', () => {
  it('starts each workflow at its hour of Pacific time, with the scheduled time as input (PLAT-03)', () => {
    const schedules = propertiesOf('AWS::Scheduler::Schedule');
    const starter = { 'Fn::GetAtt': [expect.stringMatching(/^StartWorkflow/), 'Arn'] };
    const queue = { 'Fn::GetAtt': [expect.stringMatching(/^TimetableStartsNotMade/), 'Arn'] };
    const schedule = (workflow: string, expression: string, state = 'ENABLED') => ({
      Description: expect.any(String),
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'America/Los_Angeles',
      State: state,
      Target: {
        Arn: starter,
        RoleArn: expect.anything(),
        Input: `{"workflow":"${workflow}","scheduledTime":"<aws.scheduler.scheduled-time>"}`,
        RetryPolicy: { MaximumEventAgeInSeconds: 14_400, MaximumRetryAttempts: 60 },
        DeadLetterConfig: { Arn: queue },
      },
    });

    expect(schedules).toEqual([
      // The sample stage tells its lists by hand.
      schedule('usergems-cohort-refresh', 'cron(0 20 ? * MON *)', 'DISABLED'),
      schedule('usergems-sync', 'cron(0 6 ? * TUE *)'),
      schedule('usergems-notify', 'cron(0 6 ? * WED *)'),
      schedule('usergems-scorecard', 'cron(0 8 1 * ? *)'),
      schedule('ce-usage-load', 'cron(30 1 ? * MON *)'),
      // Nor does it sync to anybody by itself, and clean-ups are off: LR-11 has no schedule.
      schedule('outreach-sync', 'cron(0 5 * * ? *)', 'DISABLED'),
      schedule('person-score', 'cron(0 6 * * ? *)'),
    ]);
  });

  it('loses no start that Lambda took over and could not make', () => {
    expect(propertiesOf('AWS::Lambda::EventInvokeConfig')).toEqual([
      {
        FunctionName: { Ref: expect.stringMatching(/^StartWorkflow/) },
        Qualifier: '$LATEST',
        MaximumEventAgeInSeconds: 14_400,
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^TimetableStartsNotMade/), 'Arn'] } } },
      },
    ]);
  });
});

describe('the HTTP APIs', () => {
  const APIS = [
    {
      name: 'revsignal-local-webhooks', authorization: 'NONE', throttle: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 },
      routes: {
        'POST /webhooks/usergems': 'usergems-webhook',
        'POST /webhooks/forms': 'forms-webhook',
        'POST /webhooks/marketing': 'marketing-webhook',
        'POST /webhooks/crm': 'crm-webhook',
        'POST /webhooks/outreach': 'outreach-webhook',
        'POST /webhooks/version-ping': 'version-ping-webhook',
      },
    },
    {
      name: 'revsignal-local-api', authorization: 'AWS_IAM', throttle: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      routes: {
        'GET /usergems': 'list-usergems',
        'GET /queues/{queue}': 'list-queue',
        'GET /ce-accounts': 'list-ce-accounts',
        'GET /leads/{id}/card': 'show-lead-card',
        'GET /contacts/{id}/card': 'show-contact-card',
        'GET /scorecards': 'show-scorecard',
        'GET /scorecards/{month}': 'show-scorecard',
        'POST /callbacks/{task}': 'answer-callback',
        'POST /privacy/erasures': 'request-erasure',
        'GET /privacy/erasures/{id}': 'show-erasure',
      },
    },
  ];
  /** Resources of a type that belong to an API, each with its logical id. */
  const ofApi = (apiId: string, type: string) => Object.entries(resourcesOf(app, type)).flatMap(([id, { Properties }]) => ((Properties['ApiId'] as { Ref: string }).Ref === apiId ? [{ id, ...Properties } as Record<string, unknown>] : []));
  const found = Object.entries(resourcesOf(app, 'AWS::ApiGatewayV2::Api')).map(([id, { Properties }]) => ({ id, name: Properties['Name'] }));

  it('take deliveries by key or signature (PLAT-04), and requests of users by IAM (UG-01); both throttled', () => {
    const functionOf = (integrations: readonly Record<string, unknown>[], target: string): string => {
      const uri = textOf(integrations.find(({ id }) => target.includes(String(id)))?.['IntegrationUri']);
      const [id = ''] = /\w+(?=\.Arn)/.exec(uri) ?? [];
      return String(resourcesOf(app, 'AWS::Lambda::Function')[id]?.Properties['FunctionName']).replace('revsignal-local-', '');
    };
    const seen = found.map(({ id, name }) => {
      const routes = ofApi(id, 'AWS::ApiGatewayV2::Route');
      const integrations = ofApi(id, 'AWS::ApiGatewayV2::Integration');
      return {
        name,
        authorization: [...new Set(routes.map(({ AuthorizationType = 'NONE' }) => AuthorizationType))].join(),
        throttle: ofApi(id, 'AWS::ApiGatewayV2::Stage').map(({ DefaultRouteSettings }) => DefaultRouteSettings)[0],
        routes: Object.fromEntries(routes.map(({ RouteKey, Target }) => [RouteKey, functionOf(integrations, textOf(Target))])),
      };
    });

    expect(seen).toEqual(APIS);
    expect(propertiesOf('AWS::ApiGatewayV2::Integration').filter(({ PayloadFormatVersion }) => PayloadFormatVersion !== '2.0')).toEqual([]);
  });

  it('log every request without its key, query or body; who read what is known of users only (PLAT-11)', () => {
    const logged = found.map(({ id }) => ofApi(id, 'AWS::ApiGatewayV2::Stage').map(({ AccessLogSettings }) => Object.keys(JSON.parse(textOf((AccessLogSettings as { Format: unknown }).Format))))[0]);
    const always = ['requestId', 'at', 'ip', 'route', 'status', 'responseLength', 'integrationError'];

    expect(logged).toEqual([always, [...always, 'caller']]);
  });

  it('are answered before the gateway gives up after 30 s', () => {
    const behind = new Set(APIS.flatMap(({ routes }) => Object.values(routes).map((name) => `revsignal-local-${name}`)));

    expect(propertiesOf('AWS::Lambda::Function').filter(({ FunctionName, Timeout }) => behind.has(String(FunctionName)) && Timeout !== 28)).toEqual([]);
  });
});

describe('the functions', () => {
  it('all run on the newest runtime, traced, with JSON logs in a group of their own that is not kept for ever', () => {
    const functions = propertiesOf('AWS::Lambda::Function');

    expect(functions.map(({ FunctionName }) => FunctionName)).toEqual(FUNCTION_NAMES.map((name) => `revsignal-local-${name}`));
    expect(functions.map(({ Runtime, Architectures, TracingConfig, Handler }) => ({ Runtime, Architectures, TracingConfig, Handler }))).toEqual(
      functions.map(() => ({ Runtime: 'nodejs24.x', Architectures: ['arm64'], TracingConfig: { Mode: 'Active' }, Handler: 'index.handler' })),
    );
    expect(new Set(functions.map(({ LoggingConfig }) => textOf((LoggingConfig as { LogGroup: unknown }).LogGroup))).size).toBe(FUNCTION_NAMES.length);
    expect(propertiesOf('AWS::Logs::LogGroup').filter(({ RetentionInDays }) => RetentionInDays !== 30)).toEqual([]);
  });
});

describe('the alarms', () => {
  const alarms = Object.values(resourcesOf(observability, 'AWS::CloudWatch::Alarm')).map(({ Properties: properties }) => properties);

  it('are these', () => {
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(
      [
        'UsergemsCohortRefreshFailed', 'UsergemsSyncFailed', 'UsergemsRetroPushFailed', 'UsergemsNotifyFailed', 'UsergemsScorecardFailed', 'PrivacyErasureFailed',
        'LeadIntakeFailed', 'PersonScoreFailed', 'AccountChangeFailed', 'ContactUsClockFailed', 'CeUsageLoadFailed', 'CeAssignmentFailed', 'OutreachSyncFailed', 'QueueCleanUpFailed',
        'StartNotMade', 'WebhookFailing', 'WebhookRefusing', 'MessagesBouncing', 'MessagesMarkedAsSpam',
      ].map((id) => `revsignal-local-${id}`),
    );
  });

  it('each say what is at stake and name a section of the runbook with all three parts', () => {
    const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
    const sections = new Map(runbook.split(/^## /m).slice(1).map((section) => [section.slice(0, section.indexOf('\n')), section]));

    expect(
      alarms.map(({ AlarmName, AlarmDescription }) => {
        const id = String(AlarmName).replace('revsignal-local-', '');
        const [impact = '', anchor] = textOf(AlarmDescription).split('\n');
        const parts = ['**What it means.**', '**Look at.**', '**Do.**'];
        return { id, isSentence: /^[A-Z].{40,}\.$/.test(impact), anchor, parts: parts.filter((part) => sections.get(id)?.includes(part)) };
      }),
    ).toEqual(
      alarms.map(({ AlarmName }) => {
        const id = String(AlarmName).replace('revsignal-local-', '');
        return { id, isSentence: true, anchor: `Runbook: docs/runbook.md#${id.toLowerCase()}`, parts: ['**What it means.**', '**Look at.**', '**Do.**'] };
      }),
    );
  });

  it('reach the recipients of the stage when they begin and when they end', () => {
    const topic = [{ Ref: expect.stringMatching(/^Alarms/) }];

    expect(alarms.map(({ AlarmActions, OKActions }) => ({ AlarmActions, OKActions }))).toEqual(alarms.map(() => ({ AlarmActions: topic, OKActions: topic })));
    observability.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'on-call@company.example' });
    observability.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});

describe('the dashboard', () => {
  it('shows the last runs, executions and counts of every workflow (PLAT-09)', () => {
    const [dashboard] = Object.values(resourcesOf(observability, 'AWS::CloudWatch::Dashboard'));
    const { widgets } = JSON.parse(textOf(dashboard?.Properties['DashboardBody'])) as { widgets: { properties: { title: string } }[] };

    expect(widgets.map(({ properties: { title } }) => title)).toEqual(
      Object.values(WORKFLOWS).flatMap((workflow) => ['last runs', 'executions', 'counts'].map((subject) => `${workflow}: ${subject}`)),
    );
  });
});

describe('the whole app', () => {
  it('passes the AwsSolutions rules, but for findings that are acknowledged with a reason', () => {
    const tree = emptyApp();
    defineStacks(tree, parseStage('local', local), 'none');
    tree.synth();
    const acknowledged = tree.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.values(data as Record<string, Acknowledgment['reason']>));

    expect(new AwsSolutionsChecks().validateScope(tree).violations).toEqual([]);
    expect(acknowledged.filter((reason) => reason.length < 20)).toEqual([]);
  });

  it("passes CDK's own validation of the templates", () => {
    const { directory } = synthesizeSample({ validate: true });

    expect(JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'))).toEqual(expect.objectContaining({ pluginReports: [] }));
  }, 120_000);
});
