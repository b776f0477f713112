import { resourcesOf, synthesizeSample, templateOf, textOf } from './synthesized';

/** Tables that can have something of a person. */
const ERASABLE = 'Account Contact Decision Delivery Lead MatchKey Merge Message Opportunity OpportunityContactRole Run Signal Task TrackedContact VendorRecord';

/**
 * What each function may do, written down a second time on purpose: a row that grows in functions.table.ts has to be meant.
 * Tables and indexes by name; `scan` reads a table whole.
 */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'open-run': { read: 'Run', write: 'Run' },
  'park-run': { read: 'Message', write: 'Message Run', messages: 'yes' },
  'start-workflow': {
    start: 'account-change ce-assignment ce-usage-load contact-us-clock lead-intake outreach-sync person-score privacy-erasure queue-clean-up usergems-cohort-refresh usergems-notify usergems-retro-push usergems-scorecard usergems-sync',
    queue: 'StartsNotMade',
  },
  'refresh-cohorts': { read: 'Run', scan: 'Account Contact Opportunity OpportunityContactRole TrackedContact', write: 'Run TrackedContact' },
  'plan-release': { read: 'Contact MatchKey Run Signal TrackedContact', ask: 'Run/byWorkflow Signal/byDue', write: 'Run' },
  'decide-shard': { read: 'Account Lead MatchKey Opportunity Run', ask: 'Opportunity/byAccount', scan: 'User', write: 'Run' },
  'deal-pools': { read: 'Pool Run', scan: 'User', write: 'Pool Run' },
  'write-shard': { read: 'Contact Run', write: 'Contact Decision Lead MatchKey Run Signal' },
  'settle-release': { read: 'Message Run', ask: 'Signal/byDue', write: 'Message Run', messages: 'yes' },
  'check-sync': { read: 'Run' },
  'plan-notifications': { read: 'Contact Lead Run', ask: 'Contact/byDisqualifiedDay Lead/byCreatedDay', write: 'Run' },
  'evaluate-shard': { read: 'Account Contact Lead Opportunity Run', ask: 'Opportunity/byAccount', scan: 'User', write: 'Decision Run' },
  'freeze-digests': { read: 'Run', write: 'Message Run' },
  'send-message': { read: 'Message User', write: 'Decision Message Run', messages: 'yes' },
  'settle-notifications': { read: 'Decision Lead Message Run', ask: 'Lead/byCreatedDay', write: 'Message Run', messages: 'yes' },
  'grade-month': {
    read: 'Lead Run Scorecard User', ask: 'Lead/byCreatedMonth', scan: 'Account Contact Opportunity OpportunityContactRole Signal Task TrackedContact', write: 'Run Scorecard',
  },
  'send-scorecard': { read: 'Message Scorecard', write: 'Message Run', messages: 'yes' },
  'settle-scorecard': { read: 'Message Scorecard', write: 'Message Run', messages: 'yes' },
  'decide-deliveries': {
    read: 'Account Clock Contact Delivery Lead MatchKey Opportunity Run Sequence', ask: 'Account/byParent Account/bySdr Clock/byDue Delivery/byDue Opportunity/byAccount', scan: 'Pool User', write: 'Run Sequence',
  },
  'write-decided': {
    read: 'Callback Delivery Run', write: 'Account Alert Callback Clock Contact Decision Delivery Lead MatchKey Merge Pool Run ScoreHistory Task User',
    start: 'ce-assignment contact-us-clock', answer: 'ce-assignment contact-us-clock',
  },
  'settle-intake': { read: 'Run Sequence', write: 'Run' },
  'list-contacts': { read: 'Run', ask: 'Contact/byAccount', write: 'Run' },
  'follow-account': { read: 'Contact Run', write: 'Contact Decision Run' },
  'settle-change': { read: 'Run', write: 'Run' },
  'await-follow-up': { read: 'Callback Clock', write: 'Callback', answer: 'ce-assignment contact-us-clock' },
  'read-clock': { read: 'Callback Clock', write: 'Callback' },
  'ask-director': { read: 'Account Callback', write: 'Callback', answer: 'ce-assignment contact-us-clock' },
  'assign-sdr': { read: 'Delivery', write: 'Delivery' },
  'check-assignment': { read: 'Delivery' },
  'answer-callback': { read: 'Account Callback', scan: 'User', write: 'Callback', answer: 'ce-assignment contact-us-clock' },
  'tell-people': { read: 'Account Alert Clock Contact Lead Message User', ask: 'Alert/byRun', scan: 'User', write: 'Message Run', messages: 'yes' },
  'plan-outreach-sync': { read: 'Run', ask: 'Contact/byOutreachSync Lead/byOutreachSync', write: 'Run' },
  'push-to-outreach': { read: 'Account Contact Lead Run', write: 'Contact Lead Run', secret: 'outreach/token' },
  'settle-outreach-sync': { read: 'Message Run', write: 'Message Run', messages: 'yes' },
  'plan-clean-up': { read: 'Run', scan: 'Lead', write: 'Run' },
  'move-unworked-leads': { read: 'Lead Run', write: 'Decision Lead Run' },
  'settle-clean-up': { read: 'Run', write: 'Run' },
  'show-scorecard': { read: 'Scorecard', scan: 'User' },
  'plan-vendor-writes': { read: 'Run', ask: 'Run/byWorkflow', scan: 'Account Contact Opportunity TrackedContact VendorRecord', write: 'Run' },
  'tell-vendor': { read: 'Contact RateLimit Run VendorRecord', write: 'RateLimit Run VendorRecord', secret: 'usergems/api-key' },
  'settle-vendor-lists': { read: 'Message Run', write: 'Message Run', messages: 'yes' },
  'list-usergems': { read: 'Account Contact Lead User', ask: 'Lead/byCreatedMonth Lead/byOwner', scan: 'User' },
  'list-queue': { read: 'Account Contact Lead User', ask: 'Contact/byQueue Lead/byQueue', scan: 'User' },
  'list-ce-accounts': { read: 'Account', ask: 'Account/byCeSegment', scan: 'User' },
  'take-in-pings': { read: 'Delivery Run', ask: 'Delivery/byDue', write: 'Delivery Run UsagePing' },
  'deal-hosts': { read: 'Run', ask: 'Run/byWorkflow', scan: 'UsagePing', write: 'Run UsagePing' },
  'clean-hosts': { read: 'Run', write: 'Run' },
  'match-accounts': { read: 'Account MatchKey Run Sequence', scan: 'Account User', write: 'Account Alert Decision MatchKey Run Sequence' },
  'settle-load': { read: 'Run', write: 'Run' },
  'show-lead-card': { read: 'Account Contact Lead TrackedContact User', scan: 'User' },
  'show-contact-card': { read: 'Account Contact Lead TrackedContact User', scan: 'User' },
  'find-person': { read: 'Erasure Run Sequence', ask: 'Run/byWorkflow', scan: 'Contact Delivery Lead Signal', write: 'Erasure' },
  'tell-vendor-to-erase': { read: 'Erasure RateLimit', write: 'Erasure RateLimit', secret: 'usergems/api-key' },
  'erase-table': { read: 'Erasure', scan: ERASABLE, write: `${ERASABLE} Erasure` },
  'settle-erasure': { read: 'Erasure Message Run Sequence', ask: 'Run/byWorkflow', scan: ERASABLE, write: 'Erasure Message', messages: 'yes' },
  'request-erasure': { read: 'Erasure', scan: 'Erasure User', write: 'Erasure', start: 'privacy-erasure' },
  'show-erasure': { read: 'Erasure', scan: 'User' },
  'usergems-webhook': { read: 'Signal', write: 'Signal', secret: 'usergems/webhook-key' },
  'forms-webhook': { read: 'Delivery', write: 'Delivery', secret: 'leads/forms-secret', start: 'lead-intake' },
  'marketing-webhook': { read: 'Delivery', write: 'Delivery', secret: 'leads/marketing-secret', start: 'lead-intake' },
  'crm-webhook': { read: 'Delivery', write: 'Delivery', secret: 'leads/crm-secret', start: 'lead-intake' },
  'outreach-webhook': { read: 'Delivery', write: 'Delivery', secret: 'leads/outreach-secret', start: 'lead-intake' },
  'version-ping-webhook': { read: 'Delivery', write: 'Delivery', secret: 'leads/version-ping-secret' },
};

