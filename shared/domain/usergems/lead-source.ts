import type { Lead } from '../../records/catalogue';
import { LEAD_SOURCE } from './change';

/** The initial sources by which a lead of UserGems is known; the last is never made here (UG-02). */
export const USERGEMS_SOURCES = {
  contact_tracking: LEAD_SOURCE.job_change,
  new_hires_and_promotions: LEAD_SOURCE.new_hire,
  meeting_assistant: 'UserGems - Meeting Assistant',
} as const;

export type UserGemsMotion = keyof typeof USERGEMS_SOURCES;

/** The motion that a lead's source stands for, ignoring case as SOQL does; undefined when UserGems did not make the lead. */
export const motionOf = ({ LeadSource }: Pick<Lead, 'LeadSource'>): UserGemsMotion | undefined => {
  const source = LeadSource?.toLowerCase();
  return source === undefined ? undefined : MOTIONS_BY_SOURCE.get(source);
};

/** Whether UserGems made the lead (UG-02). */
export const isUserGemsLead = (lead: Pick<Lead, 'LeadSource'>): boolean => motionOf(lead) !== undefined;

export const USERGEMS_MOTIONS = Object.keys(USERGEMS_SOURCES) as UserGemsMotion[];
const MOTIONS_BY_SOURCE: ReadonlyMap<string, UserGemsMotion> = new Map(USERGEMS_MOTIONS.map((motion) => [USERGEMS_SOURCES[motion].toLowerCase(), motion]));
