import { isCalendarDate } from '../../records/parse-record';
import { addDays } from '../time/business-time';
import type { LeadSettings } from './lead-context';
import type { PersonFields } from './person';

/** Days for which a person is worked as active, beside the trial itself (RE-08). */
const DAYS_AFTER_TRIAL = 30;
const DAYS_AFTER_DEMO_OR_CHAT = 60;
const TRIAL_DAYS = 30;

/** The dates of a trial (LR-06). */
export const trialFrom = (startedOn: string): { readonly EE_Trial_Start__c: string; readonly EE_Trial_End__c: string } => ({ EE_Trial_Start__c: startedOn, EE_Trial_End__c: addDays(startedOn, TRIAL_DAYS) });

/** The last date on which a person is active: by a trial, or by a demo attended or a chat engaged in, whichever lasts longer (RE-07, RE-08). */
export const activeUntil = ({ EE_Trial_End__c: trialEnd, Last_Demo_Or_Chat__c: demoOrChat }: PersonFields): string | undefined =>
  later(daysAfter(trialEnd, DAYS_AFTER_TRIAL), daysAfter(demoOrChat, DAYS_AFTER_DEMO_OR_CHAT));

/** An imported field can hold text that is no date: it keeps nobody active, and the stream goes on. */
const daysAfter = (date: string | undefined, days: number): string | undefined => (date !== undefined && isCalendarDate(date) ? addDays(date, days) : undefined);

/** Active people are worked by the inbound team and withheld from outbound lists (RE-06, RE-09); never decided by where they came from. */
export const isActive = ({ Active_Until__c: until }: PersonFields, date: string): boolean => until !== undefined && until >= date;

/** The later of two dates or instants of one spelling, where an absent one is earlier than any. */
export const later = (a: string | undefined, b: string | undefined): string | undefined => (b === undefined || (a !== undefined && a >= b) ? a : b);

/** Whether a record may be engaged: as it says itself, else unless its source is on the list of those that must not be (RE-05). */
export const isEngageable = ({ Engageable__c: says, LeadSource: source }: PersonFields, { noEngageSources }: Pick<LeadSettings, 'noEngageSources'>): boolean => says ?? (source === undefined || !noEngageSources.includes(source));
