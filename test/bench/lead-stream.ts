import { passTime } from '../../infra/local/runs/pass-time';
import { businessDateOf } from '../../shared/domain/time/business-time';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { LeadSourceName } from '../../shared/names/webhooks';
import { deliveryIdOf } from '../../shared/stores/delivery-store';
import { aContact, anAccount, aLead, aUser } from '../support/records';
import { seedRecords, type SeedRecords } from '../support/seed-records';
import { startBenchRuntime } from './bench-runtime';
import type { Row } from './row';
import { consumptionOf } from './run-consumption';

const LEADS = 50_000;
/** The first event of a lead leaves it below the threshold, the second routes it. */
const EVENTS_PER_LEAD = 2;
const CONTACTS = 10_000;
const TEAM = [...['EMEA', 'APAC', 'NCSA'].map((region) => aUser({ Id: `ibdr-${region}`, Role__c: 'Inbound BDR', Region__c: region })), aUser({ Id: 'integ-1', Role__c: 'Integration' }), aUser({ Id: 'sadm-1', Role__c: 'Sales Admin' }), aUser({ Id: 'ae-1', Role__c: 'AE' })];

const numbered = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

interface Event {
  readonly source: LeadSourceName;
  readonly eventId: string;
  readonly body: object;
}

/** Works deliveries over records in the embedded runtime, from the store to the store, and says what that took. */
const benchStream = async (name: string, aim: string, records: SeedRecords, events: readonly Event[]): Promise<Row[]> => {
  const { runtime, clock } = await startBenchRuntime();
  try {
    const { stores } = runtime;
    await seedRecords(records, stores);
    const [receivedAt, until] = ['2018-07-04T16:00:00.000Z', '2018-07-04T16:01:00.000Z'];
    const held = events.map(({ source, eventId, body }) => ({ deliveryId: deliveryIdOf(source, eventId), source, eventId, receivedAt, outcome: 'held', reason: '', body: JSON.stringify({ id: eventId, version: 1, occurredAt: receivedAt, ...body }) }) as const);
    await stores.tables.putMany(stores.deliveries.settlePuts(held));

    clock.advanceTo(Date.parse(until));
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    await runtime.invoke(`revsignal-${stores.settings.stage}-start-workflow`, { workflow: WORKFLOWS.leadIntake, scheduledTime: until });
    await passTime({ clock, rest: runtime.executions.rest });
    const [seconds, { user, system }] = [(performance.now() - begun) / 1_000, process.cpuUsage(cpu)];
    const { storeCalls, itemsRead, itemsWritten, transitions, invocations } = await consumptionOf(`${WORKFLOWS.leadIntake}-${businessDateOf(until, stores.settings.timeZone)}`, stores.runs, runtime.executions.all());
    const followed = (await stores.runs.of(WORKFLOWS.accountChange)).map(({ counts }) => Number(counts?.['followed'] ?? 0));
    return [
      { name: `${name}: received to written`, value: seconds, unit: 's', aim, note: `${events.length.toLocaleString('en-US')} deliveries${followed.length === 0 ? '' : `, ${followed.join(' and ')} contacts followed`}` },
      { name: `${name}: deliveries a second`, value: events.length / seconds, unit: '' },
      { name: `${name}: processor time`, value: (user + system) / 1e6, unit: 's' },
      { name: `${name}: calls of the store`, value: storeCalls, unit: '' },
      { name: `${name}: items read`, value: itemsRead, unit: '' },
      { name: `${name}: items written`, value: itemsWritten, unit: '' },
      { name: `${name}: invocations, transitions`, value: invocations, unit: '', note: `${transitions} transitions` },
    ];
  } finally {
    await runtime.close();
  }
};

/** 100,000 score events of 50,000 leads, half of which route a lead. */
export const benchScores = (): Promise<Row[]> =>
  benchStream(
    'scores',
    'below 180',
    { User: TEAM, Lead: numbered(LEADS, (index) => aLead({ Id: `l-${index}`, Email: `p${index}@lead${index}.example`, OwnerId: 'integ-1', LeadSource: 'Webcast', Country: 'Germany', CreatedDate: '2018-06-01T00:00:00.000Z' })) },
    numbered(LEADS * EVENTS_PER_LEAD, (index) => ({ source: 'marketing', eventId: `e-${String(index).padStart(6, '0')}`, body: { type: 'activity', personId: `l-${index % LEADS}`, action: 'owned_event_attended' } })),
  );

/** An account of 10,000 contacts gets a new owner. */
export const benchOwner = (): Promise<Row[]> =>
  benchStream(
    'owner',
    'below 20',
    { User: TEAM, Account: [anAccount({ Id: 'large', OwnerId: 'sadm-1' })], Contact: numbered(CONTACTS, (index) => aContact({ Id: `c-${index}`, AccountId: 'large', OwnerId: 'sadm-1' })) },
    [{ source: 'crm', eventId: 'sold', body: { type: 'changed', object: 'Account', recordId: 'large', by: 'sadm-1', fields: { OwnerId: 'ae-1' } } }],
  );
