import type { App } from 'aws-cdk-lib';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { HttpFront } from '../constructs/http-front';
import { logicalName } from '../constructs/logical-name';
import type { Bundles } from '../constructs/service-function';
import { ServiceFunction } from '../constructs/service-function';
import { Timetable } from '../constructs/timetable';
import { Workflow } from '../constructs/workflow';
import type { FunctionName } from '../functions.table';
import { FUNCTION_NAMES } from '../functions.table';
import { API_ROUTES, WEBHOOK_ROUTES } from '../routes.table';
import { nameIn } from '../../shared/names/name-in';
import { defineCohortRefreshWorkflow } from '../workflows/cohort-refresh-workflow';
import { defineErasureWorkflow } from '../workflows/erasure-workflow';
import { defineNotifyWorkflow } from '../workflows/notify-workflow';
import { defineRetroPushWorkflow, defineSyncWorkflow } from '../workflows/release-workflow';
import { defineScorecardWorkflow } from '../workflows/scorecard-workflow';

/** The largest push has 11,000 rows: 44 shards of 250, ten at a time, are 5 rounds of at most 15 minutes, twice, or 2.5 hours. More than double that hangs. */
const LONGEST_RUN = Duration.hours(6);

/** What runs: functions, workflows, timetable, webhooks and API. It can be thrown away and deployed again. */
export class AppStack extends Stack {
  readonly webhookApiId: string;

  constructor(app: App, stage: Stage, bundles: Bundles) {
    const { stage: name, notifications } = stage.settings;
    super(app, nameIn(name, 'app'), { description: `revsignal ${name}: functions, workflows, schedules, webhooks, API` });

    const define = (step: FunctionName): LambdaFunction => new ServiceFunction(this, logicalName(step), { name: step, stage, bundles }).resource;
    const steps = Object.fromEntries(FUNCTION_NAMES.map((step) => [step, define(step)])) as Record<FunctionName, LambdaFunction>;

    const longestWait = Duration.seconds(notifications.syncWait.seconds * notifications.syncWait.times);
    new Workflow(this, 'UsergemsCohortRefreshWorkflow', { name: WORKFLOWS.cohortRefresh, stage, steps, define: defineCohortRefreshWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'UsergemsSyncWorkflow', { name: WORKFLOWS.sync, stage, steps, define: defineSyncWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'UsergemsRetroPushWorkflow', { name: WORKFLOWS.retroPush, stage, steps, define: defineRetroPushWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'UsergemsNotifyWorkflow', { name: WORKFLOWS.notify, stage, steps, define: defineNotifyWorkflow, timeout: LONGEST_RUN.plus(longestWait) });
    new Workflow(this, 'UsergemsScorecardWorkflow', { name: WORKFLOWS.scorecard, stage, steps, define: defineScorecardWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'PrivacyErasureWorkflow', { name: WORKFLOWS.erasure, stage, steps, define: defineErasureWorkflow, timeout: LONGEST_RUN });

    new Timetable(this, 'Timetable', { stage, starter: steps['start-workflow'] });

    const webhooks = new HttpFront(this, 'Webhooks', {
      stage,
      name: 'webhooks',
      routes: WEBHOOK_ROUTES,
      functions: steps,
      throttle: stage.webhook,
      authorization: { none: 'The vendor can send a key only; the handler compares it in constant time (PLAT-04).' },
    });
    const api = new HttpFront(this, 'Api', { stage, name: 'api', routes: API_ROUTES, functions: steps, throttle: stage.api, authorization: 'iam' });
    new CfnOutput(this, 'UsergemsUrl', { description: 'Where usergems delivers its events', value: `${webhooks.url}webhooks/usergems` });
    new CfnOutput(this, 'ApiUrl', { description: 'Where users of the CRM ask (docs/api.md)', value: api.url });
    this.webhookApiId = webhooks.apiId;
  }
}
