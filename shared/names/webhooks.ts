/** Where UserGems delivers. */
export const USERGEMS_ROUTE = '/webhooks/usergems';

/** Where the sources of the lead database deliver, and the name that each goes by in ids, tables and function names (contracts-leads, section 2). */
export const LEAD_SOURCES = {
  forms: '/webhooks/forms',
  marketing: '/webhooks/marketing',
  crm: '/webhooks/crm',
  outreach: '/webhooks/outreach',
  'version-ping': '/webhooks/version-ping',
} as const;

export type LeadSourceName = keyof typeof LEAD_SOURCES;
export type LeadRoute = (typeof LEAD_SOURCES)[LeadSourceName];

export const LEAD_SOURCE_NAMES = Object.keys(LEAD_SOURCES) as LeadSourceName[];

/** The source that delivers at a path; undefined when none does. */
export const leadSourceAt = (route: string): LeadSourceName | undefined => LEAD_SOURCE_NAMES.find((source) => LEAD_SOURCES[source] === route);

/** The secret with which a source signs (infra/physical-names.ts). */
export const leadSecretOf = (source: LeadSourceName) => `leads/${source}-secret` as const;
