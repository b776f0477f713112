/**
 * The eleven graded categories in their order (SC-01, table SC-T1; D-02: the "9" of the source is stale). An earlier one feeds later ones:
 * quality of input -> quality of output -> adoption -> meetings, pipeline and revenue (SC-06).
 */
export const LINKS = ['input', 'output', 'adoption'] as const;
/** The part of the impact chain that a category measures. */
export type Link = (typeof LINKS)[number];

export interface Category {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly link: Link;
  /** `Not stated`: the vendor's article is not stored (SC-T1). */
  readonly importance: 'Critical' | 'High' | 'Not stated';
  readonly better: 'higher' | 'lower';
  /** `share` is a number from 0 to 1, `points` the same of six points. */
  readonly unit: 'share' | 'points' | 'lists' | 'days' | 'per change';
  /** What is measured in our own records (SC-08): the reading of table SC-T1 that docs/decisions/026-scorecard-readings.md argues for. */
  readonly means: string;
  /** What the value was taken from, `{part}` and `{whole}` being counts. */
  readonly basis: string;
  /** Numbers of the later categories that get better with this one; none: meetings, pipeline and revenue themselves. */
  readonly feeds: readonly number[];
  /** One thing to do about it (SC-02). */
  readonly hint: string;
}

export const CATEGORIES = [
  {
    id: 'contactsProvided', number: 1, title: 'Contacts Provided', link: 'input', importance: 'High', better: 'higher', unit: 'points',
    means: 'Relationships under which at least one contact is followed by the vendor: closed-won 3 points, open 2, closed-lost 1. A cohort says which relationship it is.',
    basis: 'closed-won 3, open 2, closed-lost 1', feeds: [2, 7, 9],
    hint: 'Track the contacts of the relationship that is missing: people on closed-won deals first, then on open, then on closed-lost ones.',
  },
  {
    id: 'closedWonTracked', number: 2, title: 'Closed Won Opp Contacts Tracked', link: 'input', importance: 'Not stated', better: 'higher', unit: 'share',
    means: 'Contacts with a role on a closed-won opportunity who are followed by the vendor (Tier 1 or 2, not overflow), of all who have such a role.',
    basis: '{part} of {whole} closed-won contacts are tracked', feeds: [7, 9],
    hint: 'Add contact roles at accounts and titles that the cohorts leave out, or raise the capacity if contacts overflow.',
  },
  {
    id: 'personaDefinition', number: 3, title: 'Persona Definition', link: 'input', importance: 'Not stated', better: 'higher', unit: 'share',
    means: 'Contacts with a role on a closed-won opportunity whose title matches a persona, of all who have such a role.',
    basis: '{part} of {whole} closed-won contacts match a persona', feeds: [7, 9],
    hint: 'Compare the titles of people on won deals with the persona rule and add those that buy and are not in it.',
  },
  {
    id: 'accountsProvided', number: 4, title: 'Accounts Provided', link: 'input', importance: 'Critical', better: 'higher', unit: 'lists',
    means: 'Account lists that the vendor is given and that hold at least one account: target, open opportunity, customer.',
    basis: 'target, open opportunity, customer', feeds: [6, 8],
    hint: 'Give UserGems the list that is missing: target accounts, accounts with an open opportunity, customers.',
  },
  {
    id: 'icpDefinition', number: 5, title: 'ICP Definition', link: 'input', importance: 'Critical', better: 'higher', unit: 'share',
    means: 'Customer accounts that meet the ICP rule, of all customer accounts.',
    basis: '{part} of {whole} customer accounts match the ICP', feeds: [6, 8],
    hint: 'Widen the ICP rule until it covers the customers you would like to have more of.',
  },
  {
    id: 'filtering', number: 6, title: 'Filtering', link: 'output', importance: 'Critical', better: 'lower', unit: 'share',
    means: 'Changes that a release of the last three months turned down, of all that it turned down or sent. What repeats another, could not be read or still waits is no detected change.',
    basis: '{part} of {whole} changes were filtered out', feeds: [9],
    hint: 'Look through the refused changes in the report of the latest release and loosen the filter that stops most of the good ones.',
  },
  {
    id: 'newTitleRelevance', number: 7, title: 'New Title Relevance', link: 'output', importance: 'Not stated', better: 'higher', unit: 'share',
    means: 'Changes sent in the last three months whose new title matches a persona, of all sent.',
    basis: '{part} of {whole} changes have a relevant title', feeds: [9, 10, 11],
    hint: 'Track more people in the titles that buy; check that the persona rule knows what they are called elsewhere.',
  },
  {
    id: 'newAccountRelevance', number: 8, title: 'New Account Relevance', link: 'output', importance: 'High', better: 'higher', unit: 'share',
    means: 'Changes sent in the last three months that land on a target or ICP account which is neither a customer nor has an open opportunity, of all sent.',
    basis: '{part} of {whole} changes land on a relevant account', feeds: [9, 10, 11],
    hint: 'Mark every account you would sell to as a target, and check that the ICP rule recognises those you do not know yet.',
  },
  {
    id: 'engagementRate', number: 9, title: 'Engagement Rate', link: 'adoption', importance: 'Critical', better: 'higher', unit: 'share',
    means: 'Changes of contact tracking sent in the last three months that have an activity since, of all sent.',
    basis: '{part} of {whole} changes were contacted', feeds: [11],
    hint: 'Put UserGems leads into a sequence whose first step is manual, and follow up on leads that nobody touched.',
  },
  {
    id: 'daysUntilFirstActivity', number: 10, title: 'Days Until First Activity', link: 'adoption', importance: 'Not stated', better: 'lower', unit: 'days',
    means: 'Median days from the creation of the lead to its first activity, over the contacted changes of category 9.',
    basis: 'contacted changes: {whole}', feeds: [11],
    hint: 'Agree on a day by which new UserGems leads are called, such as the Friday after the Wednesday digest.',
  },
  {
    id: 'numberOfActivities', number: 11, title: 'Number of Activities', link: 'adoption', importance: 'Not stated', better: 'higher', unit: 'per change',
    means: 'Activities per contacted change of category 9, on average.',
    basis: 'activities: {part}, contacted changes: {whole}', feeds: [],
    hint: 'Plan several touches over several channels; most people do not answer the first one.',
  },
] as const satisfies readonly Category[];

export type CategoryId = (typeof CATEGORIES)[number]['id'];

export const CATEGORY_IDS = CATEGORIES.map(({ id }) => id);

export const categoryOf = (id: CategoryId): Category & { readonly id: CategoryId } => {
  const category = CATEGORIES.find((one) => one.id === id);
  if (category === undefined) throw new RangeError(`There is no category ${id}`);
  return category;
};
