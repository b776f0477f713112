import type { CrmBody, FormBody, MarketingBody, OutreachBody } from '../../shared/domain/leads/bodies';
import type { ActionCode } from '../../shared/domain/leads/score-points.table';
import type { LeadDelivery } from '../../shared/domain/leads/stream';
import type { User } from '../../shared/records/catalogue';
import { aUser } from './records';

/** Wednesday 2018-07-04, 09:00 in Pacific time. */
export const NOW = '2018-07-04T16:00:00.000Z';

/** Distributes an `Omit` over the kinds of a body. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const about = (source: string, eventId: string, receivedAt: string) => ({ deliveryId: `${source}#${eventId}`, eventId, receivedAt });

export const aForm = (eventId: string, body: Omit<FormBody, 'submittedAt'> & { readonly submittedAt?: string }, receivedAt = NOW): LeadDelivery => ({
  ...about('forms', eventId, receivedAt), route: '/webhooks/forms', body: { submittedAt: receivedAt, ...body },
});

export const aContactUs = (eventId: string, email: string, body: Partial<FormBody> = {}, receivedAt = NOW): LeadDelivery =>
  aForm(eventId, { form: 'contact_us', ...body, person: { title: 'Analyst', ...body.person, email } }, receivedAt);

export const aMarketingEvent = (eventId: string, body: Without<MarketingBody, 'occurredAt'> & { readonly occurredAt?: string }, receivedAt = NOW): LeadDelivery => ({
  ...about('marketing', eventId, receivedAt), route: '/webhooks/marketing', body: { occurredAt: receivedAt, ...body },
});

export const anAction = (eventId: string, personId: string, action: ActionCode, { receivedAt = NOW, occurredAt = receivedAt }: { readonly receivedAt?: string; readonly occurredAt?: string } = {}): LeadDelivery =>
  aMarketingEvent(eventId, { type: 'activity', personId, action, occurredAt }, receivedAt);

export const aScore = (eventId: string, personId: string, score: number, receivedAt = NOW): LeadDelivery => aMarketingEvent(eventId, { type: 'score', personId, score }, receivedAt);

export const anActivity = (eventId: string, body: Omit<OutreachBody, 'occurredAt'> & { readonly occurredAt?: string }, receivedAt = NOW): LeadDelivery => ({
  ...about('outreach', eventId, receivedAt), route: '/webhooks/outreach', body: { occurredAt: receivedAt, ...body },
});

export const aCrmEvent = (eventId: string, body: Without<CrmBody, 'occurredAt' | 'by'> & { readonly by?: string }, receivedAt = NOW): LeadDelivery => ({
  ...about('crm', eventId, receivedAt), route: '/webhooks/crm', body: { by: 'system', occurredAt: receivedAt, ...body },
});

/** A sales team: two or three inbound reps a region, Federal, account executives, and those who stand in. */
export const INBOUND_TEAM: readonly User[] = [
  ...['ibdr-EMEA-1', 'ibdr-EMEA-2', 'ibdr-EMEA-3'].map((Id) => aUser({ Id, Role__c: 'Inbound BDR', Region__c: 'EMEA', ManagerId: 'mgr' })),
  ...['ibdr-APAC-1', 'ibdr-APAC-2'].map((Id) => aUser({ Id, Role__c: 'Inbound BDR', Region__c: 'APAC', ManagerId: 'mgr' })),
  ...['ibdr-NCSA-1', 'ibdr-NCSA-2'].map((Id) => aUser({ Id, Role__c: 'Inbound BDR', Region__c: 'NCSA', ManagerId: 'mgr' })),
  ...['fed-1', 'fed-2'].map((Id) => aUser({ Id, Role__c: 'Federal' })),
  aUser({ Id: 'ae-4', Role__c: 'SAL', ManagerId: 'mgr' }),
  aUser({ Id: 'ae-gone', Role__c: 'AE', IsActive: false }),
  aUser({ Id: 'bdr-2', Role__c: 'BDR' }),
  aUser({ Id: 'sdr-1', Role__c: 'SDR', Region__c: 'EMEA' }),
  aUser({ Id: 'integ-1', Role__c: 'Integration' }),
  aUser({ Id: 'sadm-1', Role__c: 'Sales Admin' }),
  aUser({ Id: 'mops-1', Role__c: 'Marketing Ops' }),
  aUser({ Id: 'mgr', Role__c: 'Manager' }),
];
