import { Aws, Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { WorkflowName } from '../../shared/names/workflows';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import type { AlarmRow } from '../constructs/impact-alarm';
import { logicalName } from '../constructs/logical-name';
import { nameIn } from '../../shared/names/name-in';
import { stateMachineArn } from '../physical-names';

const IMPACT: Readonly<Record<WorkflowName, string>> = {
  [WORKFLOWS.cohortRefresh]: 'UserGems does not follow the contacts and accounts that it should: job changes of new contacts go unseen.',
  [WORKFLOWS.sync]: 'This week no or not all UserGems leads have reached their owners, and nobody will be told about them tomorrow.',
  [WORKFLOWS.retroPush]: 'The leads of a retro-active push are missing in whole or in part.',
  [WORKFLOWS.notify]: 'Owners of new UserGems leads and of customers who lost a contact have not all been told.',
  [WORKFLOWS.scorecard]: 'The programme owners have no scorecard of the month.',
  [WORKFLOWS.erasure]: 'A person who asked to be erased is still in the records or with the vendor; the law sets a time limit.',
  [WORKFLOWS.leadIntake]: 'Forms, marketing activities and CRM changes are stored but not worked: new leads have no owner and nobody is told.',
  [WORKFLOWS.personScore]: 'In-product trials of the last day have no points, so that some are not yet MQL.',
  [WORKFLOWS.accountChange]: 'Contacts of an account still show its former owner or SDR, and later deliveries wait.',
  [WORKFLOWS.contactUsClock]: 'A breach of the answer time of a Contact Us request may go unnoticed.',
  [WORKFLOWS.ceUsageLoad]: 'Accounts that use the free edition were not created or brought up to date this week, and deliveries wait.',
  [WORKFLOWS.ceAssignment]: 'A picked account waits for an SDR and its director was not asked.',
  [WORKFLOWS.outreachSync]: 'New leads and contacts are missing in Outreach, so that mail to them is not on record.',
  [WORKFLOWS.queueCleanUp]: 'Unworked leads stay with their owners instead of the holding queues.',
};

/** A workflow's executions in the Step Functions metrics. */
export const executions = (scope: Construct, stage: Stage, workflow: WorkflowName, metricName: string): Metric =>
  new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: { StateMachineArn: stateMachineArn(scope, stage.settings.stage, workflow) },
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });

const workflowFailed = (scope: Construct, stage: Stage, workflow: WorkflowName): AlarmRow => ({
  id: `${logicalName(workflow)}Failed`,
  impact: IMPACT[workflow],
  metric: new MathExpression({
    expression: 'failed + timedOut + aborted',
    label: 'Executions that did not succeed',
    period: Duration.minutes(5),
    usingMetrics: {
      failed: executions(scope, stage, workflow, 'ExecutionsFailed'),
      timedOut: executions(scope, stage, workflow, 'ExecutionsTimedOut'),
      aborted: executions(scope, stage, workflow, 'ExecutionsAborted'),
    },
  }),
  threshold: 1,
  lookAt: `https://console.aws.amazon.com/states/home?region=${Aws.REGION}#/statemachines/view/${stateMachineArn(scope, stage.settings.stage, workflow)}`,
});

const webhookMetric = (apiId: string, metricName: '4xx' | '5xx', period: Duration): Metric =>
  new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap: { ApiId: apiId }, statistic: Stats.SUM, period });

const reputation = (metricName: string): Metric => new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.AVERAGE, period: Duration.hours(1) });

/** Every alarm, worst first. Each has a section in docs/runbook.md. */
export const alarmRows = (scope: Construct, stage: Stage, webhookApiId: string): readonly AlarmRow[] => [
  ...Object.values(WORKFLOWS).map((workflow) => workflowFailed(scope, stage, workflow)),
  {
    id: 'StartNotMade',
    impact: 'A job of the timetable was due and did not start; without the Tuesday sync there are no leads this week.',
    metric: new Metric({
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensionsMap: { QueueName: nameIn(stage.settings.stage, 'starts-not-made') },
      statistic: Stats.MAXIMUM,
      period: Duration.minutes(5),
    }),
    threshold: 1,
  },
  {
    id: 'WebhookFailing',
    impact: 'Job changes that the vendor delivers now are not stored; they are lost unless the vendor repeats them.',
    metric: webhookMetric(webhookApiId, '5xx', Duration.minutes(5)),
    threshold: 1,
  },
  {
    id: 'WebhookRefusing',
    impact: 'Deliveries are turned away for their key, form or rate; job changes may be missing from the next release.',
    metric: webhookMetric(webhookApiId, '4xx', Duration.hours(1)),
    // Now and then a scanner knocks at any public address; ten in an hour is somebody who means us.
    threshold: 10,
  },
  {
    id: 'MessagesBouncing',
    impact: 'E-mail to owners bounces; SES stops sending for the whole account when this goes on.',
    // SES reviews an account at 5 % (https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html).
    metric: reputation('Reputation.BounceRate'),
    threshold: 0.05,
  },
  {
    id: 'MessagesMarkedAsSpam',
    impact: 'Owners report our messages as spam; SES stops sending for the whole account when this goes on.',
    // SES reviews an account at 0.1 % (same page).
    metric: reputation('Reputation.ComplaintRate'),
    threshold: 0.001,
  },
];
