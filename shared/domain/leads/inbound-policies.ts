import type { Account, User } from '../../records/catalogue';
import { INBOUND_POLICIES, inboundPolicyRuleId } from './inbound-policies.table';
import { activeUser, isFieldSales } from './roles';
import type { WorkingSet } from './working-set';

/** The owner whom an optional policy that is switched on gives the account's people to (LR-09). */
export const policyOwner = (ws: WorkingSet, account: Account | undefined, at: string): { readonly policy: string; readonly owner: User } | undefined => {
  const owner = activeUser(ws.users, account?.OwnerId);
  if (account === undefined || owner === undefined || !isFieldSales(owner)) return undefined;
  const rules = ws.context.rulesAt(at);
  const asked = { Account: [account], Opportunity: ws.opportunitiesOf(account.Id) };
  const policy = INBOUND_POLICIES.find(({ id, object }) => ws.context.settings.alternatePolicies.includes(id) && asked[object].some(rules(inboundPolicyRuleId(id))));
  return policy && { policy: policy.id, owner };
};
