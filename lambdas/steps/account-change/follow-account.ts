import * as z from 'zod';
import type { AccountFollow, AuditEntry } from '../../../shared/domain/leads/changes';
import { fieldChanges } from '../../../shared/domain/field-changes';
import { conflictError } from '../../../shared/errors/app-error';
import type { Contact } from '../../../shared/records/catalogue';
import { auditDecisions } from '../../../shared/runtime/audit-decisions';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { FollowingShard } from '../../../shared/stores/shard-assignment';

const inputSchema = z.object({ runId: z.string(), shard: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'records' | 'decisions' | 'rulesHash' | 'settingsHash'>;

/**
 * Gives the contacts of a shard what their account has now (RO-01, RO-02); those that have it already, or went elsewhere, are left alone.
 * What is to change is frozen first, so that a retry tells of the same changes.
 */
export const run = async (deps: Deps, { runId, shard }: z.infer<typeof inputSchema>) => {
  const lease = await deps.runs.lease(runId, shard);
  const { change, contactIds } = lease.work as FollowingShard;
  if (!lease.isDone('followed')) {
    const takenOver = (): Error => conflictError(`Shard ${shard} of ${runId} was taken over by another worker`, { runId, shard });
    const changes = differing(await deps.records.load('Contact', contactIds), change);
    const found = changes.map(({ before, after }) => auditOf(before, after, change));
    if (!lease.isDone('decided') && !(await lease.record('decided', found, {}))) throw takenOver();
    const audits = lease.isDone('decided') ? ((await lease.read('decided')) as readonly AuditEntry[]) : found;
    await deps.records.changeMany('Contact', changes);
    await deps.decisions.keep(auditDecisions(audits, runId, deps));
    if (!(await lease.record('followed', null, { followed: audits.length, unchanged: contactIds.length - audits.length }))) throw takenOver();
  }
  return { outcome: 'followed', contacts: contactIds.length };
};

const differing = (contacts: ReadonlyMap<string, Contact>, { accountId, set }: AccountFollow): { readonly before: Contact; readonly after: Contact }[] =>
  [...contacts.values()]
    .filter(({ AccountId }) => AccountId === accountId)
    .map((before) => ({ before, after: following(before, set) }))
    .filter(({ before, after }) => before.OwnerId !== after.OwnerId || before.SDR__c !== after.SDR__c);

const following = ({ OwnerId, SDR__c, ...contact }: Contact, set: AccountFollow['set']): Contact => {
  const [owner, sdr] = [set.OwnerId ?? OwnerId, set.SDR__c === undefined ? SDR__c : set.SDR__c];
  return { ...contact, ...(owner !== undefined && { OwnerId: owner }), ...(sdr !== undefined && sdr !== null && { SDR__c: sdr }) };
};

const auditOf = (before: Contact, after: Contact, { at, eventId, actor, set }: AccountFollow): AuditEntry => ({
  recordId: after.Id,
  at,
  eventId,
  actor,
  rule: set.OwnerId === undefined ? 'RO-02' : 'RO-01',
  changes: fieldChanges({ OwnerId: before.OwnerId, SDR__c: before.SDR__c }, { OwnerId: after.OwnerId, SDR__c: after.SDR__c }),
});

export const handler = task({ input: inputSchema, deps: openStores, run });
