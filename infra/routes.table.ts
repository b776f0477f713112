import type { FunctionName } from './functions.table';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handler: FunctionName;
}

/** Where vendors deliver: open to the world, each handler checks its vendor's key (PLAT-04). */
export const WEBHOOK_ROUTES = [{ method: 'POST', path: '/webhooks/usergems', handler: 'usergems-webhook' }] as const satisfies readonly Route[];

/** What users of the CRM ask for: signed with AWS credentials that map to one of them (docs/api.md). */
export const API_ROUTES = [
  { method: 'GET', path: '/usergems', handler: 'list-usergems' },
  { method: 'GET', path: '/leads/{id}/card', handler: 'show-lead-card' },
  { method: 'GET', path: '/contacts/{id}/card', handler: 'show-contact-card' },
  { method: 'GET', path: '/scorecards', handler: 'show-scorecard' },
  { method: 'GET', path: '/scorecards/{month}', handler: 'show-scorecard' },
  { method: 'POST', path: '/privacy/erasures', handler: 'request-erasure' },
  { method: 'GET', path: '/privacy/erasures/{id}', handler: 'show-erasure' },
] as const satisfies readonly Route[];
