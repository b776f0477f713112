import { beforeDeadline, orAborted } from './concurrency';
import type { TaskCall } from './execution-host';
import type { TaskState } from './state-machine';
import { StatesError } from './states-error';
import { fitting, leave, scopeOf, type Exit, type Visit } from './visit';

/** Names of the events and their facts: a function's own ARN is reported in one way, `arn:…:states:::service:action` in another. */
const reportingOf = (resource: string) => {
  const [, resourceType, action] = /^arn:[^:]*:states:::(.+?):([^:]+(?::2)?)$/.exec(resource) ?? [];
  return action === undefined
    ? ({ family: 'LambdaFunction', sent: 'input', facts: {}, scheduled: { resource } } as const)
    : ({ family: 'Task', sent: 'parameters', facts: { resource: action, resourceType }, scheduled: { resource: action, resourceType } } as const);
};

const toFailure = (error: unknown): StatesError => {
  if (error instanceof StatesError) return error;
  return error instanceof Error ? new StatesError(error.name, error.message) : new StatesError('Error', String(error));
};

/** A task that waits for somebody shows them a token, each attempt its own, in `$states.context.Task.Token`. */
const contextOf = ({ context, thread }: Visit, waitsForToken: boolean): Visit['context'] => (waitsForToken ? { ...context, Task: { Token: thread.execution.uuid() } } : context);

/** One attempt: arguments, call, output. Any of them can fail the state, and then Retry and Catch apply. */
export const runTask = async (visit: Visit, state: TaskState): Promise<Exit> => {
  const { execution, signal } = visit.thread;
  const { host, record } = execution;
  const waitsForToken = state.resource.endsWith('.waitForTaskToken');
  const context = contextOf(visit, waitsForToken);
  const scope = scopeOf(visit, {}, context);
  const sent = state.arguments ? fitting(visit, await state.arguments(scope)) : visit.input;
  const timeoutInSeconds = await state.timeoutSeconds?.(scope);
  const { family, facts, ...reporting } = reportingOf(state.resource);
  const late = (): StatesError => new StatesError('States.Timeout', `The task of state '${state.name}' took longer than its TimeoutSeconds, ${timeoutInSeconds}.`);
  const call = async (own: AbortSignal): Promise<unknown> =>
    host.runTask({ resource: state.resource, arguments: sent, state: state.name, context, signal: own } satisfies TaskCall);

  record(`${family}Scheduled`, { ...reporting.scheduled, [reporting.sent]: sent, ...(timeoutInSeconds === undefined ? {} : { timeoutInSeconds }) });
  record(`${family}Started`, facts);
  let result: unknown;
  try {
    const answer = timeoutInSeconds === undefined ? orAborted(call(signal), signal) : beforeDeadline(host.clock, 1000 * timeoutInSeconds, late, signal, call, waitsForToken ? 'patience' : 'deadline');
    result = fitting(visit, (await answer) ?? null);
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = toFailure(error);
    record(`${family}${failure.error === 'States.Timeout' ? 'TimedOut' : 'Failed'}`, { ...facts, ...failure.parts });
    throw failure;
  }
  record(`${family}Succeeded`, { ...facts, output: result });
  return leave(visit, state, { result }, result);
};
