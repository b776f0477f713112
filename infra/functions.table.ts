import { ERASABLE_TABLES } from '../shared/domain/privacy/erase-item.table';
import type { TABLES, TableName } from '../shared/names/tables';
import type { LeadSourceName } from '../shared/names/webhooks';

type Indexed = { [Table in TableName]: `${Table}/${Extract<keyof (typeof TABLES)[Table]['indexes'], string>}` }[TableName];

export interface FunctionRow {
  /** Source file of the handler. */
  readonly entry: string;
  /** `light` answers within one request; `heavy` works through a shard or a table (sizes: infra/config). */
  readonly size: 'light' | 'heavy';
  /** Tables read by key, and indexes asked, as `Table/index`. */
  readonly reads: readonly (TableName | Indexed)[];
  /** Tables read whole: only where a run needs every item. */
  readonly scans: readonly TableName[];
  readonly writes: readonly TableName[];
  /** What else it may do, with the environment it needs for that. */
  readonly may: readonly ('send-messages' | 'check-webhook-key' | `check-${LeadSourceName}-signature` | 'start-intake' | 'start-workflows' | 'start-erasures' | 'start-follow-ups' | 'answer-callbacks' | 'call-usergems' | 'call-outreach' | 'ask-host-services')[];
}

const step = (entry: string, size: FunctionRow['size'], row: Partial<Omit<FunctionRow, 'entry' | 'size'>>): FunctionRow => ({
  entry: `lambdas/${entry}.ts`,
  size,
  reads: [],
  scans: [],
  writes: [],
  may: [],
  ...row,
});

