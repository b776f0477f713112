import { nextBusinessDayAt, nextWallTimeAfter } from '../time/business-day';
import type { FormName } from './bodies';
import { clockIdOf } from './clock';
import { activeUntil, trialFrom } from './engagement';
import { findPerson } from './find-person';
import { noteMoment } from './moments';
import { createLead, leadIdOf, masterCountry, matchedAccount } from './new-lead';
import { writePerson, type Person } from './person';
import { routePerson } from './route-person';
import { addPoints, noteScore, ROUTING_TOTAL, totalOf } from './score';
import type { ActionCode } from './score-points.table';
import { leadSegment } from './segments';
import { sourceRefusal } from './sources';
import { processed, rejected, type DeliveryOf, type Verdict } from './verdict';
import type { WorkingSet } from './working-set';

/** What each form is: the action that it scores, the source of a lead that it makes, and whether it starts a trial (LR-06). */
const FORM_KINDS: Readonly<Record<FormName, { readonly action: ActionCode; readonly source: string; readonly startsTrial: boolean }>> = {
  contact_us: { action: 'contact_form', source: 'Request - Contact', startsTrial: false },
  ee_trial: { action: 'trial_form', source: 'Trial - Enterprise', startsTrial: true },
  in_product_trial: { action: 'in_product_trial', source: 'Trial - GitLab.com', startsTrial: true },
};

/** In-product trials get their points in the batch of the next morning (LD-T1). */
const TRIALS_SCORED_AT = '06:00';

type FormDelivery = DeliveryOf<'/webhooks/forms'>;

/** A form: the person, the fields, the trial, the moment, the points, whose it is, and the clock that asks for an answer (contracts-leads, section 5). */
export const workForm = (ws: WorkingSet, delivery: FormDelivery): Verdict => {
  const { body, eventId, receivedAt: at } = delivery;
  const { action, source, startsTrial } = FORM_KINDS[body.form];
  const refusal = sourceRefusal(body.leadSource ?? source, ws.context.settings);
  if (refusal) return rejected(refusal);

  const given = { at, eventId, actor: 'system' };
  const known = findPerson(ws, { email: body.person.email }, at, 'do not count');
  const { country, reason: countryReason } = masterCountry(ws, body.person.country);
  const found = known ? completePerson(ws, known, delivery, country) : createFormLead(ws, delivery, body.leadSource ?? source);
  const tried = startsTrial ? startTrial(ws, found, delivery) : found;
  const noted = noteMoment(ws, tried, { action, occurredAt: body.submittedAt }, given);

  const scored = body.form === 'in_product_trial' ? { person: noted, rows: [] } : addPoints(ws, noted, action, given);
  const routed = routePerson(ws, scored.person, { trigger: body.form, sector: body.sector, isNew: known === undefined }, given);
  if (scored.rows.length > 0) noteScore(ws, scored, given, totalOf(scored.person.record) < ROUTING_TOTAL ? 'below_threshold' : routed.outcome);
  startClock(ws, routed.person, delivery, routed.ownerId);
  return processed(routed.person.record.Id, known && (known.object === 'Lead' ? 'EXISTING_LEAD' : 'EXISTING_CONTACT'), countryReason);
};

const createFormLead = (ws: WorkingSet, { body, eventId, route, receivedAt }: FormDelivery, source: string): Person => ({
  object: 'Lead',
  record: createLead(ws, { id: leadIdOf(route, eventId), source, clues: body.person, company: body.company?.name, developersBucket: body.company?.developersBucket }, receivedAt),
});

/** A form tells an existing person only what was not known; the developers of a company are counted anew (SG-02). */
const completePerson = (ws: WorkingSet, person: Person, { body, eventId, receivedAt: at }: FormDelivery, country: string | undefined): Person => {
  const cause = { at, eventId, actor: 'system', rule: 'form' };
  const { record } = person;
  const clues = {
    FirstName: record.FirstName ?? body.person.firstName,
    LastName: record.LastName ?? body.person.lastName,
    Title: record.Title ?? body.person.title,
    State: record.State ?? body.person.state,
    Country: record.Country ?? country,
  };
  if (person.object === 'Contact') return { object: 'Contact', record: ws.write('Contact', record.Id, clues, cause) };

  const lead = person.record;
  const company = lead.Company ?? body.company?.name;
  const completed = {
    ...clues,
    Company: company,
    Matched_Account__c: lead.Matched_Account__c ?? matchedAccount(ws, lead.Email, company)?.Id,
    ...(body.company?.developersBucket !== undefined && { Number_of_Developers_Bucket__c: body.company.developersBucket }),
  };
  const segment = body.company?.developersBucket === undefined ? {} : { Sales_Segmentation__c: leadSegment({ ...lead, ...completed }) };
  return { object: 'Lead', record: ws.write('Lead', lead.Id, { ...completed, ...segment }, cause) };
};

const startTrial = (ws: WorkingSet, person: Person, { body, eventId, receivedAt: at }: FormDelivery): Person => {
  const trial = trialFrom(body.trial?.startedOn ?? ws.dateOf(body.submittedAt));
  return writePerson(ws, person, { ...trial, Active_Until__c: activeUntil({ ...person.record, ...trial }) }, { at, eventId, actor: 'system', rule: 'LR-06' });
};

/** A Contact Us request is to be answered within a business day, whatever was decided about it (LR-02); the points of an in-product trial wait for the morning. */
const startClock = (ws: WorkingSet, { object, record }: Person, { body, eventId, receivedAt }: FormDelivery, taskOwnerId: string): void => {
  if (body.form === 'ee_trial') return;
  const { timeZone, settings } = ws.context;
  ws.keepClock({
    clockId: clockIdOf(eventId), kind: body.form, eventId, recordId: record.Id, receivedRecordId: record.Id, receivedAt, outcome: 'open',
    dueAt: body.form === 'contact_us' ? nextBusinessDayAt(receivedAt, { timeZone, holidays: settings.holidays }) : nextWallTimeAfter(receivedAt, TRIALS_SCORED_AT, timeZone),
    ...(object === 'Contact' && { taskOwnerId }),
  });
};
