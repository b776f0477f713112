import { addDays, monthsBefore } from '../../../shared/domain/time/business-time';
import type { Contact } from '../../../shared/records/catalogue';
import { EARLY_STAGES, LATE_STAGES, type AccountShape, type Deal, type Segment } from './account-shape';
import { type ChangeBody, type EventHeader, jobChangeBody, newHireBody, promotionBody } from './change-bodies';
import type { CompanyBuilder, SampleAccount } from './company-builder';
import { type Country, PLACES, TITLES } from './invented-names.table';
import type { Random } from './seeded-random';
import type { VendorFeed } from './vendor-feed';

/** How many of each there are, beside the planted cases. */
const COUNTS = {
  accounts: 240,
  leads: 140,
  released: { newHires: 110, promotions: 60, jobChanges: 85 },
  held: { newHires: 14, promotions: 6, jobChanges: 20 },
  pushes: [{ newHires: 30, jobChanges: 12 }, { newHires: 36, jobChanges: 0 }, { newHires: 36, jobChanges: 0 }],
} as const;

const SEGMENTS: readonly Segment[] = ['Large', 'Large', 'Mid-Market', 'Mid-Market', 'Mid-Market', 'SMB', 'SMB', 'PubSec'];
const COUNTRIES: readonly Country[] = PLACES.flatMap(({ country, weight }) => Array.from({ length: weight }, () => country));

export interface OrdinaryWeek {
  /** Bodies of the three retro-active pushes (UG-16); the second has one row of the wrong motion. */
  readonly pushes: ChangeBody[][];
}

/** The accounts, contacts, deals and leads of the sample and what the vendor has to say about them: chance decides, within what is usual. */
export const buildOrdinaryWeek = (random: Random, builder: CompanyBuilder, feed: VendorFeed, tuesday: string): OrdinaryWeek => {
  const accounts = Array.from({ length: COUNTS.accounts }, () => builder.addAccount(someShape(random)));
  const targets = accounts.filter(({ account }) => account.Is_Target_Account__c);
  const people = random.shuffled(accounts.flatMap((employer) => employer.contacts.map((contact) => ({ employer, contact }))));

  /** Nobody has two changes: a contact is taken once. */
  const take = (from: readonly SampleAccount[]): { employer: SampleAccount; contact: Contact } => {
    const index = people.findIndex(({ employer }) => from.includes(employer));
    const [taken] = index === -1 ? [] : people.splice(index, 1);
    if (taken === undefined) throw new RangeError('The sample has fewer contacts than changes.');
    return taken;
  };
  const startedOn = (): string | null => (random.chance(0.04) ? null : addDays(monthsBefore(tuesday, random.below(10)), -random.below(20)));

  const someJobChange = (header: EventHeader): ChangeBody => {
    const { employer: from, contact } = take(accounts);
    const to = random.pick(accounts.filter((account) => account !== from));
    const email = builder.addressAt(to.host, contact.FirstName ?? '', contact.LastName ?? '');
    return jobChangeBody(header, contact, from, { employer: to, title: random.pick(TITLES), startedOn: startedOn() }, email);
  };
  const someNewHire = (header: EventHeader): ChangeBody => {
    const employer = random.pick(targets);
    return newHireBody(header, builder.inventPerson(employer.host), { employer, title: random.pick(TITLES), startedOn: startedOn() });
  };
  const somePromotion = (header: EventHeader): ChangeBody => {
    const { employer, contact } = take(targets);
    return promotionBody(header, contact, { employer, title: random.pick(TITLES), startedOn: startedOn() });
  };

  addLeads(random, builder, accounts, tuesday);
  for (const [counts, time] of [[COUNTS.released, feed.beforeRelease], [COUNTS.held, feed.afterRelease]] as const) {
    const bodies = [...repeated(counts.newHires, someNewHire), ...repeated(counts.promotions, somePromotion), ...repeated(counts.jobChanges, someJobChange)];
    for (const makeBody of random.shuffled(bodies)) {
      const at = time();
      feed.deliver(at, makeBody(feed.header(at)));
    }
  }

  const pushes = COUNTS.pushes.map(({ newHires, jobChanges }, index) =>
    [...repeated(jobChanges, someJobChange), ...repeated(newHires, someNewHire)].map((makeBody, row) => makeBody(retroHeader(index + 1, row + 1, tuesday))),
  );
  const wrongMotion = someJobChange(retroHeader(2, 900, tuesday));
  pushes[1]?.push(wrongMotion);
  feed.plant(['WRONG_MOTION_FOR_PUSH'], { eventId: wrongMotion.id });
  return { pushes };
};

