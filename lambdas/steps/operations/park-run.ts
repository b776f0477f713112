import * as z from 'zod';
import { messageOfCause } from '../../../shared/contracts/failure-cause';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { METRICS } from '../../../shared/names/metrics';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import { sendAlert } from '../../../shared/runtime/send-alert';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({
  workflow: z.enum(WORKFLOWS),
  /** Absent when the run could not even be opened. */
  runId: z.string().optional(),
  execution: z.object({ name: z.string() }),
  error: z.string(),
  cause: z.string(),
});

/** Long causes are stack traces; the first part tells what happened. */
const SHOWN_CAUSE = 600;

/** Parks a failed run: its row says why, operations are told once, and a rerun finishes what is missing. */
export const run = async (deps: Pick<StoreDeps, 'runs' | 'messages' | 'settings'> & SenderDeps, { workflow, runId, execution, error, cause }: z.infer<typeof inputSchema>) => {
  const reason = `${error}: ${messageOfCause(cause)}`.slice(0, SHOWN_CAUSE);
  if (runId !== undefined) await deps.runs.record(runId, { status: 'FAILED', error: reason });
  publishMetrics({ stage: deps.settings.stage, workflow }, { [METRICS.runFailed]: 1 });
  await sendAlert(
    {
      kind: `RUN_FAILED ${execution.name}`,
      headline: `${execution.name} did not finish: ${error}`,
      particulars: [reason, 'Nothing that was done is lost. A rerun for the same business date finishes what is missing and repeats nothing.'],
      runbookAnchor: 'run-failed',
      runId: runId ?? execution.name,
    },
    deps,
  );
  return { outcome: 'parked' };
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
