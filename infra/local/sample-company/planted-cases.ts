import { addDays, monthsBefore, toIso } from '../../../shared/domain/time/business-time';
import { type ChangeBody, jobChangeBody, newHireBody, promotionBody } from './change-bodies';
import type { CompanyBuilder } from './company-builder';
import { PLANTED_MOVES, type PlantedMove } from './planted-moves.table';
import type { VendorFeed } from './vendor-feed';

interface Stage {
  readonly builder: CompanyBuilder;
  readonly feed: VendorFeed;
  /** The day of the release, YYYY-MM-DD. */
  readonly tuesday: string;
}

const HOUR = 3_600_000;

/** Plants every rule, reason, way of matching and routing path at least once, on accounts and people of their own. */
export const plantCases = (stage: Stage): void => {
  for (const move of PLANTED_MOVES) {
    const at = stage.feed.beforeRelease();
    const { body, recordId } = plannedMove(stage, at, move);
    stage.feed.deliver(at, body);
    stage.feed.plant(move.shows, { eventId: body.id, recordId });
  }
  plantSameEmployer(stage);
  plantRepeats(stage);
  plantTargetAccountMotion(stage);
  plantRefused(stage);
  plantHeld(stage);
  plantRetroLead(stage);
};

/** A job change with all the records that it needs; nothing is delivered yet. */
const plannedMove = ({ builder, feed, tuesday }: Stage, at: number, move: PlantedMove): { body: ChangeBody; recordId: string } => {
  const from = builder.addAccount({ customer: true, ...move.from });
  const employer = builder.addAccount(move.to ?? {});
  const [onDeal] = from.contacts;
  const onNoDeal = from.contacts.at(-1);
  if (onDeal === undefined || onNoDeal === undefined) throw new RangeError('An account that somebody leaves needs contacts.');
  const marked = { UserGem__NoLongerAtCompany__c: true, Status: 'Disqualified', Unqualified_Reasons__c: 'No Longer At Company', Unqualified_DateTime__c: `${addDays(tuesday, -20)}T16:00:00.000Z` };
  const contact = { 'on a deal': () => onDeal, 'on no deal': () => onNoDeal, 'already marked': () => builder.addContact(from, marked) }[move.contact ?? 'on a deal']();
  const email = builder.addressAt(employer.host, contact.FirstName ?? '', contact.LastName ?? '');
  if (move.hasOpenLead) {
    builder.addLead({
      FirstName: contact.FirstName, LastName: contact.LastName, Company: employer.account.Name, Email: email.toUpperCase(), LeadSource: 'Webcast', Status: 'Inquiry',
      OwnerId: builder.someUser('SDR').Id, CreatedDate: `${addDays(tuesday, -40)}T17:30:00.000Z`, IsConverted: false,
    });
  }
  const startedOn = move.startedMonthsAgo === null ? null : addDays(monthsBefore(tuesday, move.startedMonthsAgo ?? 2), 5);
  const plain = jobChangeBody(feed.header(at), contact, from, { employer, title: contact.Title ?? '', startedOn }, email);
  return { body: move.written?.(plain, employer, builder.inventHost) ?? plain, recordId: contact.Id };
};

/** D-11: a "job change" inside one account makes a lead and leaves the contact alone. */
const plantSameEmployer = ({ builder, feed, tuesday }: Stage): void => {
  const at = feed.beforeRelease();
  const employer = builder.addAccount({ customer: true });
  const [contact] = employer.contacts;
  if (contact === undefined) return;
  const body = jobChangeBody(feed.header(at), contact, employer, { employer, title: 'VP Platform', startedOn: addDays(tuesday, -30) }, contact.Email ?? '');
  feed.deliver(at, body);
  feed.plant(['SAME_EMPLOYER'], { eventId: body.id, recordId: contact.Id });
};

/** UG-13 and contracts, section 3: what arrives again, or is corrected, makes no second lead. */
const plantRepeats = (stage: Stage): void => {
  const { feed, tuesday } = stage;
  const at = feed.beforeRelease();

  const sameId = plannedMove(stage, at, { shows: [] });
  feed.deliver(at, sameId.body);
  feed.deliver(at + HOUR, sameId.body);
  feed.plant(['SAME_ID'], { eventId: sameId.body.id, recordId: sameId.recordId });

  const sameBody = plannedMove(stage, at, { shows: [] });
  const { id: _, ...withoutId } = sameBody.body;
  feed.deliver(at, withoutId);
  feed.deliver(at + 2 * HOUR, withoutId);
  feed.plant(['SAME_BODY'], { recordId: sameBody.recordId });

  const corrected = plannedMove(stage, at, { shows: [] });
  const correction: ChangeBody = {
    ...corrected.body,
    ...feed.header(at + 2 * HOUR),
    person: { ...corrected.body.person, email: null },
    current: { ...corrected.body.current, startedOn: addDays(tuesday, -14) },
  };
  feed.deliver(at, corrected.body);
  feed.deliver(at + 2 * HOUR, correction);
  feed.plant(['SAME_PERSON_AND_EMPLOYER'], { eventId: correction.id, recordId: corrected.recordId });
};

