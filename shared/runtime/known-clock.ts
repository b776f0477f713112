import type { Clock } from '../domain/leads/clock';
import { invalidInputError } from '../errors/app-error';
import type { ClockStore } from '../stores/clock-store';

/** The clock of an id; InvalidInputError when there is none. */
export const knownClock = async (clocks: ClockStore, clockId: string): Promise<Clock> => {
  const clock = await clocks.find(clockId);
  if (!clock) throw invalidInputError(`There is no clock ${clockId}: contact-us-clock is started by the run that works a Contact Us request`, { clockId });
  return clock;
};
