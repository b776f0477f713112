import type { Intercept } from '../../infra/local/host/aws-endpoints';
import { countBy } from '../../shared/domain/count-by';
import { instantOf } from '../../shared/domain/time/business-time';
import { runIdOf, SCHEDULED_AT, WORKFLOWS } from '../../shared/names/workflows';
import { withLocalRuntime } from '../support/replayed-folder';
import { seedRecords } from '../support/seed-records';
import { trackedPeople } from '../support/tracked-people';

const MONDAY = '2024-10-07';
const PEOPLE = 130;
/** What the timetable starts before it on a Monday, and what that runs. */
const MORNING = [`${WORKFLOWS.ceUsageLoad}-${MONDAY}`, `${WORKFLOWS.leadIntake}-${WORKFLOWS.ceUsageLoad}-${MONDAY}-1`, `${WORKFLOWS.personScore}-${MONDAY}`];

/** From the 50th call on the vendor says 100 times that it is too much, whoever calls. */
const storm = (): Intercept => {
  let calls = 0;
  return (service) => {
    if (service !== 'usergems') return undefined;
    calls += 1;
    return calls > 50 && calls <= 150 ? { status: 429, headers: { 'content-type': 'application/json' }, body: '{"message":"Too Many Requests"}' } : undefined;
  };
};

describe('the embedded runtime tells its stand-in for UserGems (UG-03 to UG-06)', () => {
  it('all that is listed by the bundled functions, within the rate, through a storm of 429s', async () => {
    const { executions, run, held } = await withLocalRuntime({ intercept: storm() }, async ({ runtime, replay }) => {
      await seedRecords(trackedPeople(PEOPLE), runtime.stores);
      await replay({ from: MONDAY, to: MONDAY }, [], [{ workflow: WORKFLOWS.cohortRefresh, scheduledTime: instantOf(MONDAY, SCHEDULED_AT[WORKFLOWS.cohortRefresh], runtime.stores.settings.timeZone) }]);
      return { executions: runtime.executions.all(), run: await runtime.stores.runs.find(runIdOf(WORKFLOWS.cohortRefresh, MONDAY)), held: runtime.usergems };
    });

    expect(executions.map(({ name, status, error, cause }) => ({ name, status, error, cause }))).toEqual([...MORNING, `${WORKFLOWS.cohortRefresh}-${MONDAY}`].map((name) => ({ name, status: 'SUCCEEDED', error: undefined, cause: undefined })));
    expect(run?.counts).toEqual({ listed: PEOPLE + 1, planned: PEOPLE + 1, added: PEOPLE + 1, removed: 0, refused: 0, untold: {} });
    expect({ people: held.contacts.size, domains: [...(held.accounts.get('Target accounts') ?? [])], counts: held.counts }).toEqual({ people: PEOPLE, domains: ['acme.example'], counts: { taken: PEOPLE + 1, limited: 0 } });
    // The storm puts off half a burst, four whole ones and half of another: waits of 1, 2, 4, 8, 16 and 32 s.
    const start = Date.parse(`${MONDAY}T20:00:00-07:00`);
    expect(countBy(held.taken.map(({ at }) => `after ${(Date.parse(at) - start) / 1_000} s`))).toEqual({
      'after 0 s': 20, 'after 1 s': 20, 'after 2 s': 10, 'after 33 s': 10, 'after 65 s': 20, 'after 66 s': 20, 'after 67 s': 20, 'after 68 s': 11,
    });
  }, 120_000);
});
