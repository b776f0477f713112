import { readAhead } from '../../../infra/local/import/read-ahead';

/** Items one by one, noting what happens to the source. */
async function* source(seen: string[], failsAt = Infinity): AsyncGenerator<number> {
  try {
    for (let item = 1; item <= 4; item += 1) {
      await Promise.resolve();
      if (item === failsAt) throw new Error('the file breaks off');
      seen.push(`read ${item}`);
      yield item;
    }
  } finally {
    seen.push('closed');
  }
}

/** Long enough for a source that needs no time. */
const aMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('readAhead', () => {
  it('reads the next item while one is worked on, and no further', async () => {
    const seen: string[] = [];

    for await (const item of readAhead(source(seen))) {
      await aMoment();
      seen.push(`worked ${item}`);
    }

    expect(seen).toEqual(['read 1', 'read 2', 'worked 1', 'read 3', 'worked 2', 'read 4', 'worked 3', 'closed', 'worked 4']);
  });

  it('throws a failure of the source after the items before it', async () => {
    const worked: number[] = [];

    const all = async (): Promise<void> => {
      for await (const item of readAhead(source([], 3))) {
        await aMoment();
        worked.push(item);
      }
    };

    await expect(all()).rejects.toThrow('the file breaks off');
    expect(worked).toEqual([1, 2]);
  });

  it('closes the source when the work ends early', async () => {
    const seen: string[] = [];

    for await (const item of readAhead(source(seen))) if (item === 2) break;

    expect(seen.at(-1)).toBe('closed');
  });
});
