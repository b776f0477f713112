import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Stage } from '../config/stage';
import { nameIn } from '../../shared/names/name-in';

export interface AlarmRow {
  /** PascalCase; a heading of docs/runbook.md bears the same name. */
  readonly id: string;
  /** What it means for the people who wait for leads or messages: one sentence. */
  readonly impact: string;
  readonly metric: IMetric;
  /** Raised when the metric reaches this in one period. */
  readonly threshold: number;
  /** Console page to look at first. */
  readonly lookAt?: string;
}

/** An alarm that says what is at stake and where its runbook section is; the topic hears when it begins and when it is over. */
export class ImpactAlarm extends Construct {
  constructor(scope: Construct, { id, impact, metric, threshold, lookAt }: AlarmRow, { stage, topic }: { stage: Stage; topic: ITopic }) {
    super(scope, id);
    const alarm = new Alarm(this, 'Resource', {
      alarmName: nameIn(stage.settings.stage, id),
      alarmDescription: [impact, `Runbook: docs/runbook.md#${id.toLowerCase()}`, ...(lookAt === undefined ? [] : [`Look at: ${lookAt}`])].join('\n'),
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
