/** Reads the next item of a source while the last one is worked on. A failure of the source is thrown where its item would have come. */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const items = source[Symbol.asyncIterator]();
  const begin = (): Promise<IteratorResult<T>> => {
    const item = items.next();
    // It is awaited later; until then its failure is not an unhandled one.
    item.catch(() => {});
    return item;
  };
  try {
    let ahead = begin();
    for (;;) {
      const item = await ahead;
      if (item.done) return;
      ahead = begin();
      yield item.value;
    }
  } finally {
    await items.return?.();
  }
}
