import { join } from 'node:path';
import { readDeliveries } from '../../infra/local/import/read-deliveries';
import { readCsv } from '../../shared/adapters/files/read-csv';
import { leadSourceAt } from '../../shared/names/webhooks';
import type { ObjectName, RecordOf } from '../../shared/records/catalogue';
import { receiveLeadDelivery } from '../../shared/runtime/receive-lead-delivery';
import type { LeadAlert, ScoreEntry } from '../../shared/domain/leads/changes';
import { alertIdOf } from '../../shared/stores/alert-store';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import { aLeadContext } from '../support/lead-facts';
import { inProcessRuntime, SETTINGS } from '../support/in-process-runtime';
import { readLeadScenario, workInParts } from '../support/lead-scenario';

const data = process.env['REVSIGNAL_DATA'];

/** The two weeks of the data folder. */
const PERIOD = ['2018-07-02T07:00:00.000Z', '2018-07-16T07:00:00.000Z'] as const;

const readRecords = async <O extends ObjectName>(folder: string, object: O): Promise<RecordOf<O>[]> => {
  const all: RecordOf<O>[] = [];
  for await (const { rows } of readCsv(object, join(folder, `${object}.csv`))) all.push(...rows.map(({ record }) => record));
  return all;
};

const deliverAll = async (folder: string, deps: StoreDeps): Promise<void> => {
  const { deliveries } = await readDeliveries(folder);
  const [from, to] = PERIOD.map((instant) => Date.parse(instant)) as [number, number];
  const inPeriod = deliveries.filter(({ receivedAt }) => receivedAt >= from && receivedAt < to);
  for (const { receivedAt, route, body, line } of inPeriod.sort((a, b) => a.receivedAt - b.receivedAt || compare(a.eventId ?? '', b.eventId ?? '') || a.line - b.line)) {
    const source = leadSourceAt(route);
    if (source) await receiveLeadDelivery(source, { rawBody: body, receivedAt: new Date(receivedAt).toISOString(), requestId: `line-${line}` }, deps);
  }
};
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const stored = async <O extends ObjectName>({ records }: StoreDeps, object: O): Promise<Map<string, RecordOf<O>>> => {
  const all = new Map<string, RecordOf<O>>();
  for await (const page of records.pages(object)) for (const record of page) all.set(record.Id, record);
  return all;
};

/** By key, since a store knows no order over records. */
const everything = async <T>(pages: AsyncIterable<T[]>, keyOf: (one: T) => string): Promise<Map<string, T>> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return byKey(all, keyOf);
};
const byKey = <T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T> => new Map(all.map((one) => [keyOf(one), one]));

const scoreKey = ({ recordId, at, eventId }: ScoreEntry): string => `${recordId} ${at} ${eventId}`;
const alertKey = (alert: LeadAlert): string => `${alert.recordId} ${alertIdOf(alert)}`;

describe('the lead database through its steps', () => {
  (data ? it.each([1_000, 61]) : it.skip.each([0]))(
    'two weeks come out as the fold alone says, in batches of %d (skipped: REVSIGNAL_DATA is not set)',
    async (batch) => {
      const folder = join(data ?? '', 'lead-database');
      const { facts, deliveries } = await readLeadScenario(folder, ...PERIOD);
      const { facts: after, parts } = workInParts(facts, aLeadContext(), deliveries, PERIOD[1], []);
      const records = { Account: await readRecords(folder, 'Account'), Contact: await readRecords(folder, 'Contact'), Lead: await readRecords(folder, 'Lead'), User: await readRecords(folder, 'User') };
      const { deps, intake } = await inProcessRuntime({ records, settings: { ...SETTINGS, leads: { ...SETTINGS.leads, batch } } });
      await deliverAll(folder, deps);

      expect(await intake(PERIOD[1])).toMatchObject({ status: 'SUCCEEDED', output: { deliveries: deliveries.length } });

      const scores = parts.flatMap((part) => part.scores);
      expect({ Lead: await stored(deps, 'Lead'), Account: await stored(deps, 'Account'), User: await stored(deps, 'User') }).toEqual({ Lead: after.leads, Account: after.accounts, User: after.users });
      expect(await stored(deps, 'Contact')).toEqual(after.contacts);
      expect(await everything(deps.scores.all(), scoreKey)).toEqual(byKey(scores, scoreKey));
      expect(await everything(deps.alerts.all(), alertKey)).toEqual(byKey(parts.flatMap((part) => part.alerts), alertKey));
      expect(await deps.pools.lastServed()).toEqual(after.lastServed);
      for (const recordId of new Set(scores.map((entry) => entry.recordId))) expect(await deps.scores.of(recordId)).toEqual(scores.filter((entry) => entry.recordId === recordId));
    },
    120_000,
  );
});
