import { orAborted } from './concurrency';
import type { ChoiceState, FailState, WaitState } from './state-machine';
import { StatesError } from './states-error';
import { fault, leave, scopeOf, type Exit, type Visit } from './visit';

/** Always throws: that is what a Fail state is for. */
export const fail = async (visit: Visit, state: FailState): Promise<never> => {
  const scope = scopeOf(visit);
  throw new StatesError(await state.error?.(scope), await state.cause?.(scope));
};

export const choose = async (visit: Visit, state: ChoiceState): Promise<Exit> => {
  const scope = scopeOf(visit);
  for (const choice of state.choices) if (await choice.condition(scope)) return leave(visit, choice, {}, visit.input);
  if (state.otherwise) return leave(visit, state.otherwise, {}, visit.input);
  throw fault(visit, 'States.NoChoiceMatched', 'No Condition was true and there is no Default.');
};

/** Recorded on AWS: a wait of 24,855 days begins, one of 24,856 fails; between them lie 2^31 seconds. */
const LONGEST_WAIT_SECONDS = 2 ** 31 - 1;

export const wait = async (visit: Visit, state: WaitState): Promise<Exit> => {
  const { clock } = visit.thread.execution.host;
  const scope = scopeOf(visit);
  const seconds = await state.seconds?.(scope);
  const timestamp = await state.timestamp?.(scope);
  const ms = timestamp === undefined ? 1000 * (seconds ?? 0) : Date.parse(timestamp) - clock.now();
  if (ms > 1000 * LONGEST_WAIT_SECONDS) throw fault(visit, 'States.Runtime', 'Wait state delay is too long.');
  if (ms > 0) await orAborted(clock.sleep(ms, visit.thread.signal, 'wait'), visit.thread.signal);
  return leave(visit, state, {}, visit.input);
};
