import { nameIn } from './name-in';

/**
 * The tables, their keys and the questions their indexes answer. Infra creates them, stores read and write them, the memory
 * adapter mirrors them: a table exists here or nowhere.
 */
export interface IndexSchema {
  readonly partition: string;
  readonly sort?: string;
}

export interface TableSchema extends IndexSchema {
  /** What one item is, in the words an operator reads beside the table. */
  readonly holds: string;
  /** Indexes project keys only: what a question finds is read from the table itself. */
  readonly indexes: Readonly<Record<string, IndexSchema>>;
}

export const TABLES = {
  Account: { holds: 'Accounts of the CRM', partition: 'Id', indexes: { byParent: { partition: 'ParentId', sort: 'Id' }, bySdr: { partition: 'SDR__c', sort: 'Id' }, byCeSegment: { partition: 'CeSegment', sort: 'Id' } } },
  Contact: {
    holds: 'Contacts of the CRM',
    partition: 'Id',
    indexes: { byDisqualifiedDay: { partition: 'DisqualifiedDay', sort: 'Id' }, byAccount: { partition: 'AccountId', sort: 'Id' }, byOutreachSync: { partition: 'OutreachSync', sort: 'Id' }, byQueue: { partition: 'QueueList', sort: 'QueuePlace' } },
  },
  Lead: {
    holds: 'Leads of the CRM',
    partition: 'Id',
    indexes: {
      byCreatedDay: { partition: 'CreatedDay', sort: 'Id' },
      byCreatedMonth: { partition: 'CreatedMonth', sort: 'CreatedDate' },
      byOwner: { partition: 'OwnerId', sort: 'CreatedDate' },
      byOutreachSync: { partition: 'OutreachSync', sort: 'Id' },
      byQueue: { partition: 'QueueList', sort: 'QueuePlace' },
    },
  },
  Opportunity: { holds: 'Opportunities of the CRM', partition: 'Id', indexes: { byAccount: { partition: 'AccountId', sort: 'Id' } } },
  OpportunityContactRole: { holds: 'Contact roles on opportunities', partition: 'Id', indexes: {} },
  Task: { holds: 'Activities of the CRM: calls, e-mails, meetings', partition: 'Id', indexes: {} },
  User: { holds: 'Users of the CRM: who owns, who is told', partition: 'Id', indexes: {} },
  Signal: { holds: 'Every delivery of a vendor and what became of it', partition: 'SignalId', indexes: { byDue: { partition: 'DueBucket', sort: 'DueOrder' } } },
  Delivery: {
    holds: 'What forms, marketing, CRM, Outreach and GitLab instances delivered, and what became of it',
    partition: 'DeliveryId',
    sort: 'Part',
    indexes: { byDue: { partition: 'DueBucket', sort: 'DueOrder' } },
  },
  Sequence: { holds: 'How far the deliveries of the lead database have been worked, and which run works them now', partition: 'Sequence', indexes: {} },
  ScoreHistory: { holds: 'Every change of a person score: actions, points, running total', partition: 'RecordId', sort: 'ScoreOrder', indexes: {} },
  Clock: {
    holds: 'What falls due: answers to Contact Us requests, points of in-product trials',
    partition: 'ClockId',
    indexes: { byDue: { partition: 'DueBucket', sort: 'DueOrder' }, byRecord: { partition: 'RecordId', sort: 'ClockId' } },
  },
  Alert: { holds: 'Whom the lead database told what, and about which record', partition: 'RecordId', sort: 'AlertId', indexes: { byRun: { partition: 'RunId', sort: 'AlertId' } } },
  Merge: { holds: 'Merged leads and contacts, with what they were before, so that a merge can be undone', partition: 'SurvivorId', sort: 'MergeId', indexes: {} },
  UsagePing: { holds: 'Usage pings of GitLab instances, by host', partition: 'Host', sort: 'PingOrder', indexes: {} },
  Callback: { holds: 'Workflow executions that wait for somebody: the task and its token', partition: 'TaskId', indexes: {} },
  TrackedContact: { holds: 'Contacts on the tracked list with cohort and tier', partition: 'ContactId', indexes: {} },
  VendorRecord: { holds: 'What UserGems has been told: a contact or an account in one relation', partition: 'VendorRecordId', sort: 'Relation', indexes: {} },
  RateLimit: { holds: 'When a vendor may be called next', partition: 'Vendor', indexes: {} },
  MatchKey: { holds: 'Normalised domain, name or e-mail -> record ids', partition: 'Key', indexes: {} },
  Pool: { holds: 'Rotation state of each round-robin pool', partition: 'Pool', indexes: {} },
  Decision: { holds: 'What was decided about a record, with the facts it used', partition: 'RecordId', sort: 'DecisionId', indexes: {} },
  Message: { holds: 'Digests and alerts: claimed before sending, settled after', partition: 'RunId', sort: 'MessageId', indexes: {} },
  Scorecard: { holds: 'Monthly scorecards of a programme, with the bands they were graded by', partition: 'Programme', sort: 'Month', indexes: {} },
  Erasure: { holds: 'Requests to erase a person, and their receipts', partition: 'ErasureId', indexes: {} },
  Run: { holds: 'Runs of the workflows and their shards', partition: 'RunId', sort: 'Part', indexes: { byWorkflow: { partition: 'Workflow', sort: 'ScheduledTime' } } },
} as const satisfies Readonly<Record<string, TableSchema>>;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

export const tableNameIn = (stage: string, table: TableName): string => nameIn(stage, table);
