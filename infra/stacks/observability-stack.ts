import type { App } from 'aws-cdk-lib';
import { Stack, Validations } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Stage } from '../config/stage';
import { ImpactAlarm } from '../constructs/impact-alarm';
import { nameIn } from '../../shared/names/name-in';
import { alarmRows } from './alarms';
import { dashboardRows } from './dashboard';

/** What tells people: alarms to their mailboxes, and a dashboard with the last run of each job (PLAT-09). */
export class ObservabilityStack extends Stack {
  constructor(app: App, stage: Stage, webhookApiId: string) {
    const { stage: name } = stage.settings;
    super(app, nameIn(name, 'observability'), { description: `revsignal ${name}: alarms, dashboard` });

    const topic = new Topic(this, 'Alarms', { displayName: `revsignal ${name} alarms`, enforceSSL: true });
    // A topic with a policy of its own has lost the default one, by which alarms could publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    stage.alarmRecipients.forEach((recipient) => topic.addSubscription(new EmailSubscription(recipient)));
    alarmRows(this, stage, webhookApiId).forEach((row) => new ImpactAlarm(this, row, { stage, topic }));

    new Dashboard(this, 'Dashboard', { dashboardName: nameIn(name, 'runs'), widgets: dashboardRows(this, stage) });

    Validations.of(topic).acknowledge({ id: 'AwsSolutions-SNS2', reason: 'Alarms carry no personal data, and CloudWatch cannot publish through the key that AWS manages for SNS.' });
  }
}
