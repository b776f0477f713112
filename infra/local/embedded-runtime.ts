import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createWriteStream } from 'node:fs';
import { ENV } from '../../shared/names/env';
import { LEAD_SOURCE_NAMES, leadSecretOf, USERGEMS_ROUTE } from '../../shared/names/webhooks';
import { bundleConfig } from '../../shared/runtime/bundle-config';
import { storeDeps, type StoreDeps } from '../../shared/runtime/store-deps';
import { signatureOf } from '../../shared/runtime/webhook-proof';
import type { Stage } from '../config/stage';
import { nameIn } from '../../shared/names/name-in';
import { secretName } from '../physical-names';
import type { Clock } from './asl/clock';
import { localExecutions, type LocalExecutions } from './runs/executions';
import { forgetErased } from './forget-erased';
import { loadAssembly, type Assembly } from './host/assembly';
import { startAwsEndpoints, type Intercept } from './host/aws-endpoints';
import { startFunctions } from './host/functions';
import { hostServicesEndpoint, type LocalHostServices } from './host/host-services';
import { httpApiFront, type HttpApiFront } from './host/http-api';
import { renderScheduleInput } from './host/schedules';
import { outreachEndpoint, type HeldProspect } from './host/outreach';
import { secretsManagerEndpoint } from './host/secrets-manager';
import { sesEndpoint } from './host/ses';
import { slackEndpoint } from './host/slack';
import { statesEndpoint } from './host/states';
import { usergemsEndpoint, type HeldByUserGems } from './host/usergems';
import { startTables } from './host/tables';
import { localPrincipal } from './local-principal';
import { keptOutbox, type KeptOutbox } from './kept-outbox';
import { preparedAssembly } from './assembly/prepared-assembly';
import { openRecordFolder, tablesAt } from './record-folder';

