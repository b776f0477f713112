import { Duration } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { GraphWidget, LogQueryWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRICS, METRIC_DIMENSIONS, METRIC_NAMESPACE, METRIC_SERVICE } from '../../shared/names/metrics';
import type { WorkflowName } from '../../shared/names/workflows';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { executionLogName } from '../physical-names';
import { executions } from './alarms';

type MetricName = (typeof METRICS)[keyof typeof METRICS];

const RELEASED: readonly MetricName[] = [METRICS.signalsReleased, METRICS.signalsHeld, METRICS.leadsCreated, METRICS.contactsMarked];

/** What a workflow did, in its own counts. */
const COUNTS: Readonly<Record<WorkflowName, readonly MetricName[]>> = {
  [WORKFLOWS.cohortRefresh]: [METRICS.vendorWrites, METRICS.vendorRefusals],
  [WORKFLOWS.sync]: RELEASED,
  [WORKFLOWS.retroPush]: RELEASED,
  [WORKFLOWS.notify]: [METRICS.messagesSent, METRICS.messagesFailed, METRICS.recipientsMissing],
  [WORKFLOWS.scorecard]: [METRICS.categoriesAtBenchmark],
  [WORKFLOWS.erasure]: [METRICS.personsErased],
  [WORKFLOWS.leadIntake]: [METRICS.deliveriesWorked, METRICS.deliveriesRejected, METRICS.leadsCreated, METRICS.leadsRouted],
  [WORKFLOWS.personScore]: [METRICS.deliveriesWorked],
  [WORKFLOWS.accountChange]: [METRICS.recordsFollowed],
  [WORKFLOWS.contactUsClock]: [METRICS.answersInTime, METRICS.answersLate],
  [WORKFLOWS.ceUsageLoad]: [METRICS.hostsKept, METRICS.hostsDiscarded, METRICS.accountsCreated],
  [WORKFLOWS.ceAssignment]: [METRICS.accountsAssigned],
  [WORKFLOWS.outreachSync]: [METRICS.recordsSynced],
  [WORKFLOWS.queueCleanUp]: [METRICS.leadsQueued],
};

/** Beginnings and ends of executions, the latest first. */
const lastRuns = (stage: Stage, workflow: WorkflowName): LogQueryWidget =>
  new LogQueryWidget({
    title: `${workflow}: last runs`,
    logGroupNames: [executionLogName(stage.settings.stage, workflow)],
    queryLines: [
      'fields @timestamp, type, execution_arn',
      // Children of a Distributed Map have a slash in the name of their machine.
      'filter type like /^Execution/ and execution_arn not like /\\//',
      'parse execution_arn "*:execution:*:*" as prefix, machine, run',
      'display @timestamp, run, type',
      'sort @timestamp desc',
      'limit 10',
    ],
    width: 8,
    height: 6,
  });

const outcomes = (scope: Construct, stage: Stage, workflow: WorkflowName): GraphWidget =>
  new GraphWidget({
    title: `${workflow}: executions`,
    left: ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut'].map((metricName) => executions(scope, stage, workflow, metricName).with({ label: metricName, period: Duration.days(1) })),
    width: 8,
    height: 6,
  });

const counts = (stage: Stage, workflow: WorkflowName): GraphWidget =>
  new GraphWidget({
    title: `${workflow}: counts`,
    left: COUNTS[workflow].map(
      (metricName) =>
        new Metric({
          namespace: METRIC_NAMESPACE,
          metricName,
          dimensionsMap: { ...METRIC_SERVICE, [METRIC_DIMENSIONS.stage]: stage.settings.stage, [METRIC_DIMENSIONS.workflow]: workflow },
          statistic: Stats.SUM,
          period: Duration.days(1),
        }),
    ),
    width: 8,
    height: 6,
  });

/** One row for each workflow: its last runs, how they ended, what they did (PLAT-09). */
export const dashboardRows = (scope: Construct, stage: Stage): IWidget[][] =>
  Object.values(WORKFLOWS).map((workflow) => [lastRuns(stage, workflow), outcomes(scope, stage, workflow), counts(stage, workflow)]);
