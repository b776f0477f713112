import type { TABLES, TableName } from '../shared/names/tables';

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
  readonly may: readonly ('send-messages' | 'check-webhook-key' | 'start-workflows' | 'call-usergems')[];
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

  'usergems-webhook': step('webhooks/usergems', 'light', { reads: ['Signal'], writes: ['Signal'], may: ['check-webhook-key'] }),
} satisfies Readonly<Record<string, FunctionRow>>;

export type FunctionName = keyof typeof FUNCTIONS;
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];
