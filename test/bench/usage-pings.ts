import { passTime } from '../../infra/local/runs/pass-time';
import type { Company } from '../../shared/domain/usage-pings/company';
import { instantOf } from '../../shared/domain/time/business-time';
import { runIdOf, SCHEDULED_AT, WORKFLOWS } from '../../shared/names/workflows';
import { anAccount, aUser } from '../support/records';
import { seedRecords } from '../support/seed-records';
import { deliverPings } from '../support/usage-load';
import { startBenchRuntime } from './bench-runtime';
import type { Row } from './row';
import { consumptionOf } from './run-consumption';

const HOSTS = 100_000;
const HOSTS_PER_DELIVERY = 10_000;
const ACCOUNTS = 20_000;
/** Of ten hosts four belong to accounts, two to companies that become accounts, two are private addresses, and two nobody knows. */
const hostOf = (index: number): string => {
  const company = Math.floor(index / 10);
  if (index % 10 < 4) return `git${index % 10}.co${company}.example`;
  if (index % 10 < 6) return `git${index % 10}.new${company}.example`;
  return index % 10 < 8 ? `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}` : `git.nobody${index}.example`;
};

const numbered = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const companies = (): ReadonlyMap<string, Company> => new Map(numbered(HOSTS / 10, (index) => [`new${index}.example`, { domain: `new${index}.example`, name: `New ${index}`, employees: index, billingCountry: 'Germany' }]));

/** Loads of 100,000 hosts in the embedded runtime: a first one that makes accounts, and the one of the week after. */
export const benchUsagePings = async (): Promise<Row[]> => {
  const { runtime, clock } = await startBenchRuntime();
  try {
    const { stores } = runtime;
    runtime.hostServices.know({ companies: companies(), names: new Map(), registrations: new Map() });
    await seedRecords({ User: [aUser({ Id: 'sadm-1', Role__c: 'Sales Admin' })], Account: numbered(ACCOUNTS, (index) => anAccount({ Id: `a-${index}`, Website: `co${index}.example`, Type: 'Prospect', OwnerId: 'sadm-1' })) }, stores);
    const loadOn = async (monday: string, name: string): Promise<Row[]> => {
      const scheduledTime = instantOf(monday, SCHEDULED_AT[WORKFLOWS.ceUsageLoad], stores.settings.timeZone);
      const pingedAt = new Date(Date.parse(scheduledTime) - 86_400_000).toISOString();
      for (let first = 0; first < HOSTS; first += HOSTS_PER_DELIVERY) {
        await deliverPings(stores, `${monday} ${first}`, pingedAt, numbered(HOSTS_PER_DELIVERY, (index) => ({ host: hostOf(first + index), pingedAt, activeUsers: index, instances: 1 })));
      }
      clock.advanceTo(Date.parse(scheduledTime));
      const [begun, cpu] = [performance.now(), process.cpuUsage()];
      await runtime.invoke(`revsignal-${stores.settings.stage}-start-workflow`, { workflow: WORKFLOWS.ceUsageLoad, scheduledTime });
      await passTime({ clock, rest: runtime.executions.rest });
      const [seconds, { user, system }] = [(performance.now() - begun) / 1_000, process.cpuUsage(cpu)];
      const { storeCalls, itemsRead, itemsWritten, readUnits, writeUnits, transitions, invocations } = await consumptionOf(runIdOf(WORKFLOWS.ceUsageLoad, monday), stores.runs, runtime.executions.all());
      return [
        { name: `${name}: load`, value: seconds, unit: 's', aim: 'below 120', note: `${HOSTS.toLocaleString('en-US')} hosts, ${ACCOUNTS.toLocaleString('en-US')} accounts` },
        { name: `${name}: processor time`, value: (user + system) / 1e6, unit: 's' },
        { name: `${name}: calls of the store`, value: storeCalls, unit: '' },
        { name: `${name}: items read`, value: itemsRead, unit: '', note: `${Math.round(readUnits).toLocaleString('en-US')} units` },
        { name: `${name}: items written`, value: itemsWritten, unit: '', note: `${Math.round(writeUnits).toLocaleString('en-US')} units` },
        { name: `${name}: invocations, transitions`, value: invocations, unit: '', note: `${transitions} transitions` },
      ];
    };
    return [...(await loadOn('2018-07-02', 'first')), ...(await loadOn('2018-07-09', 'second'))];
  } finally {
    await runtime.close();
  }
};
