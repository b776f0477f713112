import { local } from '../../../infra/config/local';
import { parseStage, type StageSource } from '../../../infra/config/stage';
import { timetableOf } from '../../../infra/workflows/timetable';
import { HOLDING_QUEUES } from '../../../shared/domain/queue-clean-up/clean-up-rules.table';
import { WORKFLOWS } from '../../../shared/names/workflows';

const stageWith = (settings: Partial<StageSource['settings']>) => parseStage('local', { ...local, settings: { ...local.settings, ...settings } });
const rowsOf = (settings: Partial<StageSource['settings']>, workflow: string) => timetableOf(stageWith(settings)).filter((row) => row.workflow === workflow).map(({ at, enabled }) => ({ at, enabled }));

const queues = Object.fromEntries(HOLDING_QUEUES.map((queue) => [queue, `queue-${queue}`]));
const withCleanUp = (queueCleanUp: StageSource['settings']['leads']['queueCleanUp']): Partial<StageSource['settings']> => ({ leads: { ...local.settings.leads, queueCleanUp } });

describe('the timetable of a stage', () => {
  it('LR-11: has no clean-up unless the stage asks for one; then one every night', () => {
    expect(rowsOf({}, WORKFLOWS.queueCleanUp)).toEqual([]);
    expect(rowsOf(withCleanUp({ enabled: true, queues }), WORKFLOWS.queueCleanUp)).toEqual([{ at: { hour: '22', minute: '0' }, enabled: true }]);
  });

  it('LR-11: a clean-up without a user for every queue is refused', () => {
    expect(() => stageWith(withCleanUp({ enabled: true, queues: { Raw: 'queue-raw' } }))).toThrow('settings.leads.queueCleanUp.queues: needs the id of a user for each of Inquiry, Ineligible, Disqualified, Raw, Nurture');
  });

  it('RO-03: syncs to Outreach every morning, or when an operator does', () => {
    expect(rowsOf({ outreach: { ...local.settings.outreach, sync: 'daily' } }, WORKFLOWS.outreachSync)).toEqual([{ at: { hour: '5', minute: '0' }, enabled: true }]);
    expect(rowsOf({}, WORKFLOWS.outreachSync)).toEqual([{ at: { hour: '5', minute: '0' }, enabled: false }]);
  });
});
