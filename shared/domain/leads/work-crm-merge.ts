import type { CrmDelivery } from './crm-record';
import type { PersonFields } from './person';
import { previewMerge, resultOf } from './merges';
import { processed, rejected, type Verdict } from './verdict';
import type { WorkingSet } from './working-set';

/** Two leads or two contacts become one (LD-06): the survivor has the best of both, the other names it, and its clocks run on for it. */
export const workCrmMerge = (ws: WorkingSet, { body, eventId, receivedAt: at }: CrmDelivery<'merged'>): Verdict => {
  const { object, recordId: survivorId, mergedId } = body;
  const [survivor, merged] = [ws.get(object, survivorId), ws.get(object, mergedId)];
  if (survivor === undefined || merged === undefined || survivor.MasterRecordId !== undefined || merged.MasterRecordId !== undefined) return rejected('RECORD_UNKNOWN');
  if (survivorId === mergedId) return rejected('SAME_RECORD');

  const cause = { at, eventId, actor: body.by, rule: 'LD-06' };
  const write = (id: string, fields: PersonFields) => ws.write<'Lead' | 'Contact'>(object, id, fields, cause);
  const after = { survivor: write(survivorId, resultOf(previewMerge(survivor, merged))), merged: write(mergedId, { MasterRecordId: survivorId }) };
  ws.note('merges', { object, survivorId, mergedId, at, eventId, actor: body.by, before: { survivor, merged }, after });
  for (const clock of ws.openClocksOf(mergedId)) ws.keepClock({ ...clock, recordId: survivorId });
  return processed(survivorId);
};
