/** The other end of inFreshProcess: takes one piece of work, answers with its result and ends. */
process.once('message', async ({ module, input }: { readonly module: string; readonly input: unknown }) => {
  const { default: work }: { readonly default: (given: unknown) => Promise<unknown> } = await import(module);
  const result = await work(input);
  process.send?.(result, () => process.disconnect());
});
