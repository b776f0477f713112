import type { Account } from '../../records/catalogue';
import { accountSegment } from './segments';
import type { Cause, WorkingSet } from './working-set';

/** Why an account may not become the parent of another, if so (SG-06). */
export const parentRefusal = (ws: WorkingSet, id: string, parentId: string): 'PARENT_UNKNOWN' | 'PARENT_CYCLE' | undefined => {
  if (ws.get('Account', parentId) === undefined) return 'PARENT_UNKNOWN';
  return ancestors(ws, parentId).has(id) ? 'PARENT_CYCLE' : undefined;
};

/** An account and all above it; an imported circle is gone round once. */
const ancestors = (ws: WorkingSet, id: string): ReadonlySet<string> => {
  const ids = new Set<string>();
  for (let next: string | undefined = id; next !== undefined && !ids.has(next); next = ws.get('Account', next)?.ParentId) ids.add(next);
  return ids;
};

/** Recalculates the segment of an account from its inputs, and shows that of its parent, which is never added to it (SG-03, SG-06, SG-07). */
export const resegment = (ws: WorkingSet, account: Account, cause: Cause): Account => {
  const { Sales_Segmentation__c, Override_Flag__c } = accountSegment(account);
  const Parent_Sales_Segmentation__c = ws.get('Account', account.ParentId)?.Sales_Segmentation__c;
  // An empty flag says the same as one that is false.
  const flag = (Override_Flag__c || account.Override_Flag__c !== undefined) && { Override_Flag__c };
  return ws.write('Account', account.Id, { Sales_Segmentation__c, Parent_Sales_Segmentation__c, ...flag }, { ...cause, rule: 'SG-07' });
};

/** The direct children of an account show its segment (SG-06). */
export const showToChildren = (ws: WorkingSet, { Id: id, Sales_Segmentation__c: segment }: Account, cause: Cause): void => {
  for (const child of ws.childrenOf(id)) ws.write('Account', child.Id, { Parent_Sales_Segmentation__c: segment }, { ...cause, rule: 'SG-06' });
};
