import { CfnOutput, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Stage } from '../config/stage';
import { nameIn } from '../../shared/names/name-in';
import { logicalName } from './logical-name';

/** What was asked and how it was answered; neither key nor body, and the caller's address for whoever has to block one. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTime',
    ip: '$context.identity.sourceIp',
    route: '$context.routeKey',
    status: '$context.status',
    responseLength: '$context.responseLength',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** The HTTP API that takes vendor events (PLAT-04): `POST /webhooks/<source>` for each source, throttled, every request logged. */
export class WebhookApi extends Construct {
  readonly apiId: string;

  constructor(scope: Construct, id: string, { stage, sources }: { stage: Stage; sources: Readonly<Record<string, IFunction>> }) {
    super(scope, id);
    const api = new HttpApi(this, 'Resource', { apiName: nameIn(stage.settings.stage, 'webhooks'), createDefaultStage: false });
    const accessLog = new LogGroup(this, 'AccessLog', { retention: stage.logRetentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const defaultStage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.webhook.requestsPerSecond, burstLimit: stage.webhook.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: ACCESS_LOG },
    });
    for (const [source, handler] of Object.entries(sources)) {
      api.addRoutes({ path: `/webhooks/${source}`, methods: [HttpMethod.POST], integration: new HttpLambdaIntegration(logicalName(source), handler) });
      new CfnOutput(this, `${logicalName(source)}Url`, { description: `Where ${source} delivers its events`, value: `${defaultStage.url}webhooks/${source}` });
    }
    this.apiId = api.apiId;
    Validations.of(api).acknowledge({ id: 'AwsSolutions-APIG4', reason: 'The vendor can send a key only; the handler compares it in constant time (PLAT-04).' });
  }
}
