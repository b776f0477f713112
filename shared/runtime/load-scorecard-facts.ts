import { activityAt } from '../domain/scorecard/activity';
import type { ScorecardFacts, SentChange } from '../domain/scorecard/measure';
import { startOfDay } from '../domain/time/business-time';
import { accountListRuleId, type AccountList } from '../domain/usergems/account-lists.table';
import { COHORTS } from '../domain/usergems/cohorts.table';
import { motionOf } from '../domain/usergems/lead-source';
import type { Rules } from '../domain/rule-row';
import type { Lead } from '../records/catalogue';
import type { StoreDeps } from './store-deps';

type Deps = Pick<StoreDeps, 'records' | 'tracked' | 'signals' | 'settings' | 'rulesAt' | 'ruleFields'>;

interface Window {
  /** Business dates, `from` included and `before` excluded. */
  readonly from: string;
  readonly before: string;
  /** The run's scheduled instant: what happened later is not looked at. */
  readonly asOf: string;
}

/**
 * Reads what the categories are measured in (SC-08): the records as they are, the changes and activities of the window. Every table is read
 * once and page by page; what is kept of it are ids and counts. Records that were merged away or erased are left out.
 */
export const loadScorecardFacts = async (deps: Deps, window: Window): Promise<ScorecardFacts> => {
  const rules = deps.rulesAt(window.asOf);
  const [opportunities, accounts, tracked, released, leads] = await Promise.all([
    readOpportunities(deps, rules),
    readAccounts(deps, rules),
    deps.tracked.all(),
    deps.signals.countReleased(window.from, window.before),
    readLeads(deps, window),
  ]);
  const followed = [...tracked.values()].filter(({ tier }) => tier !== 'overflow');
  const [closedWonContacts, activities] = await Promise.all([
    readClosedWonContacts(deps, rules, opportunities.won, new Set(followed.map(({ contactId }) => contactId))),
    readActivities(deps, rules, leads, window.asOf),
  ]);

  const cohorts = new Set(followed.map(({ cohort }) => cohort));
  const sizes: Readonly<Record<AccountList, number>> = { target: accounts.targets, open_opportunity: opportunities.openAt.size, customer: accounts.customers.all };
  const matchesPersona = rules('scorecard/persona/Lead');
  return {
    trackedRelationships: new Set(COHORTS.filter(({ cohort }) => cohorts.has(cohort)).map(({ relationshipType }) => relationshipType)),
    closedWonContacts,
    accountLists: new Set(deps.settings.usergems.accountLists.flatMap(({ list }) => (sizes[list] > 0 ? [list] : []))).size,
    customers: accounts.customers,
    released,
    changes: leads.map((lead): SentChange => ({
      ownerId: lead.OwnerId,
      isContactTracking: motionOf(lead) === 'contact_tracking',
      hasRelevantTitle: matchesPersona(lead),
      hasRelevantAccount: lead.Matched_Account__c !== undefined && accounts.prospects.has(lead.Matched_Account__c) && !opportunities.openAt.has(lead.Matched_Account__c),
      createdAt: lead.CreatedDate,
      activities: activities.get(lead.Id) ?? [],
    })),
  };
};

/** Ids of the opportunities that were won, and of the accounts that have an open one. */
const readOpportunities = async ({ records, ruleFields }: Deps, rules: Rules): Promise<{ readonly won: ReadonlySet<string>; readonly openAt: ReadonlySet<string> }> => {
  const [isWon, isOpen] = [rules('scorecard/closed-won'), rules('opportunity/open')];
  const [won, openAt] = [new Set<string>(), new Set<string>()];
  for await (const page of records.pages('Opportunity', ['AccountId', ...ruleFields('Opportunity', 'scorecard/'), ...ruleFields('Opportunity', 'opportunity/open')])) {
    for (const opportunity of page) {
      if (isWon(opportunity)) won.add(opportunity.Id);
      if (isOpen(opportunity) && opportunity.AccountId !== undefined) openAt.add(opportunity.AccountId);
    }
  }
  return { won, openAt };
};

