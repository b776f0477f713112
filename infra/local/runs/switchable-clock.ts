import { realClock, type Clock } from '../asl/clock';
import { simulatedClock, type SimulatedClock } from './simulated-clock';

/** Simulated while a period is replayed, real afterwards. */
export interface SwitchableClock extends Clock {
  readonly simulated: SimulatedClock;
  useRealTime(): void;
}

export const switchableClock = (): SwitchableClock => {
  const simulated = simulatedClock(0);
  let current: Clock = simulated;
  return {
    simulated,
    useRealTime: () => {
      current = realClock;
    },
    now: () => current.now(),
    sleep: (ms, signal, purpose) => current.sleep(ms, signal, purpose),
  };
};
