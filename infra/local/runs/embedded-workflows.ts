import { nameIn } from '../../../shared/names/name-in';
import type { WorkflowName } from '../../../shared/names/workflows';
import type { EmbeddedRuntime } from '../embedded-runtime';
import { executionArnOf } from '../host/states';
import type { Workflows } from './stage-workflows';

/** The workflows of an embedded runtime; an execution of an earlier start of the runtime is not known any more. */
export const embeddedWorkflows = ({ assembly, executions, stores }: Pick<EmbeddedRuntime, 'assembly' | 'executions' | 'stores'>): Workflows => {
  const arnOf = (workflow: WorkflowName): string => {
    const machine = assembly.stateMachines.find(({ name }) => name === nameIn(stores.settings.stage, workflow));
    if (!machine) throw new Error(`The assembly has no workflow ${workflow}`);
    return machine.arn;
  };
  return {
    starter: {
      start: async (workflow, name, input) => {
        const stateMachineArn = arnOf(workflow);
        const executionArn = executionArnOf(stateMachineArn, name);
        if (executions.find(executionArn)) return 'already_started';
        executions.start({ executionArn, stateMachineArn, name, input: JSON.stringify(input) });
        return 'started';
      },
    },
    executions: { find: async (workflow, name) => executions.find(executionArnOf(arnOf(workflow), name)) },
  };
};
