import { HOLDING_QUEUES } from '../../shared/domain/queue-clean-up/clean-up-rules.table';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import type { Lead } from '../../shared/records/catalogue';
import { crashing, FATES, type Crash } from '../support/crashes';
import { inProcessRuntime, SETTINGS, type InProcessRuntime } from '../support/in-process-runtime';
import { aLead } from '../support/records';
import { runState } from '../support/store-state';

const [FRIDAY, SATURDAY] = ['2018-07-13', '2018-07-14'];
const queues = Object.fromEntries(HOLDING_QUEUES.map((queue) => [queue, `queue-${queue.toLowerCase()}`]));
const settings = { ...SETTINGS, leads: { ...SETTINGS.leads, queueCleanUp: { enabled: true, queues } } };

const lead = (Id: string, fields: Omit<Lead, 'Id'>): Lead => aLead({ Id, LeadSource: 'Webcast', OwnerId: 'sdr-1', CreatedDate: '2018-01-05T08:00:00.000Z', ...fields });

/** Each lead by what becomes of it on a Saturday. */
const LEADS = [
  lead('inquiry', { Status: 'Inquiry' }),
  lead('ineligible', { Status: 'ineligible' }),
  lead('disqualified', { Status: 'Unqualified' }),
  lead('raw', { Status: 'Raw' }),
  lead('raw-of-this-week', { Status: 'Raw', CreatedDate: '2018-07-09T08:00:00.000Z' }),
  lead('nurture', { Status: 'Nurture', Nurture_DateTime__c: '2018-03-01T08:00:00.000Z' }),
  lead('mql', { Status: 'MQL', MQL_DateTime__c: '2018-05-01T08:00:00.000Z', LastActivityDate: '2018-05-20' }),
  lead('mql-of-this-month', { Status: 'MQL', MQL_DateTime__c: '2018-07-01T08:00:00.000Z' }),
  lead('mql-called-this-month', { Status: 'MQL', MQL_DateTime__c: '2018-05-01T08:00:00.000Z', LastActivityDate: '2018-07-01' }),
  lead('high-priority', { Status: 'Raw', LeadSource: 'UserGems Contact Tracking', High_Priority__c: true }),
  lead('sequenced', { Status: 'Inquiry', Actively_Being_Sequenced__c: true }),
  lead('called-this-week', { Status: 'Inquiry', LastActivityDate: '2018-07-11' }),
  lead('accepted', { Status: 'Accepted' }),
  lead('converted', { Status: 'Inquiry', IsConverted: true }),
  lead('merged', { Status: 'Inquiry', MasterRecordId: 'inquiry' }),
  lead('in-its-queue', { Status: 'Inquiry', OwnerId: 'queue-inquiry' }),
];

const NIGHTLY = { disqualified: 'Unqualified, queue-disqualified', ineligible: 'ineligible, queue-ineligible', inquiry: 'Inquiry, queue-inquiry' };

