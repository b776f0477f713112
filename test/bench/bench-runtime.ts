import { fileURLToPath } from 'node:url';
import { stageNamed } from '../../infra/config/stages';
import { startEmbeddedRuntime, type EmbeddedRuntime } from '../../infra/local/embedded-runtime';
import { simulatedClock, type SimulatedClock } from '../../infra/local/runs/simulated-clock';

export const LOCAL_DIRECTORY = fileURLToPath(new URL('../../infra/local/', import.meta.url));
const WEBHOOK_KEY = 'bench-key';

/** What `npm start` starts, with a simulated clock; the store is in memory or in a folder. */
export const startBenchRuntime = async (store: { readonly db?: string } = {}): Promise<{ readonly runtime: EmbeddedRuntime; readonly clock: SimulatedClock }> => {
  const clock = simulatedClock(0);
  return { clock, runtime: await startEmbeddedRuntime({ stage: stageNamed('local'), clock, directory: LOCAL_DIRECTORY, webhookKey: WEBHOOK_KEY, ...store }) };
};
