/** The other end of inFreshProcess: takes one piece of work, answers with its result and ends; a failure ends it with a status. */
const answer = async ({ module, input }: { readonly module: string; readonly input: unknown }): Promise<void> => {
  const { default: work }: { readonly default: (given: unknown) => Promise<unknown> } = await import(module);
  const result = await work(input);
  // In an object, because a message must be something even when the work has no result.
  process.send?.({ result }, () => process.disconnect());
};

process.once('message', (work: Parameters<typeof answer>[0]) => void answer(work));
