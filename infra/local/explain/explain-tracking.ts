import { COHORTS, contactRuleId, opportunityRuleId } from '../../../shared/domain/usergems/cohorts.table';
import { WORKFLOWS } from '../../../shared/names/workflows';
import type { Contact } from '../../../shared/records/catalogue';
import { askRule } from './ask-rule';
import type { ExplainDeps } from './explain-deps';
import type { ExplainedOpportunity, Tracking } from './explanation';
import { nameOf } from './named';

/** Whether a contact is on the tracked list, and if not, at which condition of which cohort it failed (UG-03 to UG-05). */
export const explainTracking = async (contact: Contact, deps: ExplainDeps): Promise<Tracking> => {
  const { tracked: store, settings } = deps.stores;
  const known = await store.find(contact.Id);
  const name = COHORTS.find(({ cohort }) => cohort === known?.cohort)?.name;
  if (known?.tier === 'overflow') {
    return { tracked: false, words: `eligible in cohort ${known.cohort}, ${name}, but beyond the ${settings.tracking.capacity.toLocaleString('en-US')} contacts that the vendor follows`, cohort: known.cohort, tier: known.tier };
  }
  if (known) return { tracked: true, words: `tracked in cohort ${known.cohort}, ${name}, Tier ${known.tier}`, cohort: known.cohort, tier: known.tier };

  const opportunities = await askedOf(contact, deps);
  return { tracked: false, words: opportunities.length === 0 ? 'not tracked: it has no role on any opportunity' : notTracked(opportunities), opportunities };
};

const notTracked = (opportunities: readonly ExplainedOpportunity[]): string =>
  opportunities.some(({ cohorts }) => cohorts.some(({ qualifies }) => qualifies))
    ? 'not on the list yet: it meets the conditions of a cohort now, and the next refresh takes it in'
    : 'not tracked: no opportunity that it has a role on puts it into a cohort';

/** What the latest refresh asked of each opportunity. Roles have no index by contact: the table is read through once. */
const askedOf = async (contact: Contact, deps: ExplainDeps): Promise<ExplainedOpportunity[]> => {
  const { records } = deps.stores;
  const ids = new Set<string>();
  for await (const page of records.pages('OpportunityContactRole', ['ContactId', 'OpportunityId'])) {
    for (const { ContactId, OpportunityId } of page) if (ContactId === contact.Id && OpportunityId !== undefined) ids.add(OpportunityId);
  }
  const opportunities = await records.load('Opportunity', ids);
  const asOf = (await deps.stores.runs.of(WORKFLOWS.sync)).at(-1)?.scheduledTime ?? deps.now;
  const accounts = await records.load('Account', [...opportunities.values()].map(({ AccountId }) => AccountId));

  return [...opportunities.values()]
    .sort((a, b) => (a.Id < b.Id ? -1 : 1))
    .map((opportunity) => {
      const account = opportunity.AccountId === undefined ? undefined : accounts.get(opportunity.AccountId);
      return {
        opportunity: { id: opportunity.Id, name: opportunity.Name },
        account: account && { id: account.Id, name: nameOf(account) },
        segment: account?.Sales_Segment__c,
        cohorts: COHORTS.filter(({ segment }) => segment === account?.Sales_Segment__c).map((cohort) => {
          const rules = [askRule(deps, opportunityRuleId(cohort), asOf, opportunity), ...(cohort.contact === undefined ? [] : [askRule(deps, contactRuleId(cohort), asOf, contact)])];
          return { cohort: cohort.cohort, name: cohort.name, qualifies: rules.every(({ holds }) => holds), rules };
        }),
      };
    });
};