/** The synthesized stack, running on this machine (architecture, section 5). */
export interface EmbeddedRuntime {
  readonly assembly: Assembly;
  readonly executions: LocalExecutions;
  readonly outbox: KeptOutbox;
  /** What the stand-in for UserGems was told and holds therefore. */
  readonly usergems: HeldByUserGems;
  /** The prospects that the stand-in for Outreach holds, by their number. */
  readonly outreach: ReadonlyMap<number, HeldProspect>;
  /** The stand-ins for those who know hosts on the Internet. */
  readonly hostServices: Pick<LocalHostServices, 'know'>;
  /** The HTTP APIs; a replay calls them without sockets. */
  readonly api: HttpApiFront;
  /** The headers with which the source of a webhook proves who it is, now and with this body. */
  readonly proofOf: (route: string, body: string) => Readonly<Record<string, string>>;
  /** The stores of the stage, for imports, exports and pages. */
  readonly stores: StoreDeps;
  /** Invokes a function by name or ARN. */
  readonly invoke: (functionNameOrArn: string, payload: unknown) => Promise<unknown>;
  /** Fires a schedule: invokes its target with the input of that instant. */
  readonly fire: (scheduleName: string, scheduledAt: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RuntimeOptions {
  readonly stage: Stage;
  readonly clock: Clock;
  /** The folder of this file: where the threads' entry files are found. */
  readonly directory: string;
  /** Where records are kept across restarts; in memory without it. */
  readonly db?: string | undefined;
  /** The key that the webhook asks for. */
  readonly webhookKey: string;
  /** Whom the API is called as: the e-mail or id of a user (`localPrincipal`). */
  readonly as?: string | undefined;
  /** A file for what the functions print. */
  readonly functionLog?: string | undefined;
  /** Injects failures at the stand-ins. */
  readonly intercept?: Intercept;
}

/** The stand-in asks for it, and the functions find it in Secrets Manager. */
const USERGEMS_KEY = 'local-usergems-key';
const OUTREACH_TOKEN = 'local-outreach-token';

/** With which the sources of the lead database sign. */
const SIGNATURE_SECRET = 'local-signature-secret';

/** Starts what the synthesized assembly of the stage asks for: the same artefact as on AWS. */
export const startEmbeddedRuntime = async ({ stage, clock, directory, db, webhookKey, as, functionLog, intercept }: RuntimeOptions): Promise<EmbeddedRuntime> => {
  const { settings } = stage;
  const hostDirectory = join(directory, 'host');
  const { directory: assemblyDirectory, rules } = await preparedAssembly(join(directory, '../..'), stage);
  const assembly = loadAssembly(assemblyDirectory);
  const dataDirectory = db === undefined ? undefined : await openRecordFolder(db, { hostDirectory, settings, tables: assembly.tables, say: (text) => process.stderr.write(text) });
  const tables = await startTables({ hostDirectory, ...(dataDirectory === undefined ? {} : { dataDirectory }) });
  await tables.createMissingTables(assembly.tables);

  const outbox = keptOutbox();
  // Ids stand in kept records too: those of a later start must be others.
  const prefix = `local-${randomUUID().slice(0, 8)}`;
  let ids = 0;
  const newId = (): string => `${prefix}-${String((ids += 1)).padStart(8, '0')}`;
  const leadSecrets = LEAD_SOURCE_NAMES.map((source) => [secretName(settings.stage, leadSecretOf(source)), SIGNATURE_SECRET] as const);
  const localSecrets = new Map([[secretName(settings.stage, 'usergems/webhook-key'), webhookKey], [secretName(settings.stage, 'usergems/api-key'), USERGEMS_KEY], [secretName(settings.stage, 'outreach/token'), OUTREACH_TOKEN], ...leadSecrets]);
  const secrets = new Map(assembly.secrets.map((secret) => [secret.name, { ...secret, values: { AWSCURRENT: localSecrets.get(secret.name) ?? 'local-slack-token' } }]));
  const outreach = outreachEndpoint({ token: OUTREACH_TOKEN });
  const usergems = usergemsEndpoint({ key: USERGEMS_KEY, now: clock.now, requestsPerSecond: settings.usergems.requestsPerSecond, reports: settings.usergems.accountLists });
  const hostServices = hostServicesEndpoint();
  const late: { executions?: LocalExecutions } = {};
  const started = (): LocalExecutions => {
    if (late.executions) return late.executions;
    throw new Error('The embedded runtime is still starting');
  };
  const endpoints = await startAwsEndpoints(
    {
      ses: sesEndpoint({ outbox, now: clock.now, messageId: newId }),
      slack: slackEndpoint({ outbox, now: clock.now }),
      usergems: usergems.endpoint,
      'host-services': hostServices.endpoint,
      outreach: outreach.endpoint,
      secretsmanager: secretsManagerEndpoint((id) => secrets.get(id) ?? [...secrets.values()].find(({ arn }) => arn === id)),
      states: statesEndpoint({ hasStateMachine: (arn) => started().hasStateMachine(arn), find: (arn) => started().find(arn), start: (request) => started().start(request), tasks: { succeed: (...told) => started().tasks.succeed(...told), fail: (...told) => started().tasks.fail(...told) } }, newId),
    },
    intercept === undefined ? {} : { intercept },
  );
  const log = functionLog === undefined ? null : createWriteStream(functionLog);
  // Two streams of every sandbox end in it.
  log?.setMaxListeners(0);
  const functions = startFunctions(assembly.functions, {
    hostDirectory,
    log,
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      AWS_ENDPOINT_URL_SES: `${endpoints.url}/ses`,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `${endpoints.url}/secretsmanager`,
      AWS_ENDPOINT_URL_SFN: `${endpoints.url}/states`,
      [ENV.slackApiUrl]: `${endpoints.url}/slack/`,
      [ENV.outreachApiUrl]: `${endpoints.url}/outreach/api/v2`,
      [ENV.usergemsApiUrl]: `${endpoints.url}/usergems/v1`,
      [ENV.enrichmentUrl]: `${endpoints.url}/host-services/enrichment`,
      [ENV.reverseDns]: `${endpoints.url}/host-services/reverse-dns`,
      [ENV.whoisUrl]: `${endpoints.url}/host-services/whois`,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  const stores = storeDeps(tablesAt(tables.endpoint, settings.stage), bundleConfig(settings, rules));
  late.executions = localExecutions(assembly.stateMachines, {
    clock,
    invoke: functions.invoke,
    workflowOf: (name) => name.slice(nameIn(settings.stage, '').length),
    onSuccess: forgetErased(stores.erasures, outbox),
  });

  return {
    assembly,
    executions: late.executions,
    outbox,
    usergems: usergems.held,
    hostServices,
    outreach: outreach.held,
    api: httpApiFront(assembly.httpApis, {
      invoke: functions.invoke,
      now: clock.now,
      requestId: newId,
      principal: localPrincipal(stores.records, as),
      onError: (error, { method, url }) => process.stderr.write(`${method} ${url.split('?', 1)[0] ?? ''} failed: ${error instanceof Error ? error.message : String(error)}\n`),
    }),
    proofOf: (route, body) => {
      if (route === USERGEMS_ROUTE) return { 'x-api-key': webhookKey };
      const timestamp = String(Math.floor(clock.now() / 1_000));
      return { 'x-timestamp': timestamp, 'x-signature': signatureOf(SIGNATURE_SECRET, timestamp, body) };
    },
    stores,
    invoke: functions.invoke,
    fire: async (scheduleName, scheduledAt) => {
      const schedule = assembly.schedules.find(({ name }) => name === scheduleName);
      if (!schedule) throw new Error(`The assembly has no schedule ${scheduleName}`);
      await functions.invoke(schedule.targetArn, JSON.parse(renderScheduleInput(schedule.input, { scheduledAt, executionId: newId(), attempt: 1 })));
    },
    close: async () => {
      await started().stop();
      await functions.close();
      await endpoints.close();
      await tables.close();
      log?.end();
    },
  };
};
