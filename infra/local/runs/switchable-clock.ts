import { realClock, type Clock } from '../asl/clock';
import { simulatedClock, type SimulatedClock } from './simulated-clock';

/** Simulated while a period is replayed, real afterwards. */
export interface SwitchableClock extends Clock {
  readonly simulated: SimulatedClock;
  /** Who still sleeps then wakes at the same instant of real time: at once, when that is past. */
  useRealTime(): void;
}

export const switchableClock = (): SwitchableClock => {
  const simulated = simulatedClock(0);
  let current: Clock = simulated;
  return {
    simulated,
    useRealTime: () => {
      current = realClock;
      simulated.handOver(realClock);
    },
    now: () => current.now(),
    sleep: (ms, signal, purpose) => current.sleep(ms, signal, purpose),
  };
};
