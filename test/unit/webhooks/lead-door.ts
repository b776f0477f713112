import { local } from '../../../infra/config/local';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { settingsSchema, type Settings } from '../../../shared/contracts/settings';
import type { LeadSourceName } from '../../../shared/names/webhooks';
import type { Tables } from '../../../shared/ports/tables';
import type { WorkflowStarter } from '../../../shared/ports/workflow-starter';
import type { LeadHookDeps } from '../../../shared/runtime/answer-lead-delivery';
import { intakeStarter } from '../../../shared/runtime/start-intake';
import { deliveryStore, type Delivery, type DeliveryStore } from '../../../shared/stores/delivery-store';

export const LEAD_SETTINGS: Settings = settingsSchema.parse(local.settings);

/** What stands behind the webhooks of the lead database, in memory and with the limits of DynamoDB. */
export interface LeadDoor extends LeadHookDeps {
  readonly deliveries: DeliveryStore;
  readonly tables: Tables;
  /** Executions that were asked for, by name, with their input. */
  readonly started: (readonly [name: string, input: object])[];
  /** Every row, by its id. */
  rows(): Promise<Map<string, Delivery>>;
}

export const leadDoor = (onStart: () => void = () => {}): LeadDoor => {
  const tables = memoryTables();
  const deliveries = deliveryStore(tables);
  const started: LeadDoor['started'] = [];
  const starter: WorkflowStarter = {
    start: async (_workflow, name, input) => {
      onStart();
      started.push([name, input]);
      return 'started';
    },
  };
  return {
    deliveries,
    tables,
    started,
    startIntake: intakeStarter({ starter, settings: LEAD_SETTINGS }),
    elapsed: () => 0,
    rows: async () => {
      const rows = new Map<string, Delivery>();
      for await (const page of deliveries.all()) for (const row of page) rows.set(row.deliveryId, row);
      return rows;
    },
  };
};

/** A good body of each source, with every field of contracts-leads, section 2. */
export const LEAD_BODIES = {
  forms: {
    id: 'for-00001', version: 1, form: 'contact_us', submittedAt: '2018-07-06T23:00:00.000Z', sector: 'Education', leadSource: 'Web',
    person: { firstName: 'Ada', lastName: 'Okafor', email: 'ada@co7.example', title: 'Analyst', country: 'USA', state: 'Ohio' },
    company: { name: 'Co 7', developersBucket: '>100' }, trial: { startedOn: '2018-07-05' },
  },
  marketing: {
    id: 'mar-00002', version: 1, type: 'activity', occurredAt: '2018-07-03T16:00:00.000Z', personId: '00QA000001', action: 'pricing_page', company: 'Co 7', leadSource: 'Web',
    person: { firstName: 'Ada', lastName: 'Okafor', email: 'ada@co7.example', title: 'Analyst', country: 'USA', state: 'Ohio' },
  },
  crm: {
    id: 'crm-00003', version: 1, type: 'changed', object: 'Account', recordId: '001A000001', by: 'ae-2', occurredAt: '2018-07-03T16:00:00.000Z',
    fields: { OwnerId: 'ae-2', Number_of_Licenses__c: 7, CE_Pick__c: true, SDR__c: null },
  },
  outreach: {
    id: 'out-00004', version: 1, type: 'activity', activityType: 'call', occurredAt: '2018-07-03T16:00:00.000Z', recordId: '00QA000001', email: 'ada@co7.example', userId: 'ibdr-EMEA-1', ownerId: 'bdr-2',
  },
  'version-ping': { id: 'ver-00005', version: 1, pings: [{ host: 'git.co7.example', pingedAt: '2018-07-01T08:00:00.000Z', activeUsers: 120, instances: 3 }] },
} as const satisfies Readonly<Record<LeadSourceName, object>>;

/** A body of a source with a value for each field that is to be another; undefined leaves the field out. Fields are named by their path: `person.email`. */
export const leadBodyWith = (source: LeadSourceName, changes: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const body: Record<string, unknown> = structuredClone(LEAD_BODIES[source]);
  for (const [path, value] of Object.entries(changes)) {
    const [name = '', part] = path.split('.').toReversed();
    const holder = part === undefined ? body : (body[part] ??= {});
    if (typeof holder !== 'object' || holder === null) throw new Error(`${path} has no place in the body`);
    if (value === undefined) Reflect.deleteProperty(holder, name);
    else Reflect.set(holder, name, value);
  }
  return body;
};
