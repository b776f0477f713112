import { Duration, TimeZone, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../config/stage';
import { nameIn } from '../../shared/names/name-in';
import { timetableOf } from '../workflows/timetable';
import { acknowledgeVersionsOf } from './acknowledged-findings';
import { logicalName } from './logical-name';

/** The business date comes from the scheduled time, not from the clock, so a late start does the same work. */
const LATEST_START = Duration.hours(4);

/**
 * One schedule for each row of the timetable, all of which invoke the starter with `{workflow, scheduledTime}`.
 * Scheduler hands over to Lambda's own queue, so a start can fail in two places; both end in the same dead-letter queue.
 */
export class Timetable extends Construct {
  constructor(scope: Construct, id: string, { stage, starter }: { stage: Stage; starter: LambdaFunction }) {
    super(scope, id);
    const startsNotMade = new Queue(this, 'StartsNotMade', {
      queueName: nameIn(stage.settings.stage, 'starts-not-made'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    // Lambda waits 1 and 2 minutes before these tries and knows no more than two.
    starter.configureAsyncInvoke({ maxEventAge: LATEST_START, retryAttempts: 2, onFailure: new SqsDestination(startsNotMade) });

    for (const { workflow, at, because, enabled } of timetableOf(stage)) {
      new Schedule(this, logicalName(workflow), {
        description: because,
        enabled,
        schedule: ScheduleExpression.cron({ ...at, timeZone: TimeZone.of(stage.settings.timeZone) }),
        target: new LambdaInvoke(starter, {
          input: ScheduleTargetInput.fromObject({ workflow, scheduledTime: ContextAttribute.scheduledTime }),
          // Scheduler backs off exponentially until either bound is reached.
          maxEventAge: LATEST_START,
          retryAttempts: 60,
          deadLetterQueue: startsNotMade,
        }),
      });
    }

    Validations.of(startsNotMade).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'This is the dead-letter queue of the schedules and of the starter.' });
    // The role of the schedules' target is made by CDK beside this construct.
    Validations.of(scope).acknowledge(acknowledgeVersionsOf(starter));
  }
}
