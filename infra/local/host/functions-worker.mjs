/**
 * One sandbox of one Lambda function: loads the bundle, then answers one invocation at a time.
 * workerData: { module (path), exportName, silent }; says { loaded } once; receives { payload, timeoutMs, context },
 * answers { result } or { error, unusable? }.
 */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const { module, exportName, silent } = workerData;
// Output that nobody keeps need not cross the thread boundary.
if (silent) process.stdout.write = process.stderr.write = () => true;

/** An error as Lambda reports it. */
const toReport = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

const loadHandler = async () => {
  const handler = (await import(pathToFileURL(module).href))[exportName];
  if (typeof handler !== 'function') throw Object.assign(new Error(`${exportName} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  if (handler.length > 2) throw Object.assign(new Error('handlers with a callback are not supported; return a promise'), { name: 'Runtime.CallbackHandlerDeprecated' });
  return handler;
};

const loading = loadHandler();
loading.then(
  () => parentPort.postMessage({ loaded: true }),
  // Whoever invokes is told why.
  () => {},
);

parentPort.on('message', async ({ payload, timeoutMs, context }) => {
  let handler;
  try {
    handler = await loading;
  } catch (error) {
    parentPort.postMessage({ error: toReport(error), unusable: true });
    return;
  }
  const deadline = Date.now() + timeoutMs;
  try {
    const result = await handler(JSON.parse(payload), { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) });
    parentPort.postMessage({ result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    parentPort.postMessage({ error: toReport(error) });
  }
});
