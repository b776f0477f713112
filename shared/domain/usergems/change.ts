/** A change that UserGems detected, as released: text trimmed, empty fields absent (contracts, section 3). */
export const MOTIONS = ['job_change', 'new_hire', 'promotion'] as const;
export type Motion = (typeof MOTIONS)[number];

type Text = string | undefined;

export interface Change {
  /** The row of the Signal table. */
  readonly signalId: string;
  readonly eventId: string;
  readonly motion: Motion;
  /** Number of the retro-active push that brought the change; undefined for the vendor's regular feed. */
  readonly push?: number | undefined;
  readonly person: { readonly firstName?: Text; readonly lastName?: Text; readonly email?: Text; readonly linkedinUrl?: Text; readonly country?: Text; readonly state?: Text };
  readonly previous: { readonly contactId?: Text; readonly email?: Text; readonly accountId?: Text; readonly company?: Text; readonly domain?: Text; readonly title?: Text };
  readonly current: {
    readonly accountId?: Text; readonly company?: Text; readonly domain?: Text; readonly title?: Text;
    /** YYYY-MM-DD. */
    readonly startedOn?: Text;
    readonly country?: Text; readonly state?: Text;
  };
}

/** The initial source that a lead of this motion carries (UG-02). */
export const LEAD_SOURCE: Readonly<Record<Motion, string>> = {
  job_change: 'UserGems Contact Tracking',
  new_hire: 'UserGems - New Hires & Promotions',
  promotion: 'UserGems - New Hires & Promotions',
};
