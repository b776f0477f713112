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
import { defineCeAssignmentWorkflow } from '../workflows/ce-assignment-workflow';
import { defineCeUsageLoadWorkflow } from '../workflows/ce-usage-load-workflow';
import { defineAccountChangeWorkflow } from '../workflows/account-change-workflow';
import { defineCohortRefreshWorkflow } from '../workflows/cohort-refresh-workflow';
import { defineContactUsClockWorkflow } from '../workflows/contact-us-clock-workflow';
import { defineErasureWorkflow } from '../workflows/erasure-workflow';
import { defineLeadIntakeWorkflow, definePersonScoreWorkflow } from '../workflows/lead-intake-workflow';
import { defineNotifyWorkflow } from '../workflows/notify-workflow';
import { defineOutreachSyncWorkflow } from '../workflows/outreach-sync-workflow';
import { defineQueueCleanUpWorkflow } from '../workflows/queue-clean-up-workflow';
import { defineRetroPushWorkflow, defineSyncWorkflow } from '../workflows/release-workflow';
import { defineScorecardWorkflow } from '../workflows/scorecard-workflow';

/** The largest push has 11,000 rows: 44 shards of 250, ten at a time, are 5 rounds of at most 15 minutes, twice, or 2.5 hours. More than double that hangs. */
const LONGEST_RUN = Duration.hours(6);

/** A director is waited for 30 days, a follow-up over the longest row of holidays for less; what comes after either takes hours at most. */
const LONGEST_WAIT_FOR_ANSWER = Duration.days(31);

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
    new Workflow(this, 'LeadIntakeWorkflow', { name: WORKFLOWS.leadIntake, stage, steps, define: defineLeadIntakeWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'PersonScoreWorkflow', { name: WORKFLOWS.personScore, stage, steps, define: definePersonScoreWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'AccountChangeWorkflow', { name: WORKFLOWS.accountChange, stage, steps, define: defineAccountChangeWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'ContactUsClockWorkflow', { name: WORKFLOWS.contactUsClock, stage, steps, define: defineContactUsClockWorkflow, timeout: LONGEST_WAIT_FOR_ANSWER });
    new Workflow(this, 'CeUsageLoadWorkflow', { name: WORKFLOWS.ceUsageLoad, stage, steps, define: defineCeUsageLoadWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'CeAssignmentWorkflow', { name: WORKFLOWS.ceAssignment, stage, steps, define: defineCeAssignmentWorkflow, timeout: LONGEST_WAIT_FOR_ANSWER });
    new Workflow(this, 'OutreachSyncWorkflow', { name: WORKFLOWS.outreachSync, stage, steps, define: defineOutreachSyncWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'QueueCleanUpWorkflow', { name: WORKFLOWS.queueCleanUp, stage, steps, define: defineQueueCleanUpWorkflow, timeout: LONGEST_RUN });

    new Timetable(this, 'Timetable', { stage, starter: steps['start-workflow'] });

    const webhooks = new HttpFront(this, 'Webhooks', {
      stage,
      name: 'webhooks',
      routes: WEBHOOK_ROUTES,
      functions: steps,
      throttle: stage.webhook,
      authorization: { none: 'Callers send a key or a signature; the handler checks it in constant time (PLAT-04).' },
    });
    const api = new HttpFront(this, 'Api', { stage, name: 'api', routes: API_ROUTES, functions: steps, throttle: stage.api, authorization: 'iam' });
    new CfnOutput(this, 'UsergemsUrl', { description: 'Where usergems delivers its events', value: `${webhooks.url}webhooks/usergems` });
    new CfnOutput(this, 'WebhooksUrl', { description: 'Where the sources of the lead database deliver (docs/contracts.md)', value: `${webhooks.url}webhooks/` });
    new CfnOutput(this, 'ApiUrl', { description: 'Where users of the CRM ask (docs/api.md)', value: api.url });
    this.webhookApiId = webhooks.apiId;
  }
}
