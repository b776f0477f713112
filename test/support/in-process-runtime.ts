import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { local } from '../../infra/config/local';
import { definitionsOf } from '../../infra/docs/definitions';
import { parseStateMachine } from '../../infra/local/asl/definition';
import type { StateMachine } from '../../infra/local/asl/state-machine';
import { localTaskCallbacks, waitingTasks } from '../../infra/local/runs/waiting-tasks';
import { executeInProcess, type InProcessExecution, type InProcessStart } from '../../infra/local/runs/in-process-workflow';
import { checkRules } from '../../infra/rules/check-rules';
import { synthesize } from '../../infra/synthesize';
import { memoryOutreach, type MemoryOutreach } from '../../shared/adapters/memory/memory-outreach';
import { memoryEmailSender, memorySlackSender } from '../../shared/adapters/memory/memory-senders';
import { memoryStarter, type MemoryStarter } from '../../shared/adapters/memory/memory-starter';
import { memoryTables } from '../../shared/adapters/memory/memory-tables';
import { memoryHostServices, type KnownHosts, type MemoryHostServices } from '../../shared/adapters/memory/memory-host-services';
import { memoryUserGems, type MemoryUserGems } from '../../shared/adapters/memory/memory-usergems';
import { settingsSchema, type Settings } from '../../shared/contracts/settings';
import { RULE_OBJECTS, ruleRows } from '../../shared/domain/rule-tables';
import { businessDateOf, instantOf } from '../../shared/domain/time/business-time';
import { SCHEDULED_AT, WORKFLOWS, type WorkflowName } from '../../shared/names/workflows';
import type { LeadSourceName } from '../../shared/names/webhooks';
import type { Tables } from '../../shared/ports/tables';
import type { OutreachApi } from '../../shared/ports/outreach-api';
import type { HostServices } from '../../shared/ports/host-services';
import type { UserGemsApi } from '../../shared/ports/usergems-api';
import type { WorkflowStarter } from '../../shared/ports/workflow-starter';
import { bundleConfig } from '../../shared/runtime/bundle-config';
import type { CallbackDeps } from '../../shared/runtime/complete-task';
import type { OutreachDeps } from '../../shared/runtime/open-outreach';
import type { SenderDeps } from '../../shared/runtime/open-senders';
import type { HostServiceDeps } from '../../shared/runtime/open-host-services';
import type { UserGemsDeps } from '../../shared/runtime/open-usergems';
import { receiveDelivery, type Received } from '../../shared/runtime/receive-delivery';
import { receiveLeadDelivery, type ReceivedLead } from '../../shared/runtime/receive-lead-delivery';
import { requestErasure } from '../../shared/runtime/request-erasure';
import { storeDeps, type StoreDeps } from '../../shared/runtime/store-deps';
import { pushSignalId } from '../../shared/stores/signal-store';
import { seedRecords, type SeedRecords } from './seed-records';

export interface RuntimeOptions {
  /** The store to work on; an empty one without it. */
  readonly tables?: Tables;
  /** Records to put into the store first. */
  readonly records?: SeedRecords;
  readonly settings?: Settings;
  readonly wrapTables?: (tables: Tables) => Tables;
  readonly wrapSenders?: (senders: SenderDeps) => SenderDeps;
  readonly wrapUserGems?: (usergems: UserGemsApi) => UserGemsApi;
  /** What enrichment, reverse DNS and whois know; nothing without it. */
  readonly knownHosts?: KnownHosts;
  readonly wrapHostServices?: (services: HostServices) => HostServices;
  readonly wrapOutreach?: (outreach: OutreachApi) => OutreachApi;
  readonly wrapStarter?: (starter: WorkflowStarter) => WorkflowStarter;
  /** Stands around every invocation of a step: may watch it, delay it, or fail it instead of working. */
  readonly around?: NonNullable<InProcessStart['around']>;
}

