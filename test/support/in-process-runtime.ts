import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { local } from '../../infra/config/local';
import { definitionsOf } from '../../infra/docs/definitions';
import { parseStateMachine } from '../../infra/local/asl/definition';
import { execute, type ExecutionResult } from '../../infra/local/asl/interpreter';
import type { StateMachine } from '../../infra/local/asl/state-machine';
import { simulatedClock } from '../../infra/local/simulated-clock';
import { STEPS, type StepName } from '../../infra/local/steps.table';
import { checkRules } from '../../infra/rules/check-rules';
import { synthesize } from '../../infra/synthesize';
import { memoryEmailSender, memorySlackSender } from '../../shared/adapters/memory/memory-senders';
import { memoryTables } from '../../shared/adapters/memory/memory-tables';
import { settingsSchema, type Settings } from '../../shared/contracts/settings';
import { RULE_OBJECTS, ruleRows } from '../../shared/domain/rule-tables';
import { instantOf } from '../../shared/domain/time/business-time';
import type { WorkflowName } from '../../shared/names/workflows';
import type { Tables } from '../../shared/ports/tables';
import { bundleConfig } from '../../shared/runtime/bundle-config';
import type { SenderDeps } from '../../shared/runtime/open-senders';
import { receiveDelivery, type Received } from '../../shared/runtime/receive-delivery';
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
  /** Stands around every invocation of a step: may watch it, delay it, or fail it instead of working. */
  readonly around?: (step: StepName, work: () => Promise<unknown>) => Promise<unknown>;
}

export interface StartOptions {
  /** `1` names the execution `…-r1`: a deliberate rerun. */
  readonly rerun?: number;
  readonly push?: number;
  /** Aborting it stops the execution. */
  readonly signal?: AbortSignal;
}

export interface Execution extends ExecutionResult {
  /** Simulated seconds from start to end. */
  readonly seconds: number;
}

export interface InProcessRuntime {
  /** The stores as the steps have them, with whatever was wrapped around the tables. */
  readonly deps: StoreDeps & SenderDeps;
  /** The tables themselves. */
  readonly tables: Tables;
  readonly email: ReturnType<typeof memoryEmailSender>;
  readonly slack: ReturnType<typeof memorySlackSender>;
  /** Executes a workflow for a business date, at 06:00 in the stage's time zone, as its schedule would. */
  start(workflow: WorkflowName, businessDate: string, options?: StartOptions): Promise<Execution>;
  /** Hands in a delivery of the vendor. */
  deliver(body: object, receivedAt: string): Promise<Received>;
  /** Keeps the rows of a retro-active push, as the import does. */
  keepPush(push: number, bodies: readonly { readonly id: string; readonly type: string }[]): Promise<void>;
}

/** The settings of the sample stage. */
export const SETTINGS: Settings = settingsSchema.parse(local.settings);

// Metrics travel in the log, which no test reads.
process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';

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

const configs = new Map<Settings, ReturnType<typeof bundleConfig>>();
const configOf = (settings: Settings): ReturnType<typeof bundleConfig> => {
  const config = configs.get(settings) ?? bundleConfig(settings, checkRules(ruleRows(settings), RULE_OBJECTS));
  configs.set(settings, config);
  return config;
};

/** revsignal in this process: the synthesized state machines, the real steps and stores, memory in the place of DynamoDB, SES and Slack. */
export const inProcessRuntime = async ({ tables = memoryTables(), records = {}, settings = SETTINGS, wrapTables = same, wrapSenders = same, around = (_, work) => work() }: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const [email, slack] = [memoryEmailSender(), memorySlackSender()];
  const deps = { ...storeDeps(wrapTables(tables), configOf(settings)), ...wrapSenders({ email, slack }) };
  await seedRecords(records, storeDeps(tables, configOf(settings)));
  let deliveries = 0;

  const invoke = async (step: StepName, payload: unknown): Promise<unknown> => {
    // Each step knows the shape of its own input; the state machine is what must get it right.
    const input = asJson(payload) as never;
    return asJson(await around(step, () => STEPS[step](deps, input)));
  };

  return {
    deps,
    tables,
    email,
    slack,
    start: async (workflow, businessDate, { rerun, push, signal } = {}) => {
      const machine = machines().get(workflow);
      if (!machine) throw new Error(`The sample stage has no workflow ${workflow}`);
      const scheduledTime = instantOf(businessDate, '06:00', settings.timeZone);
      const clock = simulatedClock(Date.parse(scheduledTime));
      const name = `${workflow}-${businessDate}${rerun === undefined ? '' : `-r${rerun}`}`;
      const result = await execute(
        machine,
        { workflow, scheduledTime, businessDate, ...(push !== undefined && { push }) },
        {
          clock,
          random: () => 1,
          runTask: async ({ arguments: request }) => {
            const { FunctionName: step, Payload: payload } = request as { readonly FunctionName: StepName; readonly Payload: unknown };
            return { StatusCode: 200, Payload: await invoke(step, payload) };
          },
        },
        {
          id: `arn:aws:states:us-east-1:000000000000:execution:revsignal-local-${workflow}:${name}`,
          name,
          stateMachineId: `arn:aws:states:us-east-1:000000000000:stateMachine:revsignal-local-${workflow}`,
          stateMachineName: `revsignal-local-${workflow}`,
          startTime: scheduledTime,
          ...(signal && { signal }),
        },
      );
      return { ...result, seconds: (clock.now() - Date.parse(scheduledTime)) / 1000 };
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

/** What is left of a value when it has travelled as JSON, as between Step Functions and Lambda. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
