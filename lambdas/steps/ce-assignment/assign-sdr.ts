import * as z from 'zod';
import { assignmentEventOf } from '../../../shared/domain/leads/event-executions';
import { invalidInputError } from '../../../shared/errors/app-error';
import { intakeOf } from '../../../shared/runtime/start-intake';
import { openStores } from '../../../shared/runtime/open-stores';
import { receiveLeadDelivery } from '../../../shared/runtime/receive-lead-delivery';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({
  accountId: z.string(),
  sdrId: z.string(),
  /** The user who chose. */
  by: z.string(),
  /** The state machine's clock. */
  at: z.iso.datetime({ offset: true }),
  execution: z.string(),
});

/**
 * Hands the director's choice to the stream as a change of the CRM, so that it goes the way of every other (CE-10, RO-02). Answers until when the
 * stream has to be worked.
 */
export const run = async (deps: Pick<StoreDeps, 'deliveries' | 'settings'>, { accountId, sdrId, by, at, execution }: z.infer<typeof inputSchema>) => {
  const eventId = assignmentEventOf(execution);
  const body = { id: eventId, version: 1, type: 'changed', object: 'Account', recordId: accountId, by, occurredAt: at, fields: { SDR__c: sdrId } };
  const { outcome, reason } = await receiveLeadDelivery('crm', { rawBody: JSON.stringify(body), receivedAt: new Date(at).toISOString(), requestId: execution }, deps);
  if (outcome === 'rejected') throw invalidInputError(`The choice of ${execution} is no change of the CRM: ${reason}`, { execution });
  return { outcome: 'handed_in', until: intakeOf(Date.parse(at), deps.settings).input.until };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
