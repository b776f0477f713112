import { normaliseDomain } from '../../../shared/domain/matching/normalise';
import { LEAD_SOURCE } from '../../../shared/domain/usergems/change';
import { addDays, toIso } from '../../../shared/domain/time/business-time';
import type { Lead } from '../../../shared/records/catalogue';
import type { CompanyBuilder } from './company-builder';
import { TITLES } from './invented-names.table';
import type { Random } from './seeded-random';

/** Tuesdays before the release on which leads came, and how many on each. */
const WEEKS = 12;
const LEADS_A_WEEK = 6;

const DAY = 86_400_000;

/**
 * Leads of the three months before, which the vendor's own integration brought into the CRM, and what the team has done about them: what the
 * scorecard of the month before is made of (SC-08). Nothing in the week of the release is about them.
 */
export const addEarlierChanges = (random: Random, builder: CompanyBuilder, tuesday: string): void => {
  for (let week = 1; week <= WEEKS; week += 1) {
    const createdAt = `${addDays(tuesday, -7 * week)}T13:00:00.000Z`;
    for (let count = 0; count < LEADS_A_WEEK; count += 1) work(random, builder, addLead(random, builder, createdAt), tuesday);
  }
};

const addLead = (random: Random, builder: CompanyBuilder, CreatedDate: string): Lead => {
  const at = random.pick(builder.records.Account);
  const person = builder.inventPerson(normaliseDomain(at.Website, () => false) ?? '');
  return builder.addLead({
    FirstName: person.firstName, LastName: person.lastName, Company: at.Name, Email: person.email, Title: random.pick(TITLES),
    LeadSource: random.chance(0.8) ? LEAD_SOURCE.job_change : LEAD_SOURCE.new_hire,
    Status: random.pick(['Raw', 'Accepted', 'Qualifying', 'Nurture']),
    OwnerId: builder.someUser(random.chance(0.6) ? 'BDR' : 'SDR').Id,
    CreatedDate, IsConverted: false, Matched_Account__c: at.Id, Sales_Segment__c: at.Sales_Segment__c, High_Priority__c: true, High_Priority_Reason__c: 'UserGems Lead',
  });
};

/** Two of three are contacted, most of them within a week and several times; some touches are still to be done. */
const work = (random: Random, { addTask }: CompanyBuilder, lead: Lead, tuesday: string): void => {
  const todo = { WhoId: lead.Id, OwnerId: lead.OwnerId, TaskSubtype: random.pick(['Call', 'Email', 'LinkedIn']), Subject: 'New job of a contact we know' };
  if (!random.chance(0.66)) return random.chance(0.5) ? addTask({ ...todo, Status: 'Not Started', ActivityDate: addDays(tuesday, 3) }) : undefined;
  const first = Date.parse(lead.CreatedDate ?? '') + random.between(1, 9) * DAY;
  for (let touch = 0, touches = random.between(2, 8); touch < touches; touch += 1) {
    const at = toIso(first + touch * 2 * DAY + random.below(8) * 3_600_000);
    if (at.slice(0, 10) < tuesday) addTask({ ...todo, TaskSubtype: random.pick(['Call', 'Email', 'LinkedIn']), Status: 'Completed', ActivityDate: at.slice(0, 10), CreatedDate: at, CompletedDateTime: at });
  }
};
