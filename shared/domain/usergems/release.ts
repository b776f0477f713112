import type { Contact, Lead } from '../../records/catalogue';
import { invalidInputError } from '../../errors/app-error';
import { fieldChanges, type FieldChange } from '../field-changes';
import { leadEmailKey, leadPersonKey, personEntry } from '../matching/match-keys';
import { matchAccount, type AccountMatch, type MatchedBy } from '../matching/match-account';
import { normaliseDomain, normaliseEmail, normaliseLinkedIn, normaliseName, type FreeMail } from '../matching/normalise';
import type { Region } from '../routing/regions';
import { routeLead, UNKNOWN_SEGMENT, type Route, type RoutingContext } from '../routing/route';
import type { Change } from './change';
import type { Tier } from './cohorts';
import { leadIdOf, sha256 } from './event-id';
import { applyEnrichment, enrichmentOf, newLead, playsOf, type LeadChange } from './lead-content';
import type { ReleaseFacts } from './release-facts';
import { releaseTierOf, type ReleaseTier } from './release-gate';

/** What the release of a change needs to know beside the facts. */
export interface ReleaseContext extends RoutingContext {
  /** The run's scheduled instant: everything it writes carries it. */
  readonly scheduledTime: string;
  readonly isFreeMail: FreeMail;
  readonly regionOf: (country: string | undefined) => Region | undefined;
}

/** What becomes of one change (contracts, sections 9 and 10). */
export interface Release {
  readonly signalId: string;
  readonly eventId: string;
  readonly outcome: 'lead_created' | 'enriched_existing' | 'rejected' | 'failed';
  /** Reason codes joined by `;`, empty when there is nothing to say. */
  readonly reason: string;
  readonly tier?: ReleaseTier | undefined;
  readonly contactId?: string | undefined;
  readonly leadId?: string | undefined;
  /** For a lead that was created: where it goes and why (RT-07). */
  readonly routing?: RoutingRecord;
  /** For a lead that stood there: what is written, and what that changes. */
  readonly enrichment?: LeadChange & { readonly changes: readonly FieldChange[] };
  readonly mark?: ContactMark;
}

export interface RoutingRecord {
  readonly route: Route;
  readonly matchedBy: MatchedBy;
  readonly matchedAccountId?: string | undefined;
  readonly segment: string;
  readonly region: Region;
  readonly country?: string | undefined;
  readonly accountBdrId?: string | undefined;
}

/** The past contact no longer works there (UG-09). */
export interface ContactMark {
  readonly set: Partial<Contact>;
  readonly changes: readonly FieldChange[];
  /** The disqualification timestamp that the decision saw. */
  readonly seenDateTime?: string | undefined;
}

/** An item of the store ends at 400 KB; a lead can be larger than the body it comes from, because some texts stand in two of its fields. */
const LARGEST_LEAD_BYTES = 380_000;

/** Releases one change and notes its effects in the facts, so that the next change sees them. Throws InvalidInputError when no lead can hold it. */
export const releaseChange = (change: Change, facts: ReleaseFacts, context: ReleaseContext): Release => {
  const match = matchAccount({ ...change.current, email: change.person.email }, facts, context.isFreeMail);
  const contact = facts.pastContact(change.previous);
  const tracked = contact && facts.tierOf(contact.Id);
  const base = { signalId: change.signalId, eventId: change.eventId, tier: releaseTierOf(change, tracked), contactId: contact?.Id };

  if (change.motion !== 'job_change' && match.account?.Is_Target_Account__c !== true) return { ...base, outcome: 'rejected', reason: 'NOT_TARGET_ACCOUNT' };

  const past = pastStateOf(change, contact, match, facts, context);
  const person = personOf(change, contact);
  const employer = employerOf(change, match, context);
  const existing = findExistingLead(change, person, employer, facts, context);
  const leadId = existing?.lead.Id ?? leadIdOf(change.eventId);

  const mark = contact && past.changedEmployer && !past.alreadyMarked ? { mark: markOf(contact, leadId, change.push, context.scheduledTime) } : {};
  const remarks = change.motion === 'job_change' ? remarksOf(change, contact, tracked, past) : [];
  const subject = { change, account: match.account, contact };
  const effect = existing ? enrich(existing.lead, enrichmentOf(subject, context.scheduledTime)) : create(subject, leadId, match, facts, context);
  refuseOversized(effect.lead, change.signalId);

  facts.noteLead(effect.lead);
  if (contact && mark.mark) facts.noteContact(contact.Id, mark.mark.set);
  // Only keys that the change itself names were loaded: another e-mail that the lead bears is known since that came in.
  const email = normaliseEmail(change.person.email);
  if (email !== undefined && normaliseEmail(effect.lead.Email) === email) facts.noteKey(leadEmailKey(email), leadId);
  if (person !== undefined && employer !== undefined) facts.noteKey(leadPersonKey(person), personEntry(leadId, employer));

  return { ...base, ...effect.record, ...mark, leadId, reason: [...(existing ? [existing.reason] : []), ...remarks].join(';') };
};

const refuseOversized = (lead: Lead, signalId: string): void => {
  const bytes = Buffer.byteLength(JSON.stringify(lead));
  if (bytes > LARGEST_LEAD_BYTES) throw invalidInputError(`The lead of ${signalId} would have ${bytes} bytes; at most ${LARGEST_LEAD_BYTES} fit`, { bytes });
};

type Subject = Parameters<typeof enrichmentOf>[0];
type Effect = { readonly lead: Lead; readonly record: Pick<Release, 'outcome' | 'routing' | 'enrichment'> };

