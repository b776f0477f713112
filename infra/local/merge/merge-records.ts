import { previewMerge, type MergedField } from '../../../shared/domain/leads/merges';
import type { PersonObject } from '../../../shared/domain/leads/bodies';
import { leadReasonsOf, type Reason } from '../../../shared/domain/reason-words.table';
import { toIso } from '../../../shared/domain/time/business-time';
import { WORKFLOWS } from '../../../shared/names/workflows';
import type { WorkflowExecution } from '../../../shared/ports/workflow-executions';
import { receiveLeadDelivery } from '../../../shared/runtime/receive-lead-delivery';
import { intakeOf } from '../../../shared/runtime/start-intake';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { deliveryIdOf } from '../../../shared/stores/delivery-store';
import type { Workflows } from '../runs/stage-workflows';
import { findMergeable, type Pair } from './find-mergeable';

/** What a merge makes of a record, field by field (LD-06). */
export interface MergePreview {
  readonly object: PersonObject;
  readonly survivorId: string;
  readonly mergedId: string;
  readonly fields: readonly MergedField[];
}

export const previewOf = ({ object, survivor, merged }: Pair): MergePreview => ({ object, survivorId: survivor.Id, mergedId: merged.Id, fields: previewMerge(survivor, merged) });

/** What `revsignal merge` answers (docs/commands.md). */
export interface MergeReport extends MergePreview, Pick<WorkflowExecution, 'status' | 'error' | 'cause'> {
  readonly eventId: string;
  /** What the stream made of it. */
  readonly outcome: string;
  readonly reasons: readonly Reason[];
}

export interface MergeDeps extends Pick<StoreDeps, 'records' | 'deliveries' | 'settings'>, Workflows {
  /** Waits before the execution is looked at again. */
  readonly pause: () => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Merges two leads or two contacts: hands the stream of the lead database the same delivery as the CRM would, and follows the run that
 * works it. `by` is a user id or `system`.
 */
export const mergeRecords = async (survivorId: string, mergedId: string, by: string, deps: MergeDeps): Promise<MergeReport> => {
  const pair = await findMergeable(survivorId, mergedId, deps);
  const [preview, now] = [previewOf(pair), deps.now()];
  const eventId = `merge-${survivorId}-${mergedId}-${now}`;
  const receivedAt = toIso(now);
  const rawBody = JSON.stringify({ id: eventId, version: 1, type: 'merged', object: pair.object, recordId: survivorId, mergedId, by, occurredAt: receivedAt });
  await receiveLeadDelivery('crm', { rawBody, receivedAt, requestId: eventId }, deps);

  const { executionName, input } = intakeOf(now, deps.settings);
  await deps.starter.start(WORKFLOWS.leadIntake, executionName, input);
  const { status, error, cause } = await ended(executionName, deps);
  const delivery = (await deps.deliveries.find([deliveryIdOf('crm', eventId)])).get(deliveryIdOf('crm', eventId));
  return { ...preview, eventId, status, outcome: delivery?.outcome ?? 'held', reasons: leadReasonsOf(delivery?.reason ?? '', deps.settings.leads.questionsChannel), ...(error !== undefined && { error, cause }) };
};

const ended = async (executionName: string, { executions, pause }: Pick<MergeDeps, 'executions' | 'pause'>): Promise<WorkflowExecution> => {
  for (;;) {
    const found = await executions.find(WORKFLOWS.leadIntake, executionName);
    if (found !== undefined && found.status !== 'RUNNING') return found;
    await pause();
  }
};
