import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { nameIn } from '../../shared/names/name-in';
import type { Stage } from '../config/stage';
import type { FunctionName } from '../functions.table';
import type { Route } from '../routes.table';
import { logicalName } from './logical-name';

/** What was asked and how it was answered; neither key, query nor body, and the caller's address for whoever has to block one. */
const LOGGED = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  integrationError: '$context.integrationErrorMessage',
};

/** Who asked: CloudTrail does not record requests to an HTTP API, so that nothing else tells who read what (PLAT-11). */
const CALLER = { caller: '$context.identity.userArn' };

export interface HttpFrontProps {
  readonly stage: Stage;
  /** Part of the API's physical name. */
  readonly name: string;
  readonly routes: readonly Route[];
  readonly functions: Readonly<Record<FunctionName, IFunction>>;
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  /** IAM: callers sign with AWS credentials. `none` needs the reason why that is safe. */
  readonly authorization: 'iam' | { readonly none: string };
}

/** An HTTP API: its routes, each to its own function, throttled, every request logged. */
export class HttpFront extends Construct {
  readonly apiId: string;
  /** With a final slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, name, routes, functions, throttle, authorization }: HttpFrontProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Resource', { apiName: nameIn(stage.settings.stage, name), createDefaultStage: false });
    const accessLog = new LogGroup(this, 'AccessLog', { retention: stage.logRetentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const defaultStage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttle.requestsPerSecond, burstLimit: throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: AccessLogFormat.custom(JSON.stringify(authorization === 'iam' ? { ...LOGGED, ...CALLER } : LOGGED)) },
    });
    const authorizer = authorization === 'iam' ? { authorizer: new HttpIamAuthorizer() } : {};
    for (const { method, path, handler } of routes) {
      api.addRoutes({ path, methods: [HttpMethod[method]], integration: new HttpLambdaIntegration(logicalName(handler), functions[handler]), ...authorizer });
    }
    if (authorization !== 'iam') Validations.of(api).acknowledge({ id: 'AwsSolutions-APIG4', reason: authorization.none });
    this.apiId = api.apiId;
    this.url = defaultStage.url;
  }
}
