import validateAsl from 'asl-validator';
import { definitionsOf } from '../../infra/docs/definitions';
import type { Machine } from '../../infra/docs/machine';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS, type WorkflowName } from '../../shared/names/workflows';
import { resourcesOf, synthesizeSample, templateOf } from './synthesized';

const sample = synthesizeSample();
const definitions = definitionsOf(sample);
const machineOf = (workflow: string): Machine => {
  const machine = definitions.get(workflow);
  if (machine === undefined) throw new Error(`no machine ${workflow}`);
  return machine;
};

type State = Machine['States'][string];
interface Placed {
  readonly name: string;
  readonly state: State;
  readonly inMap: boolean;
}

const statesOf = (machine: Machine, inMap = false): Placed[] =>
  Object.entries(machine.States).flatMap(([name, state]) => [{ name, state, inMap }, ...(state.ItemProcessor === undefined ? [] : statesOf(state.ItemProcessor, true))]);

/** The maps of each workflow: what one child is given, how many run at once, and whether the others go on when one fails. */
const SHARDS = { id: 'shard', atOnce: 10 };
const MAPS: Readonly<Record<WorkflowName, readonly { readonly id: string; readonly atOnce: number; readonly tolerant?: true }[]>> = {
  [WORKFLOWS.cohortRefresh]: [{ id: 'shard', atOnce: 1 }],
  [WORKFLOWS.sync]: [SHARDS, SHARDS],
  [WORKFLOWS.retroPush]: [SHARDS, SHARDS],
  [WORKFLOWS.notify]: [SHARDS, { id: 'messageId', atOnce: 5, tolerant: true }],
  [WORKFLOWS.scorecard]: [],
  [WORKFLOWS.erasure]: [{ id: 'table', atOnce: 10 }],
  [WORKFLOWS.leadIntake]: [],
  [WORKFLOWS.personScore]: [],
  [WORKFLOWS.accountChange]: [SHARDS],
  [WORKFLOWS.outreachSync]: [{ id: 'shard', atOnce: 1 }],
  [WORKFLOWS.queueCleanUp]: [SHARDS],
  [WORKFLOWS.contactUsClock]: [],
  [WORKFLOWS.ceAssignment]: [],
  [WORKFLOWS.ceUsageLoad]: [SHARDS],
};

const isInline = ({ ItemProcessor }: State): boolean => (ItemProcessor?.['ProcessorConfig'] as { readonly Mode?: string } | undefined)?.Mode === 'INLINE';

/** What every state after the first knows: its run; some have none, since their row is that of the request, the clock or the task. */
const WITHOUT_RUN: Readonly<Partial<Record<WorkflowName, object>>> = { [WORKFLOWS.erasure]: { erasureId: '{% $erasureId %}' }, [WORKFLOWS.contactUsClock]: {}, [WORKFLOWS.ceAssignment]: {} };
const ofWorkflow = (workflow: WorkflowName): { readonly about: object; readonly failure: object } => {
  const about = WITHOUT_RUN[workflow];
  return about ? { about, failure: {} } : { about: { runId: '{% $runId %}' }, failure: { runId: '{% $runId %}' } };
};

/** Somebody outside is waited for, at the longest for 30 days. */
const waitsForSomebody = ({ Resource }: State): boolean => String(Resource).endsWith('.waitForTaskToken');

/** Seconds after which an execution hangs. */
const HANGS_AFTER: Readonly<Partial<Record<WorkflowName, number>>> = { [WORKFLOWS.notify]: 6 * 3600 + 24 * 300, [WORKFLOWS.contactUsClock]: 31 * 86_400, [WORKFLOWS.ceAssignment]: 31 * 86_400 };

