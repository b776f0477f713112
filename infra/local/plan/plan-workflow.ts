import { memoryEmailSender, memorySlackSender } from '../../../shared/adapters/memory/memory-senders';
import { memoryOutreach } from '../../../shared/adapters/memory/memory-outreach';
import { memoryStarter } from '../../../shared/adapters/memory/memory-starter';
import { overlayTables, type ItemChange, type TableChanges } from '../../../shared/adapters/memory/overlay-tables';
import type { Settings } from '../../../shared/contracts/settings';
import { ruleStates, type RuleState } from '../../../shared/domain/rule-set';
import type { Prospect } from '../../../shared/domain/outreach/prospect';
import type { Scorecard } from '../../../shared/domain/scorecard/scorecard';
import { WORKFLOWS, type WorkflowName } from '../../../shared/names/workflows';
import type { Email } from '../../../shared/ports/senders';
import type { Item, ReadTables } from '../../../shared/ports/tables';
import type { VendorWrite } from '../../../shared/ports/usergems-api';
import type { Contact, Lead, User } from '../../../shared/records/catalogue';
import type { BundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps, type StoreDeps } from '../../../shared/runtime/store-deps';
import type { Message } from '../../../shared/stores/message-store';
import type { Run } from '../../../shared/stores/run-store';
import type { StateMachine } from '../asl/state-machine';
import { inputOf, runIdOfStart, type BusinessStart } from '../runs/business-start';
import { freeRerunName } from '../runs/execution-name';
import { localTaskCallbacks, waitingTasks } from '../runs/waiting-tasks';
import { executeInProcess, type InProcessExecution } from '../runs/in-process-workflow';
import { NOBODY_TO_ASK, nobodyToAsk } from './nobody-to-ask';
import { queueingVendor } from './queueing-vendor';

/** Everything that a run would do, as it was found in the store above the store. */
export interface PlannedRun {
  readonly settings: Settings;
  readonly start: BusinessStart;
  /** The run of that date as it stands. */
  readonly runBefore: Run | undefined;
  readonly execution: InProcessExecution;
  readonly changes: TableChanges;
  /** Messages that the run made or sent. */
  readonly messages: readonly Message[];
  readonly emails: readonly Email[];
  readonly vendorWrites: readonly VendorWrite[];
  /** Whom Outreach would be told. */
  readonly prospects: readonly Prospect[];
  /** Workflows that it would start and not wait for. */
  readonly started: readonly WorkflowName[];
  /** The leads and contacts that its decisions are about, as they would be. */
  readonly leads: ReadonlyMap<string, Lead>;
  readonly contacts: ReadonlyMap<string, Contact>;
  /** Scorecards that it made. */
  readonly scorecards: readonly Scorecard[];
  readonly users: ReadonlyMap<string, User>;
  readonly rules: readonly RuleState[];
}

/**
 * Runs a workflow as it would run, with the very same state machine and steps, but above the store instead of in it and with senders and a
 * vendor that keep what they are given. Nothing here can write: the store comes without its write side, and no other port is opened.
 * `onStep` hears of every step that has ended. InvalidInputError for a workflow that would have to ask somebody outside.
 */
export const planWorkflow = async (machineOf: (workflow: WorkflowName) => StateMachine, config: BundleConfig, base: ReadTables, start: BusinessStart, onStep: () => void = () => {}): Promise<PlannedRun> => {
  if (start.workflow === WORKFLOWS.ceUsageLoad) throw nobodyToAsk();
  const tables = overlayTables(base);
  const [email, slack, usergems, outreach] = [memoryEmailSender(), memorySlackSender(), queueingVendor(), memoryOutreach()];
  const stores = storeDeps(tables, config);
  const tasks = waitingTasks();
  const starter = memoryStarter();
  const { workflow, scheduledTime } = start;

  const runId = runIdOfStart(start);
  const runBefore = await stores.runs.find(runId);
  const name = runBefore === undefined ? runId : freeRerunName(runId, runBefore.executions);
  const execution = await executeInProcess(machineOf(workflow), { ...stores, email, slack, usergems, outreach, hostServices: NOBODY_TO_ASK, taskCallbacks: localTaskCallbacks(tasks), starter }, { workflow, name, startTime: scheduledTime, input: inputOf(start), machineOf, tasks, around: (_, work) => work().finally(onStep) });

  const changes = await tables.changes();
  const decided = new Set(itemsOf(changes.Decision).map(({ RecordId }) => String(RecordId)));
  return {
    settings: config.settings,
    start,
    runBefore,
    execution,
    changes,
    messages: await messagesOf(stores, itemsOf(changes.Message)),
    emails: email.sent,
    vendorWrites: usergems.writes,
    prospects: outreach.taken,
    started: starter.started.map((one) => one.workflow),
    leads: await stores.records.load('Lead', decided),
    contacts: await stores.records.load('Contact', decided),
    scorecards: (await Promise.all(itemsOf(changes.Scorecard).map(({ Month }) => stores.scorecards.find(String(Month))))).filter((one) => one !== undefined),
    users: await stores.records.users(),
    rules: ruleStates(config.rules, scheduledTime, config.settings.timeZone),
  };
};

/** What the changed items would be. */
export const itemsOf = (changes: readonly ItemChange[] = []): Item[] => changes.flatMap(({ after }) => (after === undefined ? [] : [after]));

const messagesOf = async ({ messages }: Pick<StoreDeps, 'messages'>, changed: readonly Item[]): Promise<Message[]> => {
  const ids = new Set(changed.map(({ RunId, MessageId }) => `${String(RunId)} ${String(MessageId)}`));
  const found = await Promise.all([...new Set(changed.map(({ RunId }) => String(RunId)))].map(messages.ofRun));
  return found.flat().filter(({ runId, messageId }) => ids.has(`${runId} ${messageId}`));
};
