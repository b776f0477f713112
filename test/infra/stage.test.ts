import { local } from '../../infra/config/local';
import type { StageSource } from '../../infra/config/stage';
import { parseStage } from '../../infra/config/stage';
import { stageNamed } from '../../infra/config/stages';
import { freshFolder } from './synthesized';
import { synthesize } from '../../infra/synthesize';

const withMessages = (messages: Partial<StageSource['settings']['messages']>): StageSource => ({ ...local, settings: { ...local.settings, messages: { ...local.settings.messages, ...messages } } });

describe('a stage', () => {
  it('of the sample company reaches nobody: every address is under .example', () => {
    const addresses = JSON.stringify(local).match(/[\w.-]+@[\w.-]+/g) ?? [];

    expect(addresses).not.toEqual([]);
    expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([]);
  });

  it('without an address is refused with stage and field', () => {
    const { operations: _, ...withoutOperations } = local.settings.messages;

    expect(() => parseStage('local', { ...local, settings: { ...local.settings, messages: withoutOperations } })).toThrow(
      'Stage "local" (infra/config/local.ts) is not valid: settings.messages.operations: Invalid input: expected object, received undefined',
    );
    expect(() => parseStage('local', withMessages({ from: 'nobody' }))).toThrow('settings.messages.from: Invalid email address');
    expect(() => parseStage('local', { ...local, alarmRecipients: [] })).toThrow('alarmRecipients: Too small');
  });

  it('with an unknown field is refused, so that a misspelt one is not ignored', () => {
    expect(() => parseStage('local', { ...local, retention: 30 })).toThrow('(stage): Unrecognized key: "retention"');
  });

  it('in production refuses addresses that nobody reads', () => {
    expect(() => parseStage('local', { ...local, production: true })).toThrow('production: a production stage needs addresses that somebody reads');
  });

  it('in a zone that does not exist is refused (PLAT-02)', () => {
    expect(() => parseStage('local', { ...local, settings: { ...local.settings, timeZone: 'America/Los_Angles' } })).toThrow('settings.timeZone: must be an IANA time zone');
  });

  it('bears the name under which it is listed', () => {
    expect(() => parseStage('prod', local)).toThrow('Stage "prod" (infra/config/prod.ts) is not valid: settings.stage: is "local", must be "prod"');
  });

  it('that nobody wrote is refused with the names of those there are', () => {
    expect(() => stageNamed('prod')).toThrow('There is no stage "prod": known are local. Add it to infra/config/stages.ts.');
    expect(() => synthesize({ outDir: freshFolder(), stage: 'prod', bundles: 'none' })).toThrow('There is no stage "prod"');
  });
});
