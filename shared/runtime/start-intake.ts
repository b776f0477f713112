import { businessDateOf, toIso } from '../domain/time/business-time';
import { WORKFLOWS } from '../names/workflows';
import type { StarterDeps } from './open-starter';

/** The execution that works the stream of the lead database up to an instant of whole seconds, ISO-8601 UTC. */
export const intakeUntil = (until: string, timeZone: string) => ({
  executionName: `${WORKFLOWS.leadIntake}-${until.slice(0, 19).replaceAll(':', '-')}Z`,
  input: { workflow: WORKFLOWS.leadIntake, until, scheduledTime: until, businessDate: businessDateOf(until, timeZone) },
});

/**
 * The execution that works what is received in the interval in which an instant lies, in milliseconds: intervals of
 * settings.leads.intakeSeconds, counted from the epoch.
 */
export const intakeOf = (instant: number, { leads: { intakeSeconds }, timeZone }: StarterDeps['settings']) => {
  const length = intakeSeconds * 1_000;
  return intakeUntil(toIso((Math.floor(instant / length) + 1) * length), timeZone);
};

/** Starts the intake of the interval in which an instant lies. A container asks once for each interval, so that a burst is few calls. */
export const intakeStarter = ({ starter, settings }: StarterDeps): ((instant: number) => Promise<void>) => {
  let started: string | undefined;
  return async (instant) => {
    const { executionName, input } = intakeOf(instant, settings);
    if (executionName === started) return;
    await starter.start(WORKFLOWS.leadIntake, executionName, input);
    started = executionName;
  };
};
