import type { Lead } from '../../../shared/records/catalogue';
import { changesIn } from './decided';
import type { ExplainDeps } from './explain-deps';
import { explainHistory } from './explain-history';
import { explainNotifications, explainSilence } from './explain-notifications';
import { explainRoute } from './explain-route';
import { explainSignals, rowsOfEvent } from './explain-signals';
import type { ExplainedLead } from './explanation';
import { nameOf, namerOf } from './named';

/** Where a lead came from, who owns it and why, who was told and by which rule, and what changed since. */
export const explainLead = async (lead: Lead, deps: ExplainDeps): Promise<ExplainedLead> => {
  const { stores } = deps;
  const decisions = await stores.decisions.of(lead.Id);
  const changes = changesIn(decisions, deps);
  const made = lead.UserGem__EventId__c === undefined ? [] : (await rowsOfEvent(lead.UserGem__EventId__c, stores)).filter(({ leadId }) => leadId === lead.Id);
  const enriching = await stores.signals.find(changes.flatMap(({ signalId }) => signalId ?? []));
  const signals = new Map([...made.map((signal) => [signal.signalId, signal] as const), ...enriching]);
  const notifications = await explainNotifications(decisions, 'Lead', deps);
  const users = await namerOf('User', [lead.OwnerId], stores);
  return {
    kind: 'Lead',
    id: lead.Id,
    name: nameOf(lead),
    company: lead.Company,
    status: lead.Status,
    owner: users(lead.OwnerId),
    createdAt: lead.CreatedDate,
    leadSource: lead.LeadSource,
    ...(lead.Erased_DateTime__c !== undefined && { erasedAt: lead.Erased_DateTime__c }),
    signals: await explainSignals([...signals.values()], deps),
    route: await explainRoute(decisions, deps),
    notifications,
    silence: notifications.length > 0 ? undefined : await explainSilence({ type: 'Lead', lead }, deps),
    changes,
    history: await explainHistory({ object: 'Lead', record: lead }, decisions, deps),
  };
};