export interface StartOptions {
  /** `1` names the execution `…-r1`: a deliberate rerun. */
  readonly rerun?: number;
  readonly push?: number;
  readonly force?: boolean;
  /** Aborting it stops the execution. */
  readonly signal?: AbortSignal;
}

export interface InProcessRuntime {
  /** The stores as the steps have them, with whatever was wrapped around the tables. */
  readonly deps: StoreDeps & SenderDeps & UserGemsDeps & OutreachDeps & HostServiceDeps & CallbackDeps & { readonly starter: WorkflowStarter };
  /** The tables themselves. */
  readonly tables: Tables;
  readonly email: ReturnType<typeof memoryEmailSender>;
  readonly slack: ReturnType<typeof memorySlackSender>;
  readonly usergems: MemoryUserGems;
  readonly hostServices: MemoryHostServices;
  readonly outreach: MemoryOutreach;
  /** What steps asked to be started: noted, not executed. */
  readonly starter: MemoryStarter;
  /** Executes a workflow for a business date, at the hour of its schedule in the stage's time zone. */
  start(workflow: WorkflowName, businessDate: string, options?: StartOptions): Promise<InProcessExecution>;
  /** Executes the intake of the lead database up to an instant. */
  intake(until: string, options?: Pick<StartOptions, 'rerun' | 'signal'>): Promise<InProcessExecution>;
  /** Executes what a step asked to be started, from an instant on. */
  follow(started: MemoryStarter['started'][number], at: string): Promise<InProcessExecution>;
  /** Hands in a delivery of the lead database, as its webhook does. */
  deliverLead(source: LeadSourceName, body: object, receivedAt: string): Promise<ReceivedLead>;
  /** Asks for a person to be erased and executes what that starts, at an instant. */
  erase(email: string, at: string, options?: Pick<StartOptions, 'rerun' | 'signal'>): Promise<InProcessExecution & { readonly erasureId: string }>;
  /** Hands in a delivery of the vendor. */
  deliver(body: object, receivedAt: string): Promise<Received>;
  /** Keeps the rows of a retro-active push, as the import does. */
  keepPush(push: number, bodies: readonly { readonly id: string; readonly type: string }[]): Promise<void>;
}

/** The settings of the sample stage. */
export const SETTINGS: Settings = settingsSchema.parse(local.settings);

let parsed: ReadonlyMap<string, StateMachine> | undefined;

/** The state machines of the synthesized sample stage, by workflow; synthesized once for a test file. */
const machines = (): ReadonlyMap<string, StateMachine> => {
  if (parsed) return parsed;
  const outDir = mkdtempSync(join(tmpdir(), 'revsignal-'));
  try {
    const definitions = definitionsOf(synthesize({ outDir, stage: 'local', bundles: 'none' }));
    parsed = new Map([...definitions].map(([workflow, definition]) => [workflow, parseStateMachine(definition)]));
    return parsed;
  } finally {
    rmSync(outDir, { recursive: true });
  }
};

/** The state machine of a workflow. */
export const machineOf = (workflow: WorkflowName): StateMachine => {
  const machine = machines().get(workflow);
  if (!machine) throw new Error(`The sample stage has no workflow ${workflow}`);
  return machine;
};

const configs = new Map<Settings, ReturnType<typeof bundleConfig>>();
/** The settings with the rules that follow from them, as a bundle has them; checked once. */
export const configOf = (settings: Settings): ReturnType<typeof bundleConfig> => {
  const config = configs.get(settings) ?? bundleConfig(settings, checkRules(ruleRows(settings), RULE_OBJECTS));
  configs.set(settings, config);
  return config;
};

