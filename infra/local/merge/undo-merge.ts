import { fieldChanges } from '../../../shared/domain/field-changes';
import { undoMerge, type KeptField } from '../../../shared/domain/leads/merges';
import { toIso } from '../../../shared/domain/time/business-time';
import { conflictError, invalidInputError } from '../../../shared/errors/app-error';
import { auditDecisions } from '../../../shared/runtime/audit-decisions';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { KeptMerge } from '../../../shared/stores/merge-store';
import { findPair, type Pair } from './find-mergeable';

type Deps = Pick<StoreDeps, 'records' | 'merges' | 'clocks' | 'decisions' | 'sequence' | 'tables' | 'settings' | 'settingsHash' | 'rulesHash'>;

/** What `revsignal unmerge` answers (docs/commands.md). */
export interface UnmergeReport {
  readonly survivorId: string;
  readonly mergedId: string;
  /** The merge that was undone. */
  readonly eventId: string;
  readonly mergedAt: string;
  readonly changes: readonly { readonly recordId: string; readonly changes: ReturnType<typeof fieldChanges> }[];
  /** Fields that somebody changed since, and that stay as they are. */
  readonly kept: readonly KeptField[];
}

/** Longer than the writes of an undo take; a run of the stream that comes meanwhile waits. */
const LEASE_SECONDS = 60;

/** The merge that an undo would undo, and both records as they are; ConflictError says what stands in its way. */
export const findUndoable = async (survivorId: string, mergedId: string, stores: Pick<Deps, 'records' | 'merges'>): Promise<{ readonly merge: KeptMerge; readonly current: Pair }> => {
  const current = await findPair(survivorId, mergedId, stores);
  const standing = (await stores.merges.of(survivorId)).filter(({ undone }) => undone === undefined);
  const merge = standing.findLast((one) => one.mergedId === mergedId);
  if (merge === undefined) throw invalidInputError(`No merge of ${mergedId} into ${survivorId} is on record that was not undone: those that an import brought were made by the CRM and are undone there`);
  const [last] = standing.slice(-1);
  if (last !== undefined && last !== merge) throw conflictError(`${last.mergedId} was merged into ${survivorId} later: undo that merge first`, { survivorId });
  if (current.survivor.MasterRecordId !== undefined) throw conflictError(`${survivorId} was itself merged into ${current.survivor.MasterRecordId}: undo that merge first`, { survivorId });
  if (current.merged.MasterRecordId !== survivorId) throw conflictError(`${mergedId} is not merged into ${survivorId} any more`, { mergedId });
  return { merge, current };
};

export const previewUndo = ({ merge, current }: { readonly merge: KeptMerge; readonly current: Pair }): UnmergeReport => {
  const { survivor, merged, kept } = undoMerge(merge, current);
  const { survivorId, mergedId, eventId, at } = merge;
  return { survivorId, mergedId, eventId, mergedAt: at, changes: [{ recordId: survivorId, changes: fieldChanges(current.survivor, survivor) }, { recordId: mergedId, changes: fieldChanges(current.merged, merged) }], kept };
};

/**
 * Undoes the last merge into a record (LD-06): both records get back what the merge changed, the clocks of the merged one are its own
 * again, and the audit trail says so. It takes the turn at the stream for that long; ConflictError while a run works it.
 */
export const unmergeRecords = async (survivorId: string, mergedId: string, { by, now }: { readonly by: string; readonly now: number }, stores: Deps): Promise<UnmergeReport> => {
  const at = toIso(now);
  const runId = `unmerge-${survivorId}-${mergedId}-${now}`;
  const turn = await stores.sequence.take({ runId, now: at, leaseSeconds: LEASE_SECONDS });
  if (turn.outcome === 'theirs') throw conflictError(`${turn.runId} is working the lead database: try again when it is done`, { runId });
  try {
    if (turn.openBatch) throw conflictError(`A batch of ${turn.openBatch.runId} was decided and not written to its end: the next run finishes it, then try again`, { runId });
    const undoable = await findUndoable(survivorId, mergedId, stores);
    const report = previewUndo(undoable);
    const { survivor, merged } = undoMerge(undoable.merge, undoable.current);
    for (const [record, fields] of [[undoable.current.survivor, survivor], [undoable.current.merged, merged]] as const) {
      await stores.records.change<'Lead' | 'Contact'>(undoable.merge.object, record, { ...record, ...fields, LastModifiedDate: at });
    }
    await stores.tables.putMany((await stores.clocks.ofRecords([survivorId])).flatMap((clock) => (clock.receivedRecordId === mergedId ? [stores.clocks.toPut({ ...clock, recordId: mergedId })] : [])));
    await stores.decisions.keep(auditDecisions(report.changes.map(({ recordId, changes }) => ({ recordId, at, eventId: report.eventId, actor: by, rule: 'LD-06', changes })), runId, stores));
    // Last, so that an undo that was cut off can be repeated.
    await stores.merges.markUndone(undoable.merge, { at, by });
    return report;
  } finally {
    await stores.sequence.release(turn);
  }
};
