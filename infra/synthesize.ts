import { App, Tags } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import { context } from '../cdk.json';
import type { Stage } from './config/stage';
import { stageNamed } from './config/stages';
import type { Bundles } from './constructs/service-function';
import { AppStack } from './stacks/app-stack';
import { ObservabilityStack } from './stacks/observability-stack';
import { StorageStack } from './stacks/storage-stack';

/** The stacks of one stage, in the order of their deployment. Without account or region: a stage goes wherever the caller's credentials lead. */
export const defineStacks = (app: App, stage: Stage, bundles: Bundles): void => {
  const storage = new StorageStack(app, stage);
  const application = new AppStack(app, stage, bundles);
  application.addStackDependency(storage);
  new ObservabilityStack(app, stage, application.webhookApiId);
  Tags.of(app).add('service', 'revsignal');
  Tags.of(app).add('stage', stage.settings.stage);
};

/**
 * Synthesizes a stage in this process: for the embedded runtime, the generated docs and the tests. Needs no credentials and no CDK CLI.
 * Bundles are referred to where they lie, not copied. `validate` runs CDK's template validation, which takes seconds and 300 MB.
 * Throws ConfigError when the stage is unknown or its settings are wrong.
 */
export const synthesize = ({ outDir, stage, bundles, validate = false }: { outDir: string; stage: string; bundles: Bundles; validate?: boolean }): CloudAssembly => {
  const app = new App({
    outdir: outDir,
    analyticsReporting: false,
    builtinCloudFormationValidation: validate,
    treeMetadata: false,
    stackTraces: false,
    context: { ...context, [DISABLE_ASSET_STAGING_CONTEXT]: true },
  });
  defineStacks(app, stageNamed(stage), bundles);
  return app.synth();
};