/** revsignal in this process: the synthesized state machines, the real steps and stores, memory in the place of DynamoDB, SES, Slack and UserGems. */
export const inProcessRuntime = async ({ tables = memoryTables(), records = {}, settings = SETTINGS, wrapTables = same, wrapSenders = same, wrapUserGems = same, wrapOutreach = same, knownHosts, wrapHostServices = same, wrapStarter = same, around }: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const [email, slack, tasks] = [memoryEmailSender(), memorySlackSender(), waitingTasks()];
  const usergems = memoryUserGems(settings.usergems.accountLists);
  const hostServices = memoryHostServices(knownHosts);
  const outreach = memoryOutreach();
  const starter = memoryStarter();
  const deps = { ...storeDeps(wrapTables(tables), configOf(settings)), ...wrapSenders({ email, slack }), usergems: wrapUserGems(usergems), outreach: wrapOutreach(outreach), hostServices: wrapHostServices(hostServices), taskCallbacks: localTaskCallbacks(tasks), starter: wrapStarter(starter) };
  await seedRecords(records, storeDeps(tables, configOf(settings)));
  let deliveries = 0;

  return {
    deps,
    tables,
    email,
    slack,
    usergems,
    hostServices,
    outreach,
    starter,
    start: async (workflow, businessDate, { rerun, push, force, signal } = {}) => {
      const scheduledTime = instantOf(businessDate, SCHEDULED_AT[workflow], settings.timeZone);
      const name = `${workflow}-${businessDate}${rerun === undefined ? '' : `-r${rerun}`}`;
      const input = { workflow, scheduledTime, businessDate, ...(push !== undefined && { push }), ...(force !== undefined && { force }) };
      return executeInProcess(machineOf(workflow), deps, { workflow, name, startTime: scheduledTime, input, machineOf, tasks, ...(around && { around }), ...(signal && { signal }) });
    },
    intake: async (until, { rerun, signal } = {}) => {
      const workflow = WORKFLOWS.leadIntake;
      const name = `${workflow}-${until.replaceAll(':', '-')}${rerun === undefined ? '' : `-r${rerun}`}`;
      const input = { workflow, until, scheduledTime: until, businessDate: businessDateOf(until, settings.timeZone) };
      return executeInProcess(machineOf(workflow), deps, { workflow, name, startTime: until, input, machineOf, tasks, ...(around && { around }), ...(signal && { signal }) });
    },
    follow: ({ workflow, name, input }, startTime) => executeInProcess(machineOf(workflow), deps, { workflow, name, startTime, input, machineOf, tasks, ...(around && { around }) }),
    deliverLead: (source, body, receivedAt) => receiveLeadDelivery(source, { rawBody: JSON.stringify(body), receivedAt, requestId: `request-${(deliveries += 1)}` }, deps),
    erase: async (email, at, { rerun, signal } = {}) => {
      const machine = machines().get(WORKFLOWS.erasure);
      if (!machine) throw new Error('The sample stage has no workflow of erasures');
      const started: { name: string; input: object }[] = [];
      const starter: WorkflowStarter = { start: async (_, name, input) => (started.push({ name, input }), 'started') };
      const { erasureId } = await requestErasure({ erasures: deps.erasures, starter }, { email, by: 'operator', at });
      const [first] = started;
      if (!first) throw new Error('The request started no erasure');
      const { name, input } = first;
      const execution = await executeInProcess(machine, deps, { workflow: WORKFLOWS.erasure, name: `${name}${rerun === undefined ? '' : `-r${rerun}`}`, startTime: at, input, ...(around && { around }), ...(signal && { signal }) });
      return { ...execution, erasureId };
    },
    deliver: (body, receivedAt) => receiveDelivery({ rawBody: JSON.stringify(body), receivedAt, requestId: `request-${(deliveries += 1)}` }, deps),
    keepPush: (push, bodies) =>
      deps.signals.keepMany(
        bodies.map((body, index) => ({
          signalId: pushSignalId(push, body.id), eventId: body.id, source: `push${push}`, line: index + 1, motion: body.type, body: JSON.stringify(body), outcome: 'held', reason: `PUSH_${push}`,
        })),
      ),
  };
};

const same = <T>(one: T): T => one;
