import * as z from 'zod';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { ErasureStore } from '../../shared/stores/erasure-store';
import type { LocalExecution } from './runs/executions';
import type { KeptOutbox } from './kept-outbox';

const inputSchema = z.object({ erasureId: z.string() });

/** After an erasure the outbox forgets what was sent about the person: on AWS it would lie with its recipients, and the receipt says so. */
export const forgetErased =
  (erasures: ErasureStore, outbox: KeptOutbox) =>
  async ({ workflow, input }: Pick<LocalExecution, 'workflow' | 'input'>): Promise<void> => {
    if (workflow !== WORKFLOWS.erasure) return;
    const erasure = await erasures.find(inputSchema.parse(JSON.parse(input)).erasureId);
    outbox.forget(erasure?.receipt?.sent.flatMap(({ vendorIds }) => vendorIds) ?? []);
  };
