/** The first name of a deliberate rerun that no execution of a run bears: `<run>-r1`, `-r2` … Step Functions takes a name once in 90 days. */
export const freeRerunName = (runId: string, taken: readonly string[]): string => {
  for (let rerun = 1; ; rerun += 1) {
    const name = `${runId}-r${rerun}`;
    if (!taken.includes(name)) return name;
  }
};
