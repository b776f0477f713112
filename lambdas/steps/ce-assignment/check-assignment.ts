import * as z from 'zod';
import { assignmentEventOf } from '../../../shared/domain/leads/event-executions';
import { invalidInputError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import { deliveryIdOf } from '../../../shared/stores/delivery-store';

const inputSchema = z.object({ execution: z.string() });

/** Proves that the director's choice was worked; a choice that was refused by then, as of an SDR who left, is for an operator. */
export const run = async ({ deliveries, settings }: Pick<StoreDeps, 'deliveries' | 'settings'>, { execution }: z.infer<typeof inputSchema>) => {
  const deliveryId = deliveryIdOf('crm', assignmentEventOf(execution));
  const delivery = (await deliveries.find([deliveryId])).get(deliveryId);
  if (delivery?.outcome !== 'processed') throw invalidInputError(`The choice of ${execution} was not carried out (${delivery?.outcome ?? 'it is gone'} ${delivery?.reason ?? ''}): set the SDR of the account in the CRM`, { execution });
  publishMetrics({ stage: settings.stage, workflow: WORKFLOWS.ceAssignment }, { [METRICS.runSucceeded]: 1, [METRICS.accountsAssigned]: 1 });
  return { outcome: 'assigned' };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
