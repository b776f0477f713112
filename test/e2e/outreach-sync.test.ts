import { instantOf } from '../../shared/domain/time/business-time';
import { runIdOf, SCHEDULED_AT, WORKFLOWS } from '../../shared/names/workflows';
import { queuedPeople } from '../support/queued-people';
import { withLocalRuntime } from '../support/replayed-folder';
import { seedRecords } from '../support/seed-records';

const TUESDAY = '2018-07-03';

describe('the embedded runtime tells its stand-in for Outreach (RO-03)', () => {
  it('whom the CRM has queued, by the bundled functions', async () => {
    const { run, held } = await withLocalRuntime({}, async ({ runtime, replay }) => {
      await seedRecords(queuedPeople(), runtime.stores);
      await replay({ from: TUESDAY, to: TUESDAY }, [], [{ workflow: WORKFLOWS.outreachSync, scheduledTime: instantOf(TUESDAY, SCHEDULED_AT[WORKFLOWS.outreachSync], runtime.stores.settings.timeZone) }]);
      return { run: await runtime.stores.runs.find(runIdOf(WORKFLOWS.outreachSync, TUESDAY)), held: runtime.outreach };
    });

    expect(run).toMatchObject({ status: 'SUCCEEDED', counts: { queued: 3, synced: 2, refused: 1, withdrawn: 0 } });
    expect([...held.values()].map(({ emails }) => emails.join()).sort()).toEqual(['ada@globex.example', 'lee@acme.example']);
  }, 120_000);
});
