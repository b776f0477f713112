import { eachConcurrently } from '../../../shared/adapters/each-concurrently';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('works every item with at most the given number in flight', async () => {
  const done: number[] = [];
  let inFlight = 0;
  let most = 0;

  await eachConcurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, (inFlight += 1));
    await turn();
    inFlight -= 1;
    done.push(item);
  });

  expect(done).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

it('after a failure begins nothing, finishes what is in flight, and throws the first failure', async () => {
  const begun: number[] = [];
  const finished: number[] = [];

  const all = eachConcurrently([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    if (item === 1) throw new Error('first');
    await turn();
    await turn();
    finished.push(item);
    throw new Error('second');
  });

  await expect(all).rejects.toThrow('first');
  expect({ begun, finished }).toEqual({ begun: [1, 2], finished: [2] });
});
