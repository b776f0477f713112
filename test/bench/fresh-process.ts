import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a module that runs in a process of its own exports as its default. */
type Work = (input: never) => Promise<unknown>;

/**
 * Runs the default export of a module in a new process, so that neither memory nor warm code is left over from other measurements:
 * `inFreshProcess<typeof import('./release-push').default>(new URL('./release-push.ts', import.meta.url), input)`.
 * Rejects when the process fails; it has said why on stderr.
 */
export const inFreshProcess = <W extends Work>(module: URL, input: Parameters<W>[0]): Promise<Awaited<ReturnType<W>>> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./fresh-process.main.ts', import.meta.url)), { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
    child.once('message', (message) => resolve((message as { readonly result: Awaited<ReturnType<W>> }).result));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${module.pathname} ended with ${signal ?? `status ${code}`} before it had a result`)));
    child.send({ module: module.href, input });
  });
