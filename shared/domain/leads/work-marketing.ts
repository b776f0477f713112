import type { MarketingBody, SubscriptionList } from './bodies';
import { visitCareerPage } from './career-pages';
import { findPerson } from './find-person';
import { noteMoment } from './moments';
import { createLead, leadIdOf, masterCountry } from './new-lead';
import { writePerson, type Person } from './person';
import { routeByScore } from './route-person';
import { addPoints, setTotal, totalOf, type Scored } from './score';
import { pointsOf, type ActionCode, type ScoredCode } from './score-points.table';
import { sourceRefusal } from './sources';
import { processed, rejected, type DeliveryOf, type Verdict } from './verdict';
import type { Cause, WorkingSet } from './working-set';

type MarketingDelivery = DeliveryOf<'/webhooks/marketing'>;
type BodyOf<T extends MarketingBody['type']> = Extract<MarketingBody, { readonly type: T }>;
type Given = Omit<Cause, 'rule'>;

/** What marketing's systems saw somebody do, or what they count (contracts-leads, sections 5 and 6). */
export const workMarketing = (ws: WorkingSet, { body, eventId, route, receivedAt: at }: MarketingDelivery): Verdict => {
  const given = { at, eventId, actor: 'system' };
  const known = findPerson(ws, { id: body.personId, email: body.person?.email }, at, 'count');
  if (known) return workKnown(ws, known, body, given);
  if (body.type !== 'activity') return rejected('PERSON_UNKNOWN');

  const source = sourceRefusal(body.leadSource, ws.context.settings);
  if (source !== undefined || body.leadSource === undefined) return rejected(source ?? 'SOURCE_MISSING');
  const lead = createLead(ws, { id: leadIdOf(route, eventId), source: body.leadSource, clues: body.person ?? {}, company: body.company }, at);
  const { reasons } = workActivity(ws, { object: 'Lead', record: lead }, body, given);
  return processed(lead.Id, 'LEAD_CREATED', ...reasons, masterCountry(ws, body.person?.country).reason);
};

const workKnown = (ws: WorkingSet, person: Person, body: MarketingBody, given: Given): Verdict => {
  switch (body.type) {
    case 'activity':
      return workActivity(ws, person, body, given);
    case 'score':
      return body.score === totalOf(person.record) ? unchanged(person) : settle(ws, setTotal(ws, person, body.score, given), given);
    case 'opt_out':
      return person.record.HasOptedOutOfEmail === true ? unchanged(person) : reward(ws, writePerson(ws, person, { HasOptedOutOfEmail: true }, { ...given, rule: 'LD-03' }), 'email_unsubscribe', given);
    case 'subscription':
      return workSubscription(ws, person, body, given);
  }
};

const unchanged = ({ record }: Person): Verdict => processed(record.Id, 'NO_CHANGE');

const workActivity = (ws: WorkingSet, person: Person, { action, occurredAt }: BodyOf<'activity'>, given: Given): Verdict => {
  const noted = noteMoment(ws, person, { action, occurredAt }, given);
  return action === 'career_page' ? workCareerPage(ws, noted, occurredAt, given) : reward(ws, noted, action, given);
};

/** One visit says nothing; several within 7 days are somebody who looks for a job (LD-T1). */
const workCareerPage = (ws: WorkingSet, person: Person, occurredAt: string, given: Given): Verdict => {
  const { pair, unused } = visitCareerPage(person.record.Career_Page_Visits__c, occurredAt);
  const visited = writePerson(ws, person, { Career_Page_Visits__c: unused }, { ...given, rule: 'LD-03' });
  return reward(ws, visited, pair ? 'career_pages' : 'career_page', given);
};

const SUBSCRIPTION_ACTIONS: Readonly<Record<SubscriptionList, ActionCode>> = {
  newsletter: 'newsletter',
  security_newsletter: 'security_newsletter',
  webcast: 'webcast_opt_in',
  event: 'event_opt_in',
};

const workSubscription = (ws: WorkingSet, person: Person, { list, subscribed }: BodyOf<'subscription'>, given: Given): Verdict => {
  const lists = (person.record.Subscriptions__c ?? '').split(';').filter((one) => one !== '');
  if (lists.includes(list) === subscribed) return unchanged(person);
  const now = subscribed ? [...lists, list].sort() : lists.filter((one) => one !== list);
  const written = writePerson(ws, person, { Subscriptions__c: now.join(';') }, { ...given, rule: 'LD-03' });
  return subscribed ? reward(ws, written, SUBSCRIPTION_ACTIONS[list], given) : processed(person.record.Id);
};

/** Gives the points of what was done; what is worth none asks for no look at the total. */
const reward = (ws: WorkingSet, person: Person, code: ScoredCode, given: Given): Verdict =>
  pointsOf(code, ws.context.settings.points) === 0 ? processed(person.record.Id, 'NO_POINTS') : settle(ws, addPoints(ws, person, code, given), given);

/** Every change of a total is followed by a look whether the person is to be routed (LD-04). */
const settle = (ws: WorkingSet, scored: Scored, given: Given): Verdict => {
  routeByScore(ws, scored, given);
  return processed(scored.person.record.Id);
};
