import { activity } from '../../../infra/local/runs/activity';
import { passTime } from '../../../infra/local/runs/pass-time';
import { simulatedClock } from '../../../infra/local/runs/simulated-clock';
import { switchableClock } from '../../../infra/local/runs/switchable-clock';

const never = new AbortController().signal;

/** Somebody who sleeps on a clock and writes down when he woke. */
const sleepers = (start = 0) => {
  const clock = simulatedClock(start);
  const { during, rest } = activity();
  const woke: (readonly [name: string, at: number])[] = [];
  const sleep = (name: string, ms: number, purpose: 'wait' | 'patience' = 'wait', signal = never): Promise<void> => clock.sleep(ms, signal, purpose).then(() => void woke.push([name, clock.now()]));
  return { clock, during, rest, woke, sleep };
};

describe('the clock of a simulation', () => {
  it('stands still until it is moved on, and never goes back', async () => {
    const { clock, rest, woke, sleep } = sleepers(1_000);
    void sleep('nobody moves time', 10);
    await rest();
    clock.advanceTo(5_000);
    clock.advanceTo(2_000);

    expect({ woke, now: clock.now() }).toEqual({ woke: [], now: 5_000 });
  });

  it('wakes the earliest first, and at one instant who fell asleep first', async () => {
    const { clock, rest, woke, sleep } = sleepers();
    void sleep('late', 300);
    void sleep('first', 200);
    void sleep('second', 200);

    await passTime({ clock, rest });

    expect(woke).toEqual([['first', 200], ['second', 200], ['late', 300]]);
  });

  it('a wait that is called off moves nothing', async () => {
    const { clock, rest, sleep } = sleepers();
    const calledOff = new AbortController();
    const wait = sleep('called off', 300, 'wait', calledOff.signal);
    calledOff.abort();

    await expect(wait).rejects.toThrow('aborted');
    await expect(sleep('too late', 300, 'wait', calledOff.signal)).rejects.toThrow('aborted');
    await passTime({ clock, rest });
    expect(clock.now()).toBe(0);
  });

  it('is the real one as soon as nothing is replayed any more, also for those who sleep', async () => {
    const clock = switchableClock();
    clock.simulated.advanceTo(Date.parse('2024-10-08T13:00:00.000Z'));
    const sleeping = [clock.sleep(60_000, never, 'wait'), clock.sleep(86_400_000, never, 'patience')];
    expect(clock.now()).toBe(Date.parse('2024-10-08T13:00:00.000Z'));

    const before = Date.now();
    clock.useRealTime();
    await Promise.all(sleeping);

    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(clock.simulated.nextSleeper(Infinity)).toBeUndefined();
  });
});

describe('how time passes', () => {
  it('stands still while anything is at work, and each event is played out before the next', async () => {
    const { clock, during, rest, woke, sleep } = sleepers();
    const work = (name: string): Promise<void> => during(new Promise((resolve) => setTimeout(resolve, 5))).then(() => void woke.push([name, clock.now()]));
    void sleep('a', 100).then(() => work('work of a')).then(() => sleep('a again', 50));
    void sleep('b', 120);

    await passTime({ clock, rest });

    expect(woke).toEqual([['a', 100], ['work of a', 100], ['b', 120], ['a again', 150]]);
  });

  it('at one instant what comes from outside is asked first', async () => {
    const { clock, rest, woke, sleep } = sleepers();
    const agenda = [{ at: 100, name: 'schedule' }, { at: 150, name: 'delivery' }];
    void sleep('waits', 100);
    void sleep('waits too', 200);
    const next = (wakeUpAt: number) => {
      const [first] = agenda;
      if (!first || first.at > wakeUpAt) return undefined;
      agenda.shift();
      return async () => {
        clock.advanceTo(first.at);
        woke.push([first.name, clock.now()]);
      };
    };

    await passTime({ clock, rest, next });

    expect(woke).toEqual([['schedule', 100], ['waits', 100], ['delivery', 150], ['waits too', 200]]);
  });

  it('who waits for somebody outside waits on when the time is over, everybody else is waited for', async () => {
    const { clock, rest, woke, sleep } = sleepers();
    void sleep('patient to the end', 1_000, 'patience');
    void sleep('more patient', 1_001, 'patience');
    void sleep('waits', 5_000);

    await passTime({ clock, rest, patientUntil: 1_000 });

    expect(woke).toEqual([['patient to the end', 1_000], ['waits', 5_000]]);
    expect(clock.nextSleeper(Infinity)?.at).toBe(1_001);
  });
});