/** UG-06, UG-10: new hires and promotions. */
const plantTargetAccountMotion = ({ builder, feed, tuesday }: Stage): void => {
  const at = feed.beforeRelease();
  const startedOn = addDays(tuesday, -25);
  const target = builder.addAccount({ target: true });
  const other = builder.addAccount({ target: false });
  const former = builder.addAccount({ customer: true, openDeals: [{ stage: '5-Negotiating' }] });
  const [promoted] = target.contacts;
  const [left] = former.contacts;
  if (promoted === undefined || left === undefined) return;
  const hire = newHireBody(feed.header(at), builder.inventPerson(target.host), { employer: target, title: 'Head of Platform', startedOn });
  const notTarget = newHireBody(feed.header(at), builder.inventPerson(other.host), { employer: other, title: 'Head of Platform', startedOn });
  const promotion = promotionBody(feed.header(at), promoted, { employer: target, title: 'Chief Technology Officer', startedOn });
  const knownBefore: ChangeBody = {
    ...jobChangeBody(feed.header(at), left, former, { employer: target, title: 'VP Data', startedOn }, builder.addressAt(target.host, left.FirstName ?? '', left.LastName ?? '')),
    type: 'new_hire',
  };
  const cases: readonly (readonly [string, ChangeBody])[] = [
    ['new hire at a target account', hire],
    ['NOT_TARGET_ACCOUNT', notTarget],
    ['promotion at a target account', promotion],
    ['new hire whose past contact is known', knownBefore],
  ];
  for (const [name, body] of cases) {
    feed.deliver(at, body);
    feed.plant([name], { eventId: body.id });
  }
};

/** Contracts, section 8: what is refused at the door, each for one reason. */
const REFUSED: readonly (readonly [reason: string, spoil: (body: ChangeBody) => unknown])[] = [
  ['INVALID_BODY:type', (body) => ({ ...body, type: 'departure' })],
  ['INVALID_BODY:detectedAt', (body) => ({ ...body, detectedAt: body.detectedAt.slice(0, 10) })],
  ['INVALID_BODY:person', (body) => ({ ...body, person: { firstName: body.person.firstName, lastName: ' ', email: null } })],
  ['INVALID_BODY:current', (body) => ({ ...body, current: { title: body.current.title } })],
  ['INVALID_BODY:previous', (body) => ({ ...body, previous: null })],
  ['INVALID_BODY:startedOn', (body) => ({ ...body, current: { ...body.current, startedOn: '2024-09-31' } })],
  ['INVALID_BODY:email', (body) => ({ ...body, person: { ...body.person, email: 'not an address' } })],
  ['INVALID_BODY:no object', (body) => [body]],
  ['TOO_LARGE', (body) => ({ ...body, profile: 'Led the platform team. '.repeat(12_000) })],
];

const plantRefused = (stage: Stage): void => {
  for (const [reason, spoil] of REFUSED) {
    const at = stage.feed.beforeRelease();
    const { body, recordId } = plannedMove(stage, at, { shows: [] });
    const refused = spoil(body);
    stage.feed.deliver(at, refused);
    stage.feed.plant([reason], Array.isArray(refused) ? { recordId } : { eventId: body.id, recordId });
  }
};

/** Contracts, section 10: what comes too late for this Tuesday. */
const plantHeld = (stage: Stage): void => {
  const { builder, feed, tuesday } = stage;
  const cases: readonly (readonly [string, number, PlantedMove])[] = [
    ['held NEXT_TUESDAY', feed.releaseAt, { shows: [] }],
    ['held NEXT_TUESDAY', feed.afterRelease(), { shows: [] }],
    ['held FIRST_TUESDAY', feed.afterRelease(), { shows: [], from: { segment: 'Mid-Market' } }],
    ['held FIRST_TUESDAY', feed.afterRelease(), { shows: [], contact: 'on no deal' }],
  ];
  for (const [name, at, move] of cases) {
    const { body, recordId } = plannedMove(stage, at, move);
    feed.deliver(at, body);
    feed.plant([name], { eventId: body.id, recordId });
  }
  const at = feed.afterRelease();
  const target = builder.addAccount({ target: true });
  const hire = newHireBody(feed.header(at), builder.inventPerson(target.host), { employer: target, title: 'Head of Security', startedOn: addDays(tuesday, -10) });
  feed.deliver(at, hire);
  feed.plant(['held NEXT_TUESDAY'], { eventId: hire.id });
};

/** NT-11: a lead of a retro-active push stays silent, although it came into being on the day of the release. */
const plantRetroLead = ({ builder, feed }: Stage): void => {
  const account = builder.addAccount({});
  const person = builder.inventPerson(account.host);
  const lead = builder.addLead({
    FirstName: person.firstName, LastName: person.lastName, Company: account.account.Name, Email: person.email, Title: person.title, LeadSource: 'UserGems Contact Tracking', Status: 'Raw',
    OwnerId: account.account.BDR_Assigned__c, CreatedDate: toIso(feed.releaseAt + HOUR), IsConverted: false, Matched_Account__c: account.account.Id, Sales_Segment__c: account.account.Sales_Segment__c,
    High_Priority__c: true, High_Priority_Reason__c: 'UserGems Lead', Retro_Active_Push__c: '1', UserGem__EventId__c: 'ug-retro-1-000000',
  });
  feed.plant(['RETRO_ACTIVE'], { recordId: lead.Id });
};
