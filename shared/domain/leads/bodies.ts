import type { ActionCode } from './score-points.table';

/**
 * What the webhooks of the lead database deliver, checked and trimmed (contracts-leads, section 2): blank text is missing, instants are
 * ISO-8601 in UTC with milliseconds, dates `YYYY-MM-DD`. shared/contracts/leads makes these of a raw body.
 */
export interface PersonClues {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email?: string | undefined;
  readonly title?: string | undefined;
  readonly country?: string | undefined;
  readonly state?: string | undefined;
}

export const FORMS = ['contact_us', 'ee_trial', 'in_product_trial'] as const;
export type FormName = (typeof FORMS)[number];

export interface FormBody {
  readonly form: FormName;
  readonly submittedAt: string;
  readonly person: PersonClues & { readonly email: string };
  readonly company?: { readonly name?: string | undefined; readonly developersBucket?: string | undefined } | undefined;
  readonly sector?: string | undefined;
  readonly leadSource?: string | undefined;
  readonly trial?: { readonly startedOn?: string | undefined } | undefined;
}

/** Lists that a person can subscribe to. */
export const SUBSCRIPTION_LISTS = ['newsletter', 'security_newsletter', 'webcast', 'event'] as const;
export type SubscriptionList = (typeof SUBSCRIPTION_LISTS)[number];

interface MarketingAbout {
  readonly occurredAt: string;
  /** Lead or contact; without it the e-mail tells who it is. */
  readonly personId?: string | undefined;
  readonly person?: PersonClues | undefined;
}

export type MarketingBody = MarketingAbout &
  (
    | { readonly type: 'activity'; readonly action: ActionCode; readonly company?: string | undefined; readonly leadSource?: string | undefined }
    | { readonly type: 'score'; readonly score: number }
    | { readonly type: 'opt_out' }
    | { readonly type: 'subscription'; readonly list: SubscriptionList; readonly subscribed: boolean }
  );

export const CRM_OBJECTS = ['Lead', 'Contact', 'Account', 'User'] as const;
export type CrmObject = (typeof CRM_OBJECTS)[number];
/** Values as they came; null and '' empty a field. */
export type CrmFields = Readonly<Record<string, string | number | boolean | null>>;

interface CrmAbout {
  readonly recordId: string;
  /** A user id or `system`. */
  readonly by: string;
  readonly occurredAt: string;
}

export type CrmBody = CrmAbout &
  (
    | { readonly type: 'changed'; readonly object: CrmObject; readonly fields: CrmFields }
    | { readonly type: 'created'; readonly object: PersonObject; readonly fields: CrmFields }
    | { readonly type: 'merged'; readonly object: PersonObject; readonly mergedId: string }
  );

/** Leads and contacts share scores, statuses and engagement. */
export type PersonObject = 'Lead' | 'Contact';

export const OUTREACH_ACTIVITIES = ['call', 'email', 'meeting', 'task', 'email_opened', 'email_replied', 'email_bounced'] as const;
export type OutreachActivity = (typeof OUTREACH_ACTIVITIES)[number];

export interface OutreachBody {
  readonly activityType: OutreachActivity;
  readonly occurredAt: string;
  readonly recordId?: string | undefined;
  readonly email?: string | undefined;
  readonly userId?: string | undefined;
  /** The owner in Outreach: never written (RO-04). */
  readonly ownerId?: string | undefined;
}
