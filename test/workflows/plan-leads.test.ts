import { planReport, type PlanReport } from '../../infra/local/plan/plan-report';
import { planWorkflow } from '../../infra/local/plan/plan-workflow';
import { printPlan } from '../../infra/local/plan/print-plan';
import { businessStartOn } from '../../infra/local/runs/business-start';
import { TABLE_NAMES } from '../../shared/names/tables';
import { WORKFLOWS } from '../../shared/names/workflows';
import { configOf, inProcessRuntime, machineOf, SETTINGS, type InProcessRuntime } from '../support/in-process-runtime';
import { deliverLeadDay, EVENTS_OF_THE_DAY, LEAD_DAY, MORNING_AFTER } from '../support/lead-day';
import { storeState } from '../support/store-state';

const leadDay = async (): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: LEAD_DAY });
  await deliverLeadDay(runtime);
  return runtime;
};

const plan = async ({ tables }: InProcessRuntime): Promise<PlanReport> => planReport(await planWorkflow(machineOf, configOf(SETTINGS), tables, businessStartOn(WORKFLOWS.leadIntake, MORNING_AFTER, undefined, SETTINGS)));

describe('a plan of lead-intake', () => {
  let runtime: InProcessRuntime;
  let report: PlanReport;
  beforeAll(async () => {
    runtime = await leadDay();
    const before = await storeState(runtime.tables, TABLE_NAMES);
    report = await plan(runtime);
    expect(await storeState(runtime.tables, TABLE_NAMES)).toEqual(before);
  });

  it('says what would become of the deliveries, and the run then does it', async () => {
    const { output } = await runtime.intake(MORNING_AFTER);

    expect(report.ends).toEqual({ status: 'SUCCEEDED', counts: output });
    expect(report.leadDatabase?.deliveries.reduce((sum, { deliveries }) => sum + deliveries, 0)).toBe(EVENTS_OF_THE_DAY);
    expect(report.leadDatabase?.deliveries).toEqual(expect.arrayContaining([{ source: 'crm', outcome: 'rejected', reason: 'OWNER_FOLLOWS_ACCOUNT', deliveries: 1 }, { source: 'outreach', outcome: 'rejected', reason: 'RECORD_UNKNOWN', deliveries: 1 }]));
    const { routed, created, scored } = report.leadDatabase ?? { routed: [], created: [], scored: [] };
    for (const { recordId, trigger, path } of routed) {
      const decisions = await runtime.deps.decisions.of(recordId);
      expect(decisions.map(({ fields }) => [fields['Trigger'], fields['Path']])).toContainEqual([trigger, path]);
    }
    expect(created.map(({ object }) => object)).toEqual(['Lead']);
    for (const { recordId, eventId, total } of scored) expect((await runtime.deps.scores.of(recordId)).map((entry) => [entry.eventId, entry.rows.at(-1)?.total])).toContainEqual([eventId, total]);
    expect(routed.length).toBeGreaterThan(2);
    expect(scored.length).toBeGreaterThan(4);
  });

  it('names the executions that would be started, which wait for people', () => {
    expect(report.leadDatabase?.started).toEqual(expect.arrayContaining([{ workflow: 'contact-us-clock', executions: 2 }, { workflow: 'ce-assignment', executions: 1 }]));
  });

  it('is printed with the instant up to which the stream is worked', () => {
    const text = printPlan(report, 3);

    expect(text).toContain(`lead-intake up to ${MORNING_AFTER}: what a run would do now. Nothing was written and nothing was sent.`);
    for (const title of [`Deliveries (${EVENTS_OF_THE_DAY})`, 'Records to create (1)', 'Routing (', 'Scores (', 'Fields to change (', 'Who would be told (', 'Clocks (', 'Workflows to start (3)']) expect(text).toContain(title);
  });
});

it('a plan of person-score takes what falls due by 06:00', async () => {
  const runtime = await leadDay();

  const report = planReport(await planWorkflow(machineOf, configOf(SETTINGS), runtime.tables, businessStartOn(WORKFLOWS.personScore, '2018-07-05', undefined, SETTINGS)));

  expect(report).toMatchObject({ workflow: 'person-score', scheduledTime: '2018-07-05T13:00:00.000Z', ends: { status: 'SUCCEEDED' } });
  expect(report.leadDatabase?.clocks).toContainEqual({ eventId: 'tried', recordId: 'l-2', kind: 'in_product_trial', dueAt: '2018-07-05T13:00:00.000Z', outcome: 'scored' });
});

it('a plan of ce-usage-load is refused, for it would have to ask somebody outside', async () => {
  const { tables } = await leadDay();

  await expect(planWorkflow(machineOf, configOf(SETTINGS), tables, businessStartOn(WORKFLOWS.ceUsageLoad, '2018-07-09', undefined, SETTINGS))).rejects.toThrow('The load of usage pings cannot be planned');
});
