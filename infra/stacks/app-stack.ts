import type { App } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { logicalName } from '../constructs/logical-name';
import type { Bundles } from '../constructs/service-function';
import { ServiceFunction } from '../constructs/service-function';
import { Timetable } from '../constructs/timetable';
import { WebhookApi } from '../constructs/webhook-api';
import { Workflow } from '../constructs/workflow';
import type { FunctionName } from '../functions.table';
import { FUNCTION_NAMES } from '../functions.table';
import { nameIn } from '../../shared/names/name-in';
import { defineNotifyWorkflow } from '../workflows/notify-workflow';
import { defineRetroPushWorkflow, defineSyncWorkflow } from '../workflows/release-workflow';

/** The largest push has 11,000 rows: 44 shards of 250, ten at a time, are 5 rounds of at most 15 minutes, twice, or 2.5 hours. More than double that hangs. */
const LONGEST_RUN = Duration.hours(6);

/** What runs: functions, workflows, timetable and webhooks. It can be thrown away and deployed again. */
export class AppStack extends Stack {
  readonly webhookApiId: string;

  constructor(app: App, stage: Stage, bundles: Bundles) {
    const { stage: name, notifications } = stage.settings;
    super(app, nameIn(name, 'app'), { description: `revsignal ${name}: functions, workflows, schedules, webhooks` });

    const define = (step: FunctionName): LambdaFunction => new ServiceFunction(this, logicalName(step), { name: step, stage, bundles }).resource;
    const steps = Object.fromEntries(FUNCTION_NAMES.map((step) => [step, define(step)])) as Record<FunctionName, LambdaFunction>;

    const longestWait = Duration.seconds(notifications.syncWait.seconds * notifications.syncWait.times);
    new Workflow(this, 'UsergemsSyncWorkflow', { name: WORKFLOWS.sync, stage, steps, define: defineSyncWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'UsergemsRetroPushWorkflow', { name: WORKFLOWS.retroPush, stage, steps, define: defineRetroPushWorkflow, timeout: LONGEST_RUN });
    new Workflow(this, 'UsergemsNotifyWorkflow', { name: WORKFLOWS.notify, stage, steps, define: defineNotifyWorkflow, timeout: LONGEST_RUN.plus(longestWait) });

    new Timetable(this, 'Timetable', { stage, starter: steps['start-workflow'] });
    this.webhookApiId = new WebhookApi(this, 'Webhooks', { stage, sources: { usergems: steps['usergems-webhook'] } }).apiId;
  }
}
