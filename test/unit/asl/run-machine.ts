import { execute, type ExecutionResult } from '../../../infra/local/asl/interpreter';
import { parseStateMachine } from '../../../infra/local/asl/definition';
import type { HistoryEvent } from '../../../infra/local/asl/history';
import type { Clock } from '../../../infra/local/asl/clock';
import type { TaskCall } from '../../../infra/local/asl/execution-host';
import type { ExecutionStart } from '../../../infra/local/asl/visit';
import { simulatedClock } from './simulated-clock';

export const START: ExecutionStart = {
  id: 'arn:aws:states:eu-west-1:111122223333:execution:machine:run',
  name: 'run',
  stateMachineId: 'arn:aws:states:eu-west-1:111122223333:stateMachine:machine',
  stateMachineName: 'machine',
  startTime: '1970-01-01T00:00:00.000Z',
};

export type TaskFake = (call: TaskCall, clock: Clock) => unknown;

export interface Run {
  readonly result: ExecutionResult;
  readonly events: readonly HistoryEvent[];
  readonly calls: readonly TaskCall[];
  /** Simulated milliseconds that the execution took. */
  readonly elapsedMs: number;
}

/** Runs a JSONata definition on a simulated clock; tasks are done by `task`, which by default returns its arguments. */
export const runMachine = async (
  definition: object, input: unknown = {}, task: TaskFake = (call) => call.arguments, start: Partial<ExecutionStart> = {},
): Promise<Run> => {
  const clock = simulatedClock();
  const events: HistoryEvent[] = [];
  const calls: TaskCall[] = [];
  let uuids = 0;
  const result = await execute(
    parseStateMachine({ QueryLanguage: 'JSONata', ...definition }),
    input,
    {
      clock,
      runTask: async (call) => {
        calls.push(call);
        return task(call, clock);
      },
      onEvent: (event) => events.push(event),
      random: () => 0.5,
      uuid: () => `uuid-${(uuids += 1)}`,
    },
    { ...START, ...start },
  );
  return { result, events, calls, elapsedMs: clock.now() };
};

/** A machine of one state, for rules about that state alone. */
export const only = (state: object): object => ({ StartAt: 'Only', States: { Only: { End: true, ...state } } });