const ARN = 'arn:<AWS::Partition>:SERVICE:<AWS::Region>:<AWS::AccountId>:';
const arn = (service: string, rest: string): string => ARN.replace('SERVICE', service) + rest;
const names = (list = ''): string[] => (list === '' ? [] : list.split(' '));
const table = (name: string): string => arn('dynamodb', `table/revsignal-local-${name}`);

/** Every allowed pair of action and resource. */
const pairs = (actions: readonly string[], resources: readonly string[]): string[] => actions.flatMap((action) => resources.map((resource) => `${action} on ${resource}`));

const secret = (name: string): string => arn('secretsmanager', `secret:revsignal/local/${name}-??????`);

const expectedOf = ({ read, ask, scan, write, messages, start, answer, queue, secret: key }: Readonly<Record<string, string>>): string[] => [
  ...pairs(['dynamodb:BatchGetItem', 'dynamodb:Query'], names(read).map(table)),
  ...pairs(['dynamodb:Query'], names(ask).map((index) => table(index.replace('/', '/index/')))),
  ...pairs(['dynamodb:Scan'], names(scan).map(table)),
  ...pairs(['dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], names(write).map(table)),
  ...(messages === undefined
    ? []
    : [
        ...pairs(['ses:SendEmail'], [arn('ses', 'identity/mail.company.example'), arn('ses', 'configuration-set/revsignal-local-messages')]),
        ...pairs(['secretsmanager:GetSecretValue'], [secret('slack/token')]),
      ]),
  ...pairs(['secretsmanager:GetSecretValue'], names(key).map(secret)),
  ...pairs(['states:StartExecution'], names(start).map((workflow) => arn('states', `stateMachine:revsignal-local-${workflow}`))),
  ...pairs(['states:SendTaskSuccess'], names(answer).map((workflow) => arn('states', `stateMachine:revsignal-local-${workflow}`))),
  ...pairs(['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'], names(queue).map((id) => `<Timetable${id}.Arn>`)),
  ...pairs(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], ['*']),
  ...pairs(['logs:CreateLogStream', 'logs:PutLogEvents'], ['<Log.Arn>']),
];

const app = templateOf(synthesizeSample(), 'app');
/** Without the hash that CDK appends, and for log groups without the function, which is asserted by their number. */
const readable = (resource: string): string => resource.replace(/[0-9A-F]{8}\.Arn>$/, '.Arn>').replace(/^<\w+Log\.Arn>$/, '<Log.Arn>');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Allowed pairs of each function, by its name. */
const granted = (): Record<string, string[]> => {
  const policies = Object.values(resourcesOf(app, 'AWS::IAM::Policy')).map(({ Properties: { Roles, PolicyDocument } }) => ({
    role: (Roles as { Ref: string }[]).map(({ Ref }) => Ref).join(),
    statements: (PolicyDocument as { Statement: { Effect: string; Action: unknown; Resource: unknown }[] }).Statement,
  }));
  return Object.fromEntries(
    Object.values(resourcesOf(app, 'AWS::Lambda::Function')).map(({ Properties: { FunctionName, Role } }) => {
      const [role] = (Role as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
      const statements = policies.filter((policy) => policy.role === role).flatMap((policy) => policy.statements);
      expect(statements.filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
      return [
        String(FunctionName).replace('revsignal-local-', ''),
        statements.flatMap(({ Action, Resource }) => pairs(list(Action).map(String), list(Resource).map((resource) => readable(textOf(resource))))).sort(),
      ];
    }),
  );
};

describe('least privilege', () => {
  it('gives each function a role of its own that allows exactly what its row asks for', () => {
    expect(granted()).toEqual(Object.fromEntries(Object.entries(EXPECTED).map(([name, row]) => [name, expectedOf(row).sort()])));
  });

  it('attaches no managed policy to any role', () => {
    expect(Object.values(resourcesOf(app, 'AWS::IAM::Role')).filter(({ Properties: { ManagedPolicyArns } }) => ManagedPolicyArns !== undefined)).toEqual([]);
  });

  it('gives each function the environment that its permissions need and no more', () => {
    const environments = Object.values(resourcesOf(app, 'AWS::Lambda::Function')).map(({ Properties: { FunctionName, Environment } }) => [
      String(FunctionName).replace('revsignal-local-', ''),
      Object.keys((Environment as { Variables: object }).Variables).filter((name) => name !== 'NODE_OPTIONS' && name !== 'REVSIGNAL_STAGE'),
    ]);
    const withMore = Object.fromEntries(environments.filter(([, variables]) => variables?.length !== 0));
    const messaging = ['SLACK_TOKEN_SECRET_ID', 'SES_CONFIGURATION_SET'];

    expect(withMore).toEqual({
      'park-run': messaging,
      'start-workflow': [
        'USERGEMS_COHORT_REFRESH_ARN', 'USERGEMS_SYNC_ARN', 'USERGEMS_RETRO_PUSH_ARN', 'USERGEMS_NOTIFY_ARN', 'USERGEMS_SCORECARD_ARN', 'PRIVACY_ERASURE_ARN', 'LEAD_INTAKE_ARN', 'PERSON_SCORE_ARN', 'ACCOUNT_CHANGE_ARN',
        'CONTACT_US_CLOCK_ARN', 'CE_USAGE_LOAD_ARN', 'CE_ASSIGNMENT_ARN', 'OUTREACH_SYNC_ARN', 'QUEUE_CLEAN_UP_ARN',
      ],
      'settle-release': messaging,
      'send-message': messaging,
      'settle-notifications': messaging,
      'send-scorecard': messaging,
      'settle-scorecard': messaging,
      'write-decided': ['CONTACT_US_CLOCK_ARN', 'CE_ASSIGNMENT_ARN'],
      'tell-people': messaging,
      'push-to-outreach': ['OUTREACH_TOKEN_SECRET_ID', 'OUTREACH_API_URL'],
      'settle-outreach-sync': messaging,
      'tell-vendor': ['USERGEMS_API_KEY_SECRET_ID', 'USERGEMS_API_URL'],
      'settle-vendor-lists': messaging,
      'tell-vendor-to-erase': ['USERGEMS_API_KEY_SECRET_ID', 'USERGEMS_API_URL'],
      'clean-hosts': ['ENRICHMENT_URL', 'REVERSE_DNS', 'WHOIS_URL'],
      'settle-erasure': messaging,
      'request-erasure': ['PRIVACY_ERASURE_ARN'],
      'usergems-webhook': ['USERGEMS_WEBHOOK_SECRET_ID'],
      'forms-webhook': ['SIGNATURE_SECRET_ID', 'LEAD_INTAKE_ARN'],
      'marketing-webhook': ['SIGNATURE_SECRET_ID', 'LEAD_INTAKE_ARN'],
      'crm-webhook': ['SIGNATURE_SECRET_ID', 'LEAD_INTAKE_ARN'],
      'outreach-webhook': ['SIGNATURE_SECRET_ID', 'LEAD_INTAKE_ARN'],
      'version-ping-webhook': ['SIGNATURE_SECRET_ID'],
    });
  });
});
