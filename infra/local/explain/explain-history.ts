import { NOTICE_WORDS } from '../../../shared/domain/lead-alerts/notice-words.table';
import { isActive } from '../../../shared/domain/leads/engagement';
import type { Person } from '../../../shared/domain/leads/person';
import { STATUSES } from '../../../shared/domain/leads/status-moves.table';
import { businessDateOf } from '../../../shared/domain/time/business-time';
import type { Decision } from '../../../shared/stores/decision-store';
import { deliveriesWhere, explainDeliveries, isAbout } from './explain-deliveries';
import type { ExplainDeps } from './explain-deps';
import { explainInbound } from './explain-inbound';
import { explainLeadSegment } from './explain-segment';
import type { ExplainedAlert, ExplainedEngagement, ExplainedHistory, ExplainedMerge } from './explained-history';
import { namerOf } from './named';

/** What the lead database did with a lead or contact; undefined when it never had to do with it. */
export const explainHistory = async ({ object, record }: Person, decisions: readonly Decision[], deps: ExplainDeps): Promise<ExplainedHistory | undefined> => {
  const { stores } = deps;
  const deliveries = await deliveriesWhere(stores, isAbout(record));
  const inbound = await explainInbound(decisions, deps);
  if (deliveries.length === 0 && inbound.length === 0 && record.Person_Score__c === undefined) return undefined;
  const forms = deliveries.flatMap(({ deliveryId, source, outcome }) => (source === 'forms' && outcome === 'processed' ? [deliveryId] : []));
  return {
    deliveries: await explainDeliveries(deliveries, deps),
    statuses: STATUSES.flatMap((row) => {
      const at = 'stamp' in row ? record[row.stamp] : undefined;
      return at === undefined ? [] : [{ status: row.status, at }];
    }).sort((a, b) => (a.at < b.at ? -1 : 1)),
    disqualifiedFor: record.Unqualified_Reasons__c,
    scores: (await stores.scores.of(record.Id)).map(({ at, eventId, rows, check }) => ({ at, eventId, rows, check })),
    inbound,
    engagement: engagementOf(record, businessDateOf(deps.now, stores.settings.timeZone)),
    clocks: (await stores.clocks.load(forms)).map(({ kind, eventId, receivedAt, dueAt, outcome, metAt }) => ({ kind, eventId, receivedAt, dueAt, outcome, metAt })),
    merges: await mergesOf(record, deps),
    alerts: await explainAlerts(record.Id, deps),
    ...(object === 'Lead' && { segment: explainLeadSegment(record) }),
  };
};

const engagementOf = (record: Person['record'], today: string): ExplainedEngagement => {
  const active = isActive(record, today);
  const { Active_Until__c, Engageable__c, Queue__c, Last_Interesting_Moment__c: action, Last_Interesting_Moment_DateTime__c: at } = record;
  return { state: active ? 'Active' : 'Passive', activeUntil: Active_Until__c, engageable: Engageable__c, queue: active ? 'inbound' : Queue__c, lastMoment: action === undefined ? undefined : { action, at } };
};

/** What was merged into a record, and into what it was merged itself. */
const mergesOf = async ({ Id, MasterRecordId }: Person['record'], { stores: { merges } }: ExplainDeps): Promise<ExplainedMerge[]> => {
  const into = MasterRecordId === undefined ? [] : (await merges.of(MasterRecordId)).filter(({ mergedId }) => mergedId === Id);
  return [...(await merges.of(Id)), ...into].map(({ at, eventId, survivorId, mergedId, actor, undone }) => ({ at, eventId, survivorId, mergedId, actor, ...(undone && { undone }) }));
};

/** Whom the lead database told about a record. */
export const explainAlerts = async (recordId: string, { stores }: Pick<ExplainDeps, 'stores'>): Promise<ExplainedAlert[]> => {
  const alerts = await stores.alerts.of(recordId);
  const users = await namerOf('User', alerts.map(({ recipientId }) => recipientId), stores);
  return alerts.map(({ at, eventId, kind, recipientRole, recipientId, reason }) => ({ at, eventId, kind, words: NOTICE_WORDS[kind].headline(1), role: recipientRole, recipient: users(recipientId), reason }));
};
