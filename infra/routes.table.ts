import { LEAD_SOURCES, USERGEMS_ROUTE } from '../shared/names/webhooks';
import type { FunctionName } from './functions.table';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handler: FunctionName;
}

/** Where vendors and our own producers deliver: open to the world, each handler checks a key or a signature (PLAT-04). */
export const WEBHOOK_ROUTES = [
  { method: 'POST', path: USERGEMS_ROUTE, handler: 'usergems-webhook' },
  { method: 'POST', path: LEAD_SOURCES.forms, handler: 'forms-webhook' },
  { method: 'POST', path: LEAD_SOURCES.marketing, handler: 'marketing-webhook' },
  { method: 'POST', path: LEAD_SOURCES.crm, handler: 'crm-webhook' },
  { method: 'POST', path: LEAD_SOURCES.outreach, handler: 'outreach-webhook' },
  { method: 'POST', path: LEAD_SOURCES['version-ping'], handler: 'version-ping-webhook' },
] as const satisfies readonly Route[];

/** What users of the CRM ask for: signed with AWS credentials that map to one of them (docs/api.md). */
export const API_ROUTES = [
  { method: 'GET', path: '/usergems', handler: 'list-usergems' },
  { method: 'GET', path: '/queues/{queue}', handler: 'list-queue' },
  { method: 'GET', path: '/ce-accounts', handler: 'list-ce-accounts' },
  { method: 'GET', path: '/leads/{id}/card', handler: 'show-lead-card' },
  { method: 'GET', path: '/contacts/{id}/card', handler: 'show-contact-card' },
  { method: 'GET', path: '/scorecards', handler: 'show-scorecard' },
  { method: 'GET', path: '/scorecards/{month}', handler: 'show-scorecard' },
  { method: 'POST', path: '/callbacks/{task}', handler: 'answer-callback' },
  { method: 'POST', path: '/privacy/erasures', handler: 'request-erasure' },
  { method: 'GET', path: '/privacy/erasures/{id}', handler: 'show-erasure' },
] as const satisfies readonly Route[];
