import type { AccountShape, Deal } from './account-shape';
import type { ChangeBody } from './change-bodies';
import type { SampleAccount } from './company-builder';

/** A job change whose result is known because everything that decides it is fixed here. */
export interface PlantedMove {
  /** What the move shows, in the words of the contracts: rules, reasons, ways of matching, routing paths. */
  readonly shows: readonly string[];
  /** The account that the person left, where it differs from a customer in segment Large (whose contacts are Tier 1). */
  readonly from?: Partial<AccountShape>;
  /** The account that the person joined, where it differs from an ordinary one. */
  readonly to?: Partial<AccountShape>;
  /** Two months unless said otherwise; null when unknown. */
  readonly startedMonthsAgo?: number | null;
  /** `on a deal` unless said otherwise: tracked. */
  readonly contact?: 'on a deal' | 'on no deal' | 'already marked';
  /** There is an open lead with the person's new address. */
  readonly hasOpenLead?: true;
  /** The vendor writes it in another way than plainly. */
  readonly written?: (body: ChangeBody, to: SampleAccount, inventHost: () => string) => ChangeBody;
}

const EARLY: Deal = { stage: '1-Discovery' };
const LATE: Deal = { stage: '4-Proposal' };
const RENEWAL: Deal = { stage: '3-Technical Evaluation', renewal: true };
const MID_MARKET_CUSTOMER = { segment: 'Mid-Market', customer: true } as const;

export const PLANTED_MOVES: readonly PlantedMove[] = [
  // The six rules and their recipients (NT-T1, contracts, section 12)
  { shows: ['rule 1A', 'ACCOUNT_BDR', 'tier 1'] },
  { shows: ['rule 1A', 'tier 2'], from: MID_MARKET_CUSTOMER },
  { shows: ['rule 1B'], startedMonthsAgo: 8 },
  { shows: ['rule 1B'], startedMonthsAgo: null },
  { shows: ['rule 1C'], to: { openDeals: [LATE] }, startedMonthsAgo: 4 },
  { shows: ['rule 1D'], to: { openDeals: [EARLY] }, startedMonthsAgo: 4 },
  { shows: ['rule 1C', 'rule 1D', 'merged'], to: { customer: true, openDeals: [RENEWAL] } },
  { shows: ['rule 1C', 'rule 1D', 'merged'], to: { openDeals: [LATE, EARLY] } },
  { shows: ['rule 1C', 'merged'], to: { openDeals: [LATE], renewalManager: 'the owner' } },
  { shows: ['rule 1C', 'rule 1D', 'merged'], to: { customer: true, openDeals: [RENEWAL], renewalManager: 'on the renewal only' } },
  { shows: ['rule 3A'], from: { openDeals: [LATE] } },
  { shows: ['rule 3B'], from: { openDeals: [EARLY] } },
  { shows: ['rule 3A', 'rule 3B', 'merged'], from: { openDeals: [LATE, EARLY] } },
  { shows: ['NO_RULE'], to: { openDeals: [LATE] }, startedMonthsAgo: 8 },
  { shows: ['BDR_MISSING'], from: { openDeals: [EARLY], bdr: 'none' } },
  { shows: ['AE_MISSING'], to: { openDeals: [LATE], owner: 'an inactive AE' } },
  { shows: ['RM_MISSING'], to: { openDeals: [LATE], renewalManager: 'none' } },
  { shows: ['RM_MISSING'], to: { openDeals: [LATE], renewalManager: 'inactive' } },
  { shows: ['AE_MISSING', 'RM_MISSING', 'nobody can be told'], to: { openDeals: [LATE], owner: 'Sales Admin', renewalManager: 'none' } },

  // Matching (contracts, section 6)
  { shows: ['matchedBy account_id'], written: (body, to, inventHost) => ({ ...body, current: { ...body.current, accountId: to.account.Id, domain: inventHost(), company: 'New employer' } }) },
  { shows: ['matchedBy domain'], written: (body, to) => ({ ...body, current: { ...body.current, company: null, domain: `HTTPS://WWW.${to.host.toUpperCase()}/careers?ref=feed` } }) },
  { shows: ['matchedBy domain'], written: (body) => ({ ...body, current: { ...body.current, company: 'Known by the address only', domain: null } }) },
  {
    shows: ['matchedBy name'],
    written: (body, to) => ({ ...body, person: { ...body.person, email: null }, current: { ...body.current, company: `  ${to.account.Name?.toUpperCase()} `, domain: null } }),
  },
  {
    shows: ['matchedBy none', 'NO_COVERAGE→DEFAULT_OWNER(EMEA,Unknown)'],
    to: { country: 'Germany' },
    written: (body, _to, inventHost) => ({ ...body, person: { ...body.person, email: null }, current: { ...body.current, company: 'Nobody We Know GmbH', domain: inventHost() } }),
  },

  // Routing (contracts, section 11)
  { shows: ['SMB_NO_BDR→SDR_RR(AMER)'], to: { segment: 'SMB', bdr: 'none', country: 'Canada' } },
  { shows: ['SMB_NO_BDR→SDR_RR(EMEA)'], to: { segment: 'SMB', bdr: 'none', country: 'Spain' } },
  { shows: ['SMB_NO_BDR→SDR_RR(APAC)'], to: { segment: 'SMB', bdr: 'none', country: 'India' } },
  { shows: ['NO_BDR→BDR_RR(AMER,Large)'], to: { bdr: 'inactive' } },
  { shows: ['NO_BDR→BDR_RR(EMEA,Mid-Market)'], to: { segment: 'Mid-Market', bdr: 'none', country: 'France' } },
  { shows: ['NO_BDR→BDR_RR(EMEA,PubSec)'], to: { segment: 'PubSec', bdr: 'none', country: 'United Kingdom' } },
  { shows: ['NO_BDR→BDR_RR(APAC,Large)'], to: { bdr: 'none', country: 'Japan' } },
  { shows: ['NO_COVERAGE→DEFAULT_OWNER(APAC,PubSec)'], to: { segment: 'PubSec', bdr: 'none', country: 'Australia' } },
  { shows: ['DO_NOT_ROUTE→DEFAULT_OWNER'], to: { doNotRoute: true } },

  // Past contacts and existing leads (contracts, sections 9 and 10)
  { shows: ['OPEN_LEAD_SAME_EMAIL'], hasOpenLead: true },
  { shows: ['CONTACT_NOT_TRACKED'], contact: 'on no deal' },
  { shows: ['CONTACT_ALREADY_MARKED'], contact: 'already marked' },
  { shows: ['PAST_CONTACT_UNKNOWN'], written: (body, _to, inventHost) => ({ ...body, previous: { contactId: '0038c00ZZZZZZZZZZZ', email: `former.address@${inventHost()}`, accountId: null, company: null, domain: null, title: null } }) },
  { shows: ['known by e-mail only'], written: (body) => ({ ...body, previous: { contactId: null, email: body.previous?.email?.toUpperCase() ?? null, accountId: null, company: null, domain: null, title: null } }) },
];
