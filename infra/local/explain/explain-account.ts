import { ROLL_UP_NAMES, rollUpRuleId } from '../../../shared/domain/notifications/rules.table';
import { ALTERNATE_POLICIES, policyRuleId } from '../../../shared/domain/routing/alternate-policies.table';
import { ACCOUNT_LIST_RULES } from '../../../shared/domain/usergems/account-lists.table';
import type { Account } from '../../../shared/records/catalogue';
import { askRule } from './ask-rule';
import { changesIn } from './decided';
import { deliveriesWhere, explainDeliveries, isAbout } from './explain-deliveries';
import type { ExplainDeps } from './explain-deps';
import { explainAlerts } from './explain-history';
import { explainAccountSegment } from './explain-segment';
import type { ExplainedAccount } from './explanation';
import { nameOf, namerOf } from './named';

/** What routing and notifications would ask about an account as it stands now, why it has its segment, and what changed on it. */
export const explainAccount = async (account: Account, deps: ExplainDeps): Promise<ExplainedAccount> => {
  const { records, settings } = deps.stores;
  const people = await namerOf('User', [account.OwnerId, account.BDR_Assigned__c, account.Renewal_Manager__c], deps.stores);
  const opportunities = (await records.opportunitiesOf([account.Id])).get(account.Id) ?? [];
  const ruleIds = [...ACCOUNT_LIST_RULES.map(({ id }) => id), ...ALTERNATE_POLICIES.flatMap(({ id }) => (settings.routing.alternatePolicies.includes(id) ? [policyRuleId(id)] : []))];
  return {
    kind: 'Account',
    id: account.Id,
    name: nameOf(account),
    owner: people(account.OwnerId),
    bdr: people(account.BDR_Assigned__c),
    renewalManager: people(account.Renewal_Manager__c),
    segment: account.Sales_Segment__c,
    opportunities: opportunities.map((opportunity) => ({
      opportunity: { id: opportunity.Id, name: opportunity.Name },
      stage: opportunity.StageName,
      rollUps: ROLL_UP_NAMES.filter((name) => askRule(deps, rollUpRuleId(name), deps.now, opportunity).holds),
    })),
    rules: ruleIds.map((id) => askRule(deps, id, deps.now, account)),
    segmentation: explainAccountSegment(account),
    deliveries: await explainDeliveries(await deliveriesWhere(deps.stores, isAbout(account)), deps),
    alerts: await explainAlerts(account.Id, deps),
    changes: changesIn(await deps.stores.decisions.of(account.Id), deps),
  };
};
