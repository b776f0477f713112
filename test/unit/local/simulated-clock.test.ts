import { simulatedClock } from '../../../infra/local/runs/simulated-clock';
import { switchableClock } from '../../../infra/local/runs/switchable-clock';

const never = new AbortController().signal;

describe('the clock of a replay', () => {
  it('jumps to the end of a wait, and stands still otherwise', async () => {
    const clock = simulatedClock(1_000);

    await clock.sleep(60_000, never, 'wait');

    expect(clock.now()).toBe(61_000);
  });

  it('never goes back', () => {
    const clock = simulatedClock(1_000);
    clock.advanceTo(5_000);
    clock.advanceTo(2_000);

    expect(clock.now()).toBe(5_000);
  });

  it('waits side by side end together, not one after the other', async () => {
    const clock = simulatedClock(0);

    await Promise.all([clock.sleep(300, never, 'wait'), clock.sleep(200, never, 'wait')]);

    expect(clock.now()).toBe(300);
  });

  it('a wait that is called off moves nothing', async () => {
    const clock = simulatedClock(0);
    const calledOff = new AbortController();
    const wait = clock.sleep(300, calledOff.signal, 'wait');
    calledOff.abort();

    await expect(wait).rejects.toThrow('aborted');
    expect(clock.now()).toBe(0);
  });

  it('is the real one as soon as nothing is replayed any more', () => {
    const clock = switchableClock();
    clock.simulated.advanceTo(Date.parse('2024-10-08T13:00:00.000Z'));
    expect(clock.now()).toBe(Date.parse('2024-10-08T13:00:00.000Z'));

    const before = Date.now();
    clock.useRealTime();

    expect(clock.now()).toBeGreaterThanOrEqual(before);
  });
});