/** Every Lambda function: where its code is, how big it is and what it may touch, and nothing beyond. */
export const FUNCTIONS = {
  'open-run': step('steps/operations/open-run', 'light', { reads: ['Run'], writes: ['Run'] }),
  'park-run': step('steps/operations/park-run', 'light', { reads: ['Message'], writes: ['Run', 'Message'], may: ['send-messages'] }),
  'start-workflow': step('steps/operations/start-workflow', 'light', { may: ['start-workflows'] }),

  'refresh-cohorts': step('steps/usergems-sync/refresh-cohorts', 'heavy', {
    reads: ['Run'],
    scans: ['Opportunity', 'OpportunityContactRole', 'Account', 'Contact', 'TrackedContact'],
    writes: ['TrackedContact', 'Run'],
  }),
  'plan-release': step('steps/usergems-sync/plan-release', 'heavy', {
    reads: ['Run', 'Run/byWorkflow', 'Signal', 'Signal/byDue', 'MatchKey', 'Contact', 'TrackedContact'],
    writes: ['Run'],
  }),
  'decide-shard': step('steps/usergems-sync/decide-shard', 'heavy', {
    reads: ['Run', 'MatchKey', 'Account', 'Lead', 'Opportunity', 'Opportunity/byAccount'],
    scans: ['User'],
    writes: ['Run'],
  }),
  'deal-pools': step('steps/usergems-sync/deal-pools', 'light', { reads: ['Run', 'Pool'], scans: ['User'], writes: ['Run', 'Pool'] }),
  'write-shard': step('steps/usergems-sync/write-shard', 'heavy', {
    reads: ['Run', 'Contact'],
    writes: ['Run', 'Signal', 'Lead', 'Contact', 'MatchKey', 'Decision'],
  }),
  'settle-release': step('steps/usergems-sync/settle-release', 'heavy', {
    reads: ['Run', 'Signal/byDue', 'Message'],
    writes: ['Run', 'Message'],
    may: ['send-messages'],
  }),

  'check-sync': step('steps/usergems-notify/check-sync', 'light', { reads: ['Run'] }),
  'plan-notifications': step('steps/usergems-notify/plan-notifications', 'heavy', {
    reads: ['Run', 'Lead', 'Lead/byCreatedDay', 'Contact', 'Contact/byDisqualifiedDay'],
    writes: ['Run'],
  }),
  'evaluate-shard': step('steps/usergems-notify/evaluate-shard', 'heavy', {
    reads: ['Run', 'Lead', 'Contact', 'Account', 'Opportunity', 'Opportunity/byAccount'],
    scans: ['User'],
    writes: ['Run', 'Decision'],
  }),
  'freeze-digests': step('steps/usergems-notify/freeze-digests', 'heavy', { reads: ['Run'], writes: ['Run', 'Message'] }),
  'send-message': step('steps/usergems-notify/send-message', 'light', {
    reads: ['Message', 'User'],
    writes: ['Run', 'Message', 'Decision'],
    may: ['send-messages'],
  }),
  'settle-notifications': step('steps/usergems-notify/settle-notifications', 'heavy', {
    reads: ['Run', 'Lead', 'Lead/byCreatedDay', 'Decision', 'Message'],
    writes: ['Run', 'Message'],
    may: ['send-messages'],
  }),

  'plan-vendor-writes': step('steps/usergems-cohort-refresh/plan-vendor-writes', 'heavy', {
    reads: ['Run', 'Run/byWorkflow'],
    scans: ['Contact', 'Account', 'Opportunity', 'TrackedContact', 'VendorRecord'],
    writes: ['Run'],
  }),
  'tell-vendor': step('steps/usergems-cohort-refresh/tell-vendor', 'light', {
    reads: ['Run', 'Contact', 'VendorRecord', 'RateLimit'],
    writes: ['Run', 'VendorRecord', 'RateLimit'],
    may: ['call-usergems'],
  }),
  'settle-vendor-lists': step('steps/usergems-cohort-refresh/settle-vendor-lists', 'heavy', { reads: ['Run', 'Message'], writes: ['Run', 'Message'], may: ['send-messages'] }),

  'grade-month': step('steps/usergems-scorecard/grade-month', 'heavy', {
    reads: ['Run', 'Scorecard', 'Lead', 'Lead/byCreatedMonth', 'User'],
    scans: ['Opportunity', 'OpportunityContactRole', 'Account', 'Contact', 'TrackedContact', 'Signal', 'Task'],
    writes: ['Run', 'Scorecard'],
  }),
  'send-scorecard': step('steps/usergems-scorecard/send-scorecard', 'light', { reads: ['Scorecard', 'Message'], writes: ['Run', 'Message'], may: ['send-messages'] }),
  'settle-scorecard': step('steps/usergems-scorecard/settle-scorecard', 'light', { reads: ['Scorecard', 'Message'], writes: ['Run', 'Message'], may: ['send-messages'] }),

  'decide-deliveries': step('steps/lead-intake/decide-deliveries', 'heavy', {
    reads: ['Run', 'Sequence', 'Delivery', 'Delivery/byDue', 'MatchKey', 'Lead', 'Contact', 'Account', 'Account/byParent', 'Account/bySdr', 'Clock', 'Clock/byDue', 'Opportunity', 'Opportunity/byAccount'],
    scans: ['User', 'Pool'],
    writes: ['Run', 'Sequence'],
  }),
  'write-decided': step('steps/lead-intake/write-decided', 'heavy', {
    reads: ['Run', 'Delivery', 'Callback'],
    writes: ['Run', 'Delivery', 'Lead', 'Contact', 'Account', 'User', 'Task', 'MatchKey', 'ScoreHistory', 'Decision', 'Alert', 'Clock', 'Merge', 'Pool', 'Callback'],
    may: ['start-follow-ups', 'answer-callbacks'],
  }),
  'settle-intake': step('steps/lead-intake/settle-intake', 'light', { reads: ['Run', 'Sequence'], writes: ['Run'] }),

  'list-contacts': step('steps/account-change/list-contacts', 'light', { reads: ['Run', 'Contact/byAccount'], writes: ['Run'] }),
  'follow-account': step('steps/account-change/follow-account', 'heavy', { reads: ['Run', 'Contact'], writes: ['Run', 'Contact', 'Decision'] }),
  'settle-change': step('steps/account-change/settle-change', 'light', { reads: ['Run'], writes: ['Run'] }),

  'tell-people': step('steps/lead-intake/tell-people', 'heavy', {
    reads: ['Alert', 'Alert/byRun', 'Clock', 'Lead', 'Contact', 'Account', 'User', 'Message'],
    scans: ['User'],
    writes: ['Run', 'Message'],
    may: ['send-messages'],
  }),

  'plan-outreach-sync': step('steps/outreach-sync/plan-outreach-sync', 'heavy', { reads: ['Run', 'Lead/byOutreachSync', 'Contact/byOutreachSync'], writes: ['Run'] }),
  'push-to-outreach': step('steps/outreach-sync/push-to-outreach', 'heavy', { reads: ['Run', 'Lead', 'Contact', 'Account'], writes: ['Run', 'Lead', 'Contact'], may: ['call-outreach'] }),
  'settle-outreach-sync': step('steps/outreach-sync/settle-outreach-sync', 'heavy', { reads: ['Run', 'Message'], writes: ['Run', 'Message'], may: ['send-messages'] }),

  'take-in-pings': step('steps/ce-usage-load/take-in-pings', 'heavy', { reads: ['Run', 'Delivery', 'Delivery/byDue'], writes: ['Run', 'Delivery', 'UsagePing'] }),
  'deal-hosts': step('steps/ce-usage-load/deal-hosts', 'heavy', { reads: ['Run', 'Run/byWorkflow'], scans: ['UsagePing'], writes: ['Run', 'UsagePing'] }),
  'clean-hosts': step('steps/ce-usage-load/clean-hosts', 'heavy', { reads: ['Run'], writes: ['Run'], may: ['ask-host-services'] }),
  'match-accounts': step('steps/ce-usage-load/match-accounts', 'heavy', {
    reads: ['Run', 'Sequence', 'Account', 'MatchKey'],
    scans: ['Account', 'User'],
    writes: ['Run', 'Sequence', 'Account', 'MatchKey', 'Decision', 'Alert'],
  }),
  'settle-load': step('steps/ce-usage-load/settle-load', 'light', { reads: ['Run'], writes: ['Run'] }),

  'await-follow-up': step('steps/contact-us-clock/await-follow-up', 'light', { reads: ['Clock', 'Callback'], writes: ['Callback'], may: ['answer-callbacks'] }),
  'read-clock': step('steps/contact-us-clock/read-clock', 'light', { reads: ['Clock', 'Callback'], writes: ['Callback'] }),

  'ask-director': step('steps/ce-assignment/ask-director', 'light', { reads: ['Account', 'Callback'], writes: ['Callback'], may: ['answer-callbacks'] }),
  'assign-sdr': step('steps/ce-assignment/assign-sdr', 'light', { reads: ['Delivery'], writes: ['Delivery'] }),
  'check-assignment': step('steps/ce-assignment/check-assignment', 'light', { reads: ['Delivery'] }),
  'answer-callback': step('console/answer-callback', 'light', { reads: ['Callback', 'Account'], scans: ['User'], writes: ['Callback'], may: ['answer-callbacks'] }),

  'plan-clean-up': step('steps/queue-clean-up/plan-clean-up', 'heavy', { reads: ['Run'], scans: ['Lead'], writes: ['Run'] }),
  'move-unworked-leads': step('steps/queue-clean-up/move-unworked-leads', 'heavy', { reads: ['Run', 'Lead'], writes: ['Run', 'Lead', 'Decision'] }),
  'settle-clean-up': step('steps/queue-clean-up/settle-clean-up', 'light', { reads: ['Run'], writes: ['Run'] }),

  'show-scorecard': step('console/show-scorecard', 'light', { reads: ['Scorecard'], scans: ['User'] }),
  'list-usergems': step('console/list-usergems', 'light', { reads: ['Lead', 'Lead/byCreatedMonth', 'Lead/byOwner', 'Account', 'Contact', 'User'], scans: ['User'] }),
  'list-queue': step('console/list-queue', 'light', { reads: ['Lead', 'Lead/byQueue', 'Contact', 'Contact/byQueue', 'Account', 'User'], scans: ['User'] }),
  'list-ce-accounts': step('console/list-ce-accounts', 'light', { reads: ['Account', 'Account/byCeSegment'], scans: ['User'] }),
  'show-lead-card': step('console/show-lead-card', 'light', { reads: ['Lead', 'Account', 'Contact', 'User', 'TrackedContact'], scans: ['User'] }),
  'show-contact-card': step('console/show-contact-card', 'light', { reads: ['Lead', 'Account', 'Contact', 'User', 'TrackedContact'], scans: ['User'] }),

  'find-person': step('steps/privacy-erasure/find-person', 'heavy', { reads: ['Erasure', 'Run', 'Run/byWorkflow', 'Sequence'], scans: ['Contact', 'Lead', 'Signal', 'Delivery'], writes: ['Erasure'] }),
  'tell-vendor-to-erase': step('steps/privacy-erasure/tell-vendor-to-erase', 'light', { reads: ['Erasure', 'RateLimit'], writes: ['Erasure', 'RateLimit'], may: ['call-usergems'] }),
  'erase-table': step('steps/privacy-erasure/erase-table', 'heavy', { reads: ['Erasure'], scans: ERASABLE_TABLES, writes: [...ERASABLE_TABLES, 'Erasure'] }),
  'settle-erasure': step('steps/privacy-erasure/settle-erasure', 'heavy', {
    reads: ['Erasure', 'Run', 'Run/byWorkflow', 'Sequence', 'Message'],
    scans: ERASABLE_TABLES,
    writes: ['Erasure', 'Message'],
    may: ['send-messages'],
  }),
  'request-erasure': step('console/request-erasure', 'light', { reads: ['Erasure'], scans: ['Erasure', 'User'], writes: ['Erasure'], may: ['start-erasures'] }),
  'show-erasure': step('console/show-erasure', 'light', { reads: ['Erasure'], scans: ['User'] }),

  'usergems-webhook': step('webhooks/usergems', 'light', { reads: ['Signal'], writes: ['Signal'], may: ['check-webhook-key'] }),
  'forms-webhook': step('webhooks/forms', 'light', { reads: ['Delivery'], writes: ['Delivery'], may: ['check-forms-signature', 'start-intake'] }),
  'marketing-webhook': step('webhooks/marketing', 'light', { reads: ['Delivery'], writes: ['Delivery'], may: ['check-marketing-signature', 'start-intake'] }),
  'crm-webhook': step('webhooks/crm', 'light', { reads: ['Delivery'], writes: ['Delivery'], may: ['check-crm-signature', 'start-intake'] }),
  'outreach-webhook': step('webhooks/outreach', 'light', { reads: ['Delivery'], writes: ['Delivery'], may: ['check-outreach-signature', 'start-intake'] }),
  'version-ping-webhook': step('webhooks/version-ping', 'light', { reads: ['Delivery'], writes: ['Delivery'], may: ['check-version-ping-signature'] }),
} satisfies Readonly<Record<string, FunctionRow>>;

export type FunctionName = keyof typeof FUNCTIONS;
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];