const create = (subject: Subject, leadId: string, match: AccountMatch, facts: ReleaseFacts, context: ReleaseContext): Effect => {
  const { change, account } = subject;
  const segment = account?.Sales_Segment__c ?? UNKNOWN_SEGMENT;
  const country = [account?.BillingCountry, change.current.country, change.person.country].find((one) => context.regionOf(one) !== undefined);
  const region = context.regionOf(country) ?? 'AMER';
  const plays = playsOf(change, account !== undefined && facts.hasOpenOpportunity(account.Id));
  return {
    lead: newLead(leadId, subject, { scheduledTime: context.scheduledTime, plays }),
    record: {
      outcome: 'lead_created',
      routing: { route: routeLead({ account, region, segment }, context), matchedBy: match.matchedBy, matchedAccountId: account?.Id, segment, region, country, accountBdrId: account?.BDR_Assigned__c },
    },
  };
};

const enrich = (lead: Lead, change: LeadChange): Effect => {
  const after = applyEnrichment(lead, change);
  return { lead: after, record: { outcome: 'enriched_existing', enrichment: { ...change, changes: fieldChanges(lead, after) } } };
};

interface PastState {
  /** UG-10, D-11: there is a known past contact and the person really changed employer. */
  readonly changedEmployer: boolean;
  readonly alreadyMarked: boolean;
}

const pastStateOf = (change: Change, contact: Contact | undefined, match: AccountMatch, facts: ReleaseFacts, context: ReleaseContext): PastState => {
  if (contact === undefined) return { changedEmployer: false, alreadyMarked: false };
  const account = contact.AccountId === undefined ? undefined : facts.byId(contact.AccountId);
  const sameEmployer =
    contact.AccountId !== undefined &&
    (sameAndGiven(match.account?.Id, account?.Id ?? contact.AccountId) ||
      sameAndGiven(normaliseDomain(change.current.domain, context.isFreeMail), normaliseDomain(account?.Website, context.isFreeMail)) ||
      sameAndGiven(normaliseName(change.current.company), normaliseName(account?.Name)));
  return { changedEmployer: !sameEmployer, alreadyMarked: context.rules('contact/marked')(contact) };
};

const sameAndGiven = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;

const remarksOf = (change: Change, contact: Contact | undefined, tracked: Tier | undefined, past: PastState): string[] => {
  if (contact === undefined) return ['PAST_CONTACT_UNKNOWN'];
  const remarks: [boolean, string][] = [
    [change.push === undefined && tracked !== '1' && tracked !== '2', 'CONTACT_NOT_TRACKED'],
    [!past.changedEmployer, 'SAME_EMPLOYER'],
    [past.changedEmployer && past.alreadyMarked, 'CONTACT_ALREADY_MARKED'],
  ];
  return remarks.flatMap(([holds, code]) => (holds ? [code] : []));
};

/** Who it is: LinkedIn handle, else e-mail, else past contact, else name (contracts, section 9). */
export const personOf = (change: Change, contact: Contact | undefined): string | undefined =>
  firstClue([
    ['linkedin', normaliseLinkedIn(change.person.linkedinUrl)],
    ['email', normaliseEmail(change.person.email)],
    ['contact', contact?.Id],
    ['name', normaliseName([change.person.firstName, change.person.lastName].filter((part) => part !== undefined).join(' '))],
  ]);

/** Where: the matched account, else domain, else name. */
const employerOf = (change: Change, match: AccountMatch, context: ReleaseContext): string | undefined =>
  firstClue([
    ['account', match.account?.Id],
    ['domain', normaliseDomain(change.current.domain, context.isFreeMail)],
    ['name', normaliseName(change.current.company)],
  ]);

const firstClue = (clues: readonly (readonly [string, string | undefined])[]): string | undefined => {
  const [kind, value] = clues.find(([, text]) => text !== undefined) ?? [];
  // The clue becomes part of a match key's entries, of which many share an item.
  return value === undefined ? undefined : `${kind}:${value.length <= LONGEST_CLUE ? value : sha256(value)}`;
};

const LONGEST_CLUE = 512;

const findExistingLead = (change: Change, person: string | undefined, employer: string | undefined, facts: ReleaseFacts, context: ReleaseContext): { lead: Lead; reason: string } | undefined => {
  const email = normaliseEmail(change.person.email);
  const [oldest] = email === undefined ? [] : facts.leadsByEmail(email).filter(context.rules('lead/open')).sort(byAge);
  if (oldest) return { lead: oldest, reason: 'OPEN_LEAD_SAME_EMAIL' };
  const same = person === undefined || employer === undefined ? undefined : facts.leadOf(person, employer);
  return same && { lead: same, reason: 'SAME_PERSON_AND_EMPLOYER' };
};

const byAge = (a: Lead, b: Lead): number => compareText(a.CreatedDate ?? '', b.CreatedDate ?? '') || compareText(a.Id, b.Id);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const markOf = (contact: Contact, leadId: string, push: number | undefined, scheduledTime: string): ContactMark => {
  const set: Partial<Contact> = {
    UserGem__NoLongerAtCompany__c: true,
    Status: 'Disqualified',
    Unqualified_Reasons__c: 'No Longer At Company',
    Unqualified_DateTime__c: scheduledTime,
    UserGem__CurrentLead__c: leadId,
    LastModifiedDate: scheduledTime,
    ...(push === undefined ? {} : { Retro_Active_Push__c: String(push) }),
  };
  return { set, changes: fieldChanges(contact, set), seenDateTime: contact.Unqualified_DateTime__c };
};