const repeated = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

const retroHeader = (push: number, row: number, tuesday: string): EventHeader => ({
  id: `ug-retro-${push}-${String(row).padStart(6, '0')}`,
  detectedAt: `${addDays(tuesday, -60 + row % 40)}T12:00:00Z`,
});

const someShape = (random: Random): AccountShape => {
  const segment = random.pick(SEGMENTS);
  const customer = random.chance(0.4);
  return {
    segment,
    country: random.pick(COUNTRIES),
    bdr: random.chance(segment === 'SMB' ? 0.25 : 0.7) ? 'assigned' : random.chance(0.1) ? 'inactive' : 'none',
    owner: random.chance(0.94) ? 'an AE' : random.pick(['an inactive AE', 'Sales Admin']),
    renewalManager: random.chance(customer ? 0.85 : 0.4) ? 'assigned' : 'none',
    customer,
    target: random.chance(0.45),
    doNotRoute: random.chance(0.02),
    openDeals: someDeals(random, customer),
    contacts: random.between(4, 16),
  };
};

const someDeals = (random: Random, customer: boolean): Deal[] => [
  ...(random.chance(0.35) ? [{ stage: random.pick(EARLY_STAGES) }] : []),
  ...(random.chance(0.25) ? [{ stage: random.pick(LATE_STAGES) }] : []),
  ...(customer && random.chance(0.4) ? [{ stage: random.pick(LATE_STAGES), renewal: true as const }] : []),
];

/** Leads that were there before, from other sources and in every status. */
const addLeads = (random: Random, builder: CompanyBuilder, accounts: readonly SampleAccount[], tuesday: string): void => {
  for (let count = 0; count < COUNTS.leads; count += 1) {
    const at = random.chance(0.6) ? random.pick(accounts) : undefined;
    const host = at?.host ?? builder.inventHost();
    const person = builder.inventPerson(host);
    const status = random.pick(['Raw', 'Inquiry', 'MQL', 'Accepted', 'Qualifying', 'Qualified', 'Nurture', 'Disqualified', 'Bad Data', 'Ineligible']);
    builder.addLead({
      FirstName: person.firstName,
      LastName: person.lastName,
      Company: at?.account.Name ?? host.replace('.example', ''),
      Email: person.email,
      Title: person.title,
      Country: at?.account.BillingCountry ?? random.pick(COUNTRIES),
      State: at?.account.BillingState,
      LeadSource: random.pick(['Request - Contact', 'Trial - Enterprise', 'Webcast', 'Conference', 'Newsletter']),
      Status: status,
      OwnerId: builder.someUser(status === 'Raw' ? 'Sales Admin' : 'SDR').Id,
      CreatedDate: `${addDays(tuesday, -random.between(8, 200))}T${String(random.between(10, 22))}:${String(random.between(10, 59))}:00.000Z`,
      IsConverted: status === 'Qualified' && random.chance(0.5),
      Matched_Account__c: at?.account.Id,
      Sales_Segment__c: at?.account.Sales_Segment__c ?? 'Unknown',
      Person_Score__c: random.between(0, 120),
      High_Priority__c: false,
    });
  }
};
