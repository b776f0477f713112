import type { Account, User } from '../../records/catalogue';
import type { CrmRecord } from './crm-record';
import { activeUser, isAdministrator, isFieldSales, isOnSalesTeam, isSalesAdmin, theUserOf, type Actor } from './roles';
import type { Cause, WorkingSet } from './working-set';

/** The owner of an account, when it is field sales, whom the contacts of the account follow (RO-01). */
export const fieldSalesOwner = (ws: WorkingSet, account: Account | undefined): User | undefined => {
  const owner = ws.users.get(account?.OwnerId ?? '');
  return isFieldSales(owner) ? owner : undefined;
};

/** Why a record may not be given to an owner, if so (RO-05, RO-06). */
export const ownerRefusal = (ws: WorkingSet, from: string | undefined, to: string | undefined, actor: Actor): 'OWNER_UNKNOWN' | 'ADMIN_ONLY' | 'NOT_SALES_TEAM' | undefined => {
  const owner = activeUser(ws.users, to);
  if (owner === undefined) return 'OWNER_UNKNOWN';
  if (isAdministrator(actor)) return undefined;
  if (isSalesAdmin(owner)) return 'ADMIN_ONLY';
  return isSalesAdmin(ws.users.get(from ?? '')) && !isOnSalesTeam(actor) ? 'NOT_SALES_TEAM' : undefined;
};

/** Tells the Account Research Specialist that somebody took a record of a Sales Admin (CE-08). */
export const noteAdoption = (ws: WorkingSet, before: CrmRecord, after: CrmRecord, { at, eventId }: Cause): void => {
  const [giver, owner] = [ws.users.get(before.OwnerId ?? ''), ws.users.get(after.OwnerId ?? '')];
  if (owner === undefined || !isSalesAdmin(giver) || isSalesAdmin(owner)) return;
  const specialist = theUserOf(ws.users.values(), 'Account Research Specialist');
  ws.note('alerts', { at, eventId, kind: 'ADOPTION', recordId: after.Id, recipientRole: 'Account Research Specialist', recipientId: specialist?.Id ?? '', reason: owner.Id });
};

/** All contacts of an account get its new owner, when that is field sales; else they stay with theirs (RO-01). */
export const followOwner = (ws: WorkingSet, before: Account, after: Account, cause: Cause): void => {
  const owner = after.OwnerId === before.OwnerId ? undefined : fieldSalesOwner(ws, after);
  if (owner) takeAlong(ws, after.Id, { OwnerId: owner.Id }, { ...cause, rule: 'RO-01' });
};

/** The SDR of an account stands on its team, the former one no more, and all its contacts show him (RO-02). */
export const followSdr = (ws: WorkingSet, before: Account, after: Account, cause: Cause): void => {
  if (after.SDR__c === before.SDR__c) return;
  const team = new Set(after.GitLab_Team__c?.split(';'));
  if (before.SDR__c !== undefined) team.delete(before.SDR__c);
  if (after.SDR__c !== undefined) team.add(after.SDR__c);
  const ruled = { ...cause, rule: 'RO-02' };
  ws.write('Account', after.Id, { GitLab_Team__c: [...team].sort().join(';') }, ruled);
  takeAlong(ws, after.Id, { SDR__c: after.SDR__c ?? null }, ruled);
};

/** Changes the contacts that are at hand; the workflow account-change changes the others. */
const takeAlong = (ws: WorkingSet, accountId: string, set: { readonly OwnerId?: string; readonly SDR__c?: string | null }, cause: Cause): void => {
  const { SDR__c: sdr, ...owner } = set;
  for (const contact of ws.contactsOf(accountId)) ws.write('Contact', contact.Id, { ...owner, ...(sdr !== undefined && { SDR__c: sdr ?? undefined }) }, cause);
  ws.note('follows', { accountId, at: cause.at, eventId: cause.eventId, actor: cause.actor, set });
};

/** A contact that came to an account has its owner, if field sales (RO-01), and shows its SDR (RO-02). */
export const ofAccount = (ws: WorkingSet, account: Account): { readonly OwnerId?: string; readonly SDR__c: string | undefined } => {
  const owner = fieldSalesOwner(ws, account);
  return { ...(owner && { OwnerId: owner.Id }), SDR__c: account.SDR__c };
};
