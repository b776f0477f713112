import type { App, CfnResource } from 'aws-cdk-lib';
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { IConstruct } from 'constructs';
import { TABLE_NAMES } from '../../shared/names/tables';
import { LEAD_SOURCE_NAMES, LEAD_SOURCES, leadSecretOf } from '../../shared/names/webhooks';
import type { Stage } from '../config/stage';
import { logicalName } from '../constructs/logical-name';
import { RecordTable } from '../constructs/record-table';
import { nameIn } from '../../shared/names/name-in';
import { domainOf, secretName } from '../physical-names';

const pin = (construct: IConstruct, logicalId: string): void => (construct.node.defaultChild as CfnResource).overrideLogicalId(logicalId);

/** Everything whose loss would cost more than a deployment: records, secrets, and a sender that somebody has verified. */
export class StorageStack extends Stack {
  constructor(app: App, stage: Stage) {
    const { stage: name, messages } = stage.settings;
    super(app, nameIn(name, 'storage'), { description: `revsignal ${name}: records, secrets, sender`, terminationProtection: stage.production });
    const removalPolicy = stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    TABLE_NAMES.forEach((table) => new RecordTable(this, table, stage));

    const webhookKey = new Secret(this, 'UsergemsWebhookKey', {
      secretName: secretName(name, 'usergems/webhook-key'),
      description: 'Key that UserGems sends as x-api-key; the previous version stays valid while the vendor changes over',
      generateSecretString: { passwordLength: 40, excludePunctuation: true },
      removalPolicy,
    });
    const slackToken = new Secret(this, 'SlackToken', {
      secretName: secretName(name, 'slack/token'),
      description: 'Bot token (xoxb-...) of the Slack app; put in by hand, the generated value is none',
      removalPolicy,
    });
    const apiKey = new Secret(this, 'UsergemsApiKey', {
      secretName: secretName(name, 'usergems/api-key'),
      description: 'Key that UserGems gave us for its REST API (X-Api-Key); put in by hand, the generated value is none',
      removalPolicy,
    });
    const signingSecrets = LEAD_SOURCE_NAMES.map((source) => {
      const id = `${logicalName(source)}Signing`;
      const secret = new Secret(this, id, {
        secretName: secretName(name, leadSecretOf(source)),
        description: `Signs deliveries to ${LEAD_SOURCES[source]}; the previous version stays valid while the producer changes over`,
        generateSecretString: { passwordLength: 40, excludePunctuation: true },
        removalPolicy,
      });
      pin(secret, `${id}Secret`);
      return secret;
    });
    const outreachToken = new Secret(this, 'OutreachToken', {
      secretName: secretName(name, 'outreach/token'),
      description: 'Access token for the REST API of Outreach (scopes prospects.read, prospects.write); put in from outside, the generated value is none',
      removalPolicy,
    });
    pin(webhookKey, 'UsergemsWebhookKeySecret');
    pin(slackToken, 'SlackTokenSecret');
    pin(apiKey, 'UsergemsApiKeySecret');
    pin(outreachToken, 'OutreachTokenSecret');
    [webhookKey, slackToken, apiKey, outreachToken, ...signingSecrets].forEach((secret) =>
      Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: 'The other side of this secret has to change it too: rotated by hand (docs/deploy.md).' }),
    );

    const configurationSet = new ConfigurationSet(this, 'Messages', {
      configurationSetName: nameIn(name, 'messages'),
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    const sender = new EmailIdentity(this, 'Sender', { identity: Identity.domain(domainOf(messages.from)), configurationSet });
    sender.applyRemovalPolicy(removalPolicy);
    pin(configurationSet, 'MessagesConfigurationSet');
    pin(sender, 'SenderIdentity');
  }
}