/** Counts of the account lists, and the target or ICP accounts that are no customers. */
const readAccounts = async ({ records, ruleFields }: Deps, rules: Rules): Promise<{ readonly targets: number; readonly customers: ScorecardFacts['customers']; readonly prospects: ReadonlySet<string> }> => {
  const [isTarget, isCustomer, isIcp] = [rules(accountListRuleId('target')), rules(accountListRuleId('customer')), rules('scorecard/icp')];
  const customers = { all: 0, ofIcp: 0 };
  const prospects = new Set<string>();
  let targets = 0;
  for await (const page of records.pages('Account', ['MasterRecordId', ...ruleFields('Account', 'scorecard/'), ...ruleFields('Account', 'account-list/')])) {
    for (const account of page) {
      if (account.MasterRecordId !== undefined) continue;
      const [target, icp] = [isTarget(account), isIcp(account)];
      targets += Number(target);
      if (isCustomer(account)) {
        customers.all += 1;
        customers.ofIcp += Number(icp);
      } else if (target || icp) prospects.add(account.Id);
    }
  }
  return { targets, customers, prospects };
};

type DatedLead = Lead & { readonly CreatedDate: string };

/** Leads of the detected changes that were sent in the window, retro-active ones among them. */
const readLeads = async ({ records, settings: { timeZone } }: Deps, { from, before }: Window): Promise<DatedLead[]> => {
  const leads: DatedLead[] = [];
  for await (const page of records.userGemsLeads({ from: startOfDay(from, timeZone), before: startOfDay(before, timeZone), descending: false })) {
    for (const lead of page) {
      const { CreatedDate } = lead;
      if (CreatedDate !== undefined && lead.MasterRecordId === undefined && lead.Erased_DateTime__c === undefined && motionOf(lead) !== 'meeting_assistant') leads.push({ ...lead, CreatedDate });
    }
  }
  return leads;
};

const readClosedWonContacts = async ({ records, ruleFields }: Deps, rules: Rules, won: ReadonlySet<string>, followed: ReadonlySet<string>): Promise<ScorecardFacts['closedWonContacts']> => {
  const onWonDeals = new Set<string>();
  for await (const page of records.pages('OpportunityContactRole', ['OpportunityId', 'ContactId'])) {
    for (const { OpportunityId, ContactId } of page) if (OpportunityId !== undefined && ContactId !== undefined && won.has(OpportunityId)) onWonDeals.add(ContactId);
  }
  const matchesPersona = rules('scorecard/persona/Contact');
  const counts = { all: 0, tracked: 0, ofPersona: 0 };
  for await (const page of records.pages('Contact', ['MasterRecordId', 'Erased_DateTime__c', ...ruleFields('Contact', 'scorecard/')])) {
    for (const contact of page) {
      if (!onWonDeals.has(contact.Id) || contact.MasterRecordId !== undefined || contact.Erased_DateTime__c !== undefined) continue;
      counts.all += 1;
      counts.tracked += Number(followed.has(contact.Id));
      counts.ofPersona += Number(matchesPersona(contact));
    }
  }
  return counts;
};

/** The activities of each lead, its own and those of the contact it was converted to, from its creation until now. */
const readActivities = async ({ records, ruleFields, settings: { timeZone } }: Deps, rules: Rules, leads: readonly DatedLead[], asOf: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const leadsOf = new Map<string, DatedLead[]>();
  for (const lead of leads) for (const who of [lead.Id, lead.ConvertedContactId]) if (who !== undefined) leadsOf.set(who, [...(leadsOf.get(who) ?? []), lead]);
  const isActivity = rules('scorecard/activity');
  const activities = new Map<string, string[]>();
  for await (const page of records.pages('Task', ['WhoId', 'CreatedDate', 'ActivityDate', ...ruleFields('Task', 'scorecard/')])) {
    for (const task of page) {
      const concerned = task.WhoId === undefined ? undefined : leadsOf.get(task.WhoId);
      if (concerned === undefined || !isActivity(task)) continue;
      const at = activityAt(task, timeZone);
      if (at === undefined || at >= asOf) continue;
      for (const { Id, CreatedDate } of concerned) if (at >= CreatedDate) activities.set(Id, [...(activities.get(Id) ?? []), at]);
    }
  }
  return activities;
};
