/** Progress of long work: items, rate and, where the total is known, time left. */
export interface Progress {
  begin(what: string, total?: number): Work;
}

export interface Work {
  at(done: number): void;
  end(done: number): void;
}

const EVERY_MS = 500;
/** Plain lines are for logs: one now and then is enough. */
const EVERY_PLAIN_MS = 5_000;

/** Shows progress on a stream: one line that is rewritten on a terminal, plain lines elsewhere. */
export const showProgress = (out: { write(text: string): unknown; readonly isTTY?: boolean | undefined }, now: () => number = Date.now): Progress => ({
  begin: (what, total) => {
    const started = now();
    let shown = started;
    const line = (done: number): string => {
      const seconds = Math.max((now() - started) / 1_000, 0.001);
      const rate = done / seconds;
      const left = total === undefined || done === 0 ? '' : `, ${Math.max(0, Math.ceil((total - done) / rate))} s left`;
      return `${what}: ${count(done)}${total === undefined ? '' : ` of ${count(total)}`}, ${count(Math.round(rate))}/s${left}`;
    };
    return {
      at: (done) => {
        const every = out.isTTY === true ? EVERY_MS : EVERY_PLAIN_MS;
        if (now() - shown < every) return;
        shown = now();
        out.write(out.isTTY === true ? `\r\u001B[2K${line(done)}` : `${line(done)}\n`);
      },
      end: (done) => {
        const seconds = (now() - started) / 1_000;
        out.write(`${out.isTTY === true ? '\r\u001B[2K' : ''}${what}: ${count(done)} in ${seconds.toFixed(1)} s\n`);
      },
    };
  },
});

const count = (items: number): string => items.toLocaleString('en-US');