/** Status and owner of the leads that are not as they were. */
const moved = async ({ deps }: InProcessRuntime): Promise<Record<string, string>> => {
  const leads = await deps.records.load('Lead', LEADS.map(({ Id }) => Id));
  return Object.fromEntries(
    [...leads.values()]
      .filter(({ Id, OwnerId, Status }) => LEADS.some((before) => before.Id === Id && (before.OwnerId !== OwnerId || before.Status !== Status)))
      .map(({ Id, Status, OwnerId }) => [Id, `${Status}, ${OwnerId}`] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

describe('queue-clean-up (LR-11)', () => {
  it('off, as it is unless a stage asks for it, is refused and moves nobody', async () => {
    const runtime = await inProcessRuntime({ records: { Lead: LEADS } });
    expect(await runtime.start(WORKFLOWS.queueCleanUp, SATURDAY)).toMatchObject({ status: 'FAILED', error: 'InvalidInputError' });
    expect(await moved(runtime)).toEqual({});
  });

  it('on a week night moves inquiries, ineligible and disqualified leads that nobody works', async () => {
    const runtime = await inProcessRuntime({ records: { Lead: LEADS }, settings });
    expect(await runtime.start(WORKFLOWS.queueCleanUp, FRIDAY)).toMatchObject({ status: 'SUCCEEDED', output: { leads: 3, moved: 3, kept: 0, byRule: { INQUIRY: 1, INELIGIBLE: 1, DISQUALIFIED: 1 } } });
    expect(await moved(runtime)).toEqual(NIGHTLY);
  });

  it('on a Saturday also old leads; a high-priority one, one that is sequenced and one that is worked stay with their owners', async () => {
    const runtime = await inProcessRuntime({ records: { Lead: LEADS }, settings });
    await runtime.start(WORKFLOWS.queueCleanUp, SATURDAY);
    expect(await moved(runtime)).toEqual({ ...NIGHTLY, mql: 'Nurture, queue-nurture', nurture: 'Nurture, queue-nurture', raw: 'Raw, queue-raw' });
    const [mql] = (await runtime.deps.records.load('Lead', ['mql'])).values();
    expect(mql?.Nurture_DateTime__c).toBe('2018-07-15T05:00:00.000Z');
  });

  it('PLAT-07: audits what it moved', async () => {
    const runtime = await inProcessRuntime({ records: { Lead: LEADS }, settings });
    await runtime.start(WORKFLOWS.queueCleanUp, SATURDAY);
    expect((await runtime.deps.decisions.of('mql')).map(({ kind, at, fields }) => ({ kind, at, fields }))).toEqual([
      {
        kind: 'audit',
        at: '2018-07-15T05:00:00.000Z',
        fields: {
          EventId: 'queue-clean-up',
          Actor: 'system',
          Rule: 'LR-11 MQL_30_DAYS',
          Changes: [
            { field: 'OwnerId', old: 'sdr-1', new: 'queue-nurture' },
            { field: 'Status', old: 'MQL', new: 'Nurture' },
          ],
        },
      },
    ]);
  });

  it('keeps whom somebody has taken up since the plan', async () => {
    const runtime = await inProcessRuntime({
      records: { Lead: LEADS },
      settings,
      around: async (step, work) => {
        const result = await work();
        if (step === 'plan-clean-up') await runtime.tables.update('Lead', { Id: 'inquiry' }, { set: { Status: 'Accepted', OwnerId: 'sdr-2' } });
        return result;
      },
    });
    expect(await runtime.start(WORKFLOWS.queueCleanUp, FRIDAY)).toMatchObject({ status: 'SUCCEEDED', output: { leads: 3, moved: 2, kept: 1 } });
    expect((await moved(runtime))['inquiry']).toBe('Accepted, sdr-2');
  });

  it('a second night moves nobody again', async () => {
    const runtime = await inProcessRuntime({ records: { Lead: LEADS }, settings });
    await runtime.start(WORKFLOWS.queueCleanUp, '2018-07-12');
    expect(await runtime.start(WORKFLOWS.queueCleanUp, FRIDAY)).toMatchObject({ status: 'SUCCEEDED', output: { leads: 0, moved: 0, kept: 0 } });
  });

  it.each(['invocation', 'execution'] as const)('PLAT-05: a crash of the %s at any effect, then the retry, ends as without a crash', async (of) => {
    const play = async (crash?: Crash) => {
      const { effects, stopped, ...wrapping } = crashing(crash);
      const runtime = await inProcessRuntime({ records: { Lead: LEADS }, settings, ...wrapping });
      const first = await runtime.start(WORKFLOWS.queueCleanUp, SATURDAY, { signal: stopped });
      expect({ crash, status: first.status }).toEqual({ crash, status: crash?.of === 'execution' ? 'ABORTED' : 'SUCCEEDED' });
      if (crash?.of === 'execution') expect(await runtime.start(WORKFLOWS.queueCleanUp, SATURDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });
      const decisions = await Promise.all(LEADS.map(({ Id }) => runtime.deps.decisions.of(Id)));
      return { effects, ending: { moved: await moved(runtime), decisions, run: await runState(runtime.deps, runIdOf(WORKFLOWS.queueCleanUp, SATURDAY), ['moved']) } };
    };
    const clean = await play();
    for (const [at, { kind }] of clean.effects.entries()) {
      for (const fate of FATES[kind]) {
        const crash: Crash = { at, fate, of };
        expect({ crash, ...(await play(crash)).ending }).toEqual({ crash, ...clean.ending });
      }
    }
    expect(clean.effects.length).toBeGreaterThan(10);
  });
});
