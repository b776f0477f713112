import { App } from 'aws-cdk-lib';
import { RULE_OBJECTS, ruleRows } from '../shared/domain/rule-tables';
import { bundleFunctions } from './bundle';
import { stageNamed } from './config/stages';
import { checkRules } from './rules/check-rules';
import { defineStacks } from './synthesize';

/** What `cdk synth` and `cdk deploy` run: `-c stage=<name>` chooses the stage, the sample company is the default. */
const app = new App({ analyticsReporting: false });
const stage = stageNamed(app.node.tryGetContext('stage') ?? 'local');
const rules = checkRules(ruleRows(stage.settings), RULE_OBJECTS);
defineStacks(app, stage, await bundleFunctions({ outDir: 'dist', rules, settings: stage.settings }));
app.synth();