describe.each(Object.values(WORKFLOWS))('the definition of %s', (workflow) => {
  const states = statesOf(machineOf(workflow));

  it('is valid Amazon States Language', () => {
    // The validator writes into what it is given.
    expect(validateAsl(structuredClone(machineOf(workflow))).errors.map(({ Message, message }) => Message ?? message)).toEqual([]);
  });

  it('is JSONata throughout', () => {
    const fields = ['InputPath', 'OutputPath', 'ResultPath', 'ResultSelector', 'Parameters', 'ItemsPath'];

    expect(machineOf(workflow)['QueryLanguage']).toBe('JSONata');
    expect(states.filter(({ state }) => fields.some((field) => field in state) || (state['QueryLanguage'] ?? 'JSONata') !== 'JSONata')).toEqual([]);
  });

  it('names each state once, in at most 80 characters, from shared/names', () => {
    const names = states.map(({ name }) => name);

    expect(names).toEqual([...new Set(names)]);
    expect(names.filter((name) => name.length > 80 || !Object.values<string>(STATES).includes(name))).toEqual([]);
  });

  it('leads every error of a task or map outside of maps to the operator, with the run once there is one', () => {
    const failing = states.filter(({ state: { Type }, name, inMap }) => (Type === 'Task' || Type === 'Map') && !inMap && name !== STATES.parkForOperator);
    const failure = { error: '{% $states.errorOutput.Error %}', cause: "{% $states.errorOutput.Cause & '' %}" };

    expect(failing.map(({ name, state: { Catch = [] } }) => ({ name, Catch: Catch.filter(({ Next }) => Next !== STATES.bringStreamToDue) }))).toEqual(
      failing.map(({ name }) => ({
        name,
        Catch: [{ ErrorEquals: ['States.ALL'], Next: STATES.parkForOperator, Output: name === STATES.openRun ? failure : { ...ofWorkflow(workflow).failure, ...failure } }],
      })),
    );
  });

  it("fails under the error's own name, whether or not parking works", () => {
    const { [STATES.parkForOperator]: park, [STATES.runFailed]: failed } = machineOf(workflow).States;

    expect(failed).toEqual({ Type: 'Fail', Error: '{% $states.input.error %}', Cause: '{% $states.input.cause %}' });
    expect({ Output: park?.['Output'], Next: park?.Next, Catch: park?.Catch }).toEqual({
      Output: '{% $states.input %}',
      Next: STATES.runFailed,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: STATES.runFailed, Output: '{% $states.input %}' }],
    });
  });

  it('retries the same few errors in every task and never one that would come again', () => {
    const tasks = states.filter(({ state: { Type } }) => Type === 'Task');
    const retried = (state: State) => [
      ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'],
      ['StoreUnavailableError', 'ConflictError'],
      ['VendorUnavailableError'],
      // Who did not answer is not asked again.
      [...(waitsForSomebody(state) ? [] : ['States.Timeout']), 'Sandbox.Timedout', 'Lambda.Unknown'],
      ['RunNotBalancedError'],
    ];

    expect(tasks.map(({ state }) => (state['Retry'] as { ErrorEquals: string[] }[]).map(({ ErrorEquals }) => ErrorEquals))).toEqual(tasks.map(({ state }) => retried(state)));
  });

  it('ends every task after its function had to answer, and the machine some time', () => {
    const invocations = states.filter(({ state: { Type, Resource } }) => Type === 'Task' && String(Resource).endsWith(':lambda:invoke'));

    expect(invocations.filter(({ state }) => ![38, 910].includes(Number(state['TimeoutSeconds'])))).toEqual([]);
    expect(machineOf(workflow)['TimeoutSeconds']).toBe(HANGS_AFTER[workflow] ?? 6 * 3600);
  });

  it('runs each item of a map as an execution of its own that is given the run and an id, nothing more', () => {
    const maps = states.filter(({ state }) => state.Type === 'Map' && !isInline(state)).map(({ state }) => state);

    expect(maps.map(({ ItemProcessor, ItemSelector, MaxConcurrency, ToleratedFailurePercentage }) => ({ config: ItemProcessor?.['ProcessorConfig'], ItemSelector, MaxConcurrency, ToleratedFailurePercentage }))).toEqual(
      MAPS[workflow].map(({ id, atOnce, tolerant }) => ({
        config: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        ItemSelector: { ...ofWorkflow(workflow).about, [id]: '{% $states.context.Map.Item.Value %}' },
        MaxConcurrency: atOnce,
        ...(tolerant === true && { ToleratedFailurePercentage: 100 }),
      })),
    );
  });
});

describe.each([WORKFLOWS.leadIntake, WORKFLOWS.personScore])('the contacts of accounts that %s changed', (workflow) => {
  it('follow one account after the other, each in an execution of account-change that the stream waits for', () => {
    const inline = statesOf(machineOf(workflow)).filter(({ state }) => state.Type === 'Map' && isInline(state));

    expect(inline.map(({ name, state: { MaxConcurrency, ItemProcessor } }) => ({ name, MaxConcurrency, states: Object.keys(ItemProcessor?.States ?? {}) }))).toEqual([
      { name: STATES.letContactsFollow, MaxConcurrency: 1, states: [STATES.runAccountChange] },
    ]);
  });
});

describe('who waits for somebody outside', () => {
  const waiting = [WORKFLOWS.contactUsClock, WORKFLOWS.ceAssignment].flatMap((workflow) => statesOf(machineOf(workflow)).filter(({ state }) => waitsForSomebody(state)));

  it('does so for a time, and goes on without an answer to the Contact Us request when it is due (LR-02)', () => {
    expect(waiting.map(({ name, state: { TimeoutSeconds, Catch = [] } }) => ({ name, TimeoutSeconds, withoutAnswer: Catch[0]?.Next }))).toEqual([
      { name: STATES.waitForFollowUp, TimeoutSeconds: '{% $max([1, $floor(($toMillis($states.input.dueAt) - $millis()) / 1000)]) %}', withoutAnswer: STATES.bringStreamToDue },
      { name: STATES.askDirector, TimeoutSeconds: 30 * 86_400, withoutAnswer: STATES.parkForOperator },
    ]);
  });
});

describe('the state machines', () => {
  it('log every event without inputs and outputs, and are traced', () => {
    const machines = Object.values(resourcesOf(templateOf(sample, 'app'), 'AWS::StepFunctions::StateMachine')).map(({ Properties: properties }) => properties);

    expect(machines.map(({ StateMachineName, TracingConfiguration, LoggingConfiguration }) => ({ StateMachineName, TracingConfiguration, LoggingConfiguration }))).toEqual(
      Object.values(WORKFLOWS).map((workflow) => ({
        StateMachineName: `revsignal-local-${workflow}`,
        TracingConfiguration: { Enabled: true },
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false, Destinations: [expect.anything()] },
      })),
    );
  });
});
