import { mergeRecords, type MergeReport } from '../../infra/local/merge/merge-records';
import { unmergeRecords } from '../../infra/local/merge/undo-merge';
import type { WorkflowExecution } from '../../shared/ports/workflow-executions';
import type { Lead } from '../../shared/records/catalogue';
import { inProcessRuntime, type InProcessRuntime } from '../support/in-process-runtime';
import { aContact, aLead, aUser } from '../support/records';

const NOW = Date.parse('2018-07-05T16:00:30.000Z');
const A = aLead({ Id: 'a', LeadSource: 'Demo', Initial_Source_DateTime__c: '2018-01-02T00:00:00.000Z', CreatedDate: '2018-01-02T00:00:00.000Z', Person_Score__c: 40, Email: 'ada@co7.example' });
const B = aLead({ Id: 'b', LeadSource: 'Conference', Initial_Source_DateTime__c: '2017-12-30T00:00:00.000Z', CreatedDate: '2017-12-30T00:00:00.000Z', Person_Score__c: 70, Title: 'CTO', Email: 'ada@past.example' });

const aRuntime = (): Promise<InProcessRuntime> => inProcessRuntime({ records: { User: [aUser({ Id: 'ops-1', Role__c: 'Marketing Ops' })], Lead: [A, B], Contact: [aContact({ Id: 'c' })] } });

/** Merges as the command does, with the stream worked in this process. */
const merge = (runtime: InProcessRuntime, survivorId: string, mergedId: string, by: string): Promise<MergeReport> => {
  const ended = new Map<string, WorkflowExecution>();
  return mergeRecords(survivorId, mergedId, by, {
    ...runtime.deps,
    starter: {
      start: async (_, name, input) => {
        const { until } = input as { readonly until: string };
        const { status, error, cause } = await runtime.intake(until);
        ended.set(name, { status: status === 'SUCCEEDED' ? status : 'FAILED', ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
        return 'started';
      },
    },
    executions: { find: async (_, name) => ended.get(name) },
    pause: () => Promise.resolve(),
    now: () => NOW,
  });
};

const lead = async (runtime: InProcessRuntime, id: string): Promise<Lead | undefined> => (await runtime.deps.records.load('Lead', [id])).get(id);

describe('merging by hand (LD-06)', () => {
  it('is a delivery of the stream: the oldest source and the larger score win, and the preview said so', async () => {
    const runtime = await aRuntime();

    const report = await merge(runtime, 'a', 'b', 'ops-1');

    expect(report).toMatchObject({ object: 'Lead', status: 'SUCCEEDED', outcome: 'processed', reasons: [] });
    const [survivor, merged] = [await lead(runtime, 'a'), await lead(runtime, 'b')];
    expect(survivor).toMatchObject({ LeadSource: 'Conference', Person_Score__c: 70, Title: 'CTO' });
    expect(merged).toMatchObject({ MasterRecordId: 'a' });
    for (const { field, result } of report.fields) expect([field, Reflect.get(survivor ?? {}, field)]).toEqual([field, result]);
  });

  it('an undo brings both records back as they were', async () => {
    const runtime = await aRuntime();
    await merge(runtime, 'a', 'b', 'system');

    await unmergeRecords('a', 'b', { by: 'ops-1', now: NOW + 60_000 }, runtime.deps);

    const { LastModifiedDate: _, ...survivor } = (await lead(runtime, 'a')) ?? { Id: '' };
    const { LastModifiedDate: __, ...merged } = (await lead(runtime, 'b')) ?? { Id: '' };
    expect(survivor).toEqual(A);
    expect(merged).toEqual(B);
  });

  it('one that the stream refuses changes nothing, and says why', async () => {
    const runtime = await aRuntime();

    expect(await merge(runtime, 'a', 'b', 'nobody')).toMatchObject({ outcome: 'rejected', reasons: [{ code: 'ACTOR_UNKNOWN', words: 'whoever made the change is no active user' }] });
    expect(await lead(runtime, 'a')).toEqual(A);
    expect(await lead(runtime, 'b')).toEqual(B);
  });

  it('of two objects is refused before anything is written', async () => {
    const runtime = await aRuntime();

    await expect(merge(runtime, 'a', 'c', 'system')).rejects.toThrow('c is no lead, and a is one: both have to be of one object');
    expect(await runtime.deps.deliveries.countDue('2099-01-01T00:00:00.000Z')).toBe(0);
  });
});
