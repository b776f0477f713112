import { stepFunctionsStarter } from '../adapters/step-functions/step-functions-starter';
import { workflowArnVariable } from '../names/workflow-arn';
import type { WorkflowStarter } from '../ports/workflow-starter';
import { loadBundleConfig, type BundleConfig } from './bundle-config';
import { requiredEnv } from './required-env';

export interface StarterDeps {
  readonly settings: BundleConfig['settings'];
  readonly starter: WorkflowStarter;
}

export const openStarter = (): StarterDeps => ({ settings: loadBundleConfig().settings, starter: stepFunctionsStarter((workflow) => requiredEnv(workflowArnVariable(workflow))) });
