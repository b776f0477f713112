import type { DistributedMap, IChainable, Map as InlineMap, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { Fail } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import type { WorkflowName } from '../../shared/names/workflows';
import type { Steps } from './task';
import { task } from './task';

/** What went wrong, as "Park for operator" takes it. A timeout carries no cause. */
const FAILURE = { error: '{% $states.errorOutput.Error %}', cause: "{% $states.errorOutput.Cause & '' %}" };

/** The input of "Park for operator" from any state that comes after "Open the run". */
export const failureOfRun = (failure: { error: string; cause: string }) => ({ runId: '{% $runId %}', ...failure });

export interface FailurePath {
  readonly park: IChainable;
  /** Leads every error of a state that has no run, such as "Open the run", to the operator. */
  readonly catchWithoutRun: <State extends TaskStateBase | DistributedMap | InlineMap>(state: State) => State;
  /** Leads every error of a later state to the operator. */
  readonly catchInRun: <State extends TaskStateBase | DistributedMap | InlineMap>(state: State) => State;
}

/** Where every error ends: the run is parked as a row with its reason, operations are told, and the execution fails under the error's own name. */
export const defineFailurePath = (scope: Construct, steps: Steps, workflow: WorkflowName): FailurePath => {
  const failed = Fail.jsonata(scope, STATES.runFailed, { error: '{% $states.input.error %}', cause: '{% $states.input.cause %}' });
  const unchanged = '{% $states.input %}';
  const park = task(scope, STATES.parkForOperator, {
    step: steps['park-run'],
    payload: `{% $merge([$states.input, {'workflow': '${workflow}', 'execution': {'name': $states.context.Execution.Name}}]) %}`,
    outputs: unchanged,
  });
  // Parking that fails must not hide the error that led here; the alarm on the failed execution still reaches somebody.
  park.addCatch(failed, { outputs: unchanged });
  park.next(failed);
  const catching =
    (outputs: object) =>
    <State extends TaskStateBase | DistributedMap | InlineMap>(state: State): State => {
      state.addCatch(park, { outputs });
      return state;
    };
  return { park, catchWithoutRun: catching(FAILURE), catchInRun: catching(failureOfRun(FAILURE)) };
};
