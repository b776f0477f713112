import type { Country } from './invented-names.table';

export type Segment = 'Large' | 'Mid-Market' | 'SMB' | 'PubSec';

export interface Deal {
  readonly stage: string;
  readonly renewal?: true;
}

/** What an account of the sample is like: who covers it and what is going on there. Everything else about it is left to chance. */
export interface AccountShape {
  readonly segment: Segment;
  readonly country: Country;
  readonly bdr: 'assigned' | 'inactive' | 'none';
  readonly owner: 'an AE' | 'an inactive AE' | 'Sales Admin';
  readonly renewalManager: 'assigned' | 'inactive' | 'none' | 'the owner' | 'on the renewal only';
  /** Has a closed-won opportunity, so that its people are tracked (UG-03). */
  readonly customer: boolean;
  readonly target: boolean;
  readonly doNotRoute: boolean;
  readonly openDeals: readonly Deal[];
  /** All but the last of them have a role on its opportunities. */
  readonly contacts: number;
}

export const ORDINARY_ACCOUNT: AccountShape = {
  segment: 'Large',
  country: 'United States',
  bdr: 'assigned',
  owner: 'an AE',
  renewalManager: 'assigned',
  customer: false,
  target: false,
  doNotRoute: false,
  openDeals: [],
  contacts: 4,
};

export const EARLY_STAGES = ['0-Pending Acceptance', '1-Discovery', '2-Scoping'] as const;
export const LATE_STAGES = ['3-Technical Evaluation', '4-Proposal', '5-Negotiating', '6-Awaiting Signature'] as const;
