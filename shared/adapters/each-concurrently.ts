/**
 * Does `work` for every item with at most `limit` in flight. After a failure nothing new is begun; what is in flight is waited for,
 * so that no effect happens after the caller has heard of the failure. Throws the first failure.
 */
export const eachConcurrently = async <T>(items: Iterable<T>, limit: number, work: (item: T) => Promise<void>): Promise<void> => {
  const queue = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (failures.length === 0) {
      const next = queue.next();
      if (next.done) return;
      await work(next.value).catch((failure: unknown) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failures.length > 0) throw failures[0];
};
