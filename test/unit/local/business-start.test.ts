import { businessStartOn, nextBusinessDate, runIdOfStart, workflowNamed } from '../../../infra/local/runs/business-start';
import type { Schedule } from '../../../infra/local/host/assembly';
import { WORKFLOWS } from '../../../shared/names/workflows';

const SETTINGS = { timeZone: 'America/Los_Angeles', launch: { trainingOn: '2024-09-19', goLiveOn: '2024-09-23', retroPushes: [{ push: 2, on: '2024-09-29', motions: ['new_hire' as const] }] } };

const schedule = (workflow: string, expression: string): Schedule => ({ name: `of ${workflow}`, expression, zone: SETTINGS.timeZone, state: 'ENABLED', targetArn: 'arn', input: JSON.stringify({ workflow, scheduledTime: '<aws.scheduler.scheduled-time>' }) });
const SCHEDULES = [schedule('usergems-sync', 'cron(0 6 ? * TUE *)'), schedule('usergems-notify', 'cron(0 6 ? * WED *)')];

describe('the start of a workflow for a business date', () => {
  it('is at its hour of the timetable in the zone of the stage, across daylight saving (PLAT-02)', () => {
    expect(businessStartOn(WORKFLOWS.sync, '2024-10-08', undefined, SETTINGS)).toEqual({ workflow: 'usergems-sync', businessDate: '2024-10-08', scheduledTime: '2024-10-08T13:00:00.000Z' });
    expect(businessStartOn(WORKFLOWS.scorecard, '2024-12-01', undefined, SETTINGS)).toEqual({ workflow: 'usergems-scorecard', businessDate: '2024-12-01', scheduledTime: '2024-12-01T16:00:00.000Z' });
    expect(businessStartOn(WORKFLOWS.retroPush, '2024-09-29', 2, SETTINGS)).toEqual({ workflow: 'usergems-retro-push', businessDate: '2024-09-29', scheduledTime: '2024-09-29T13:00:00.000Z', push: 2 });
  });

  it('of lead-intake is an instant of whole seconds, for which its run is named; a date is the beginning of its day', () => {
    const start = businessStartOn(WORKFLOWS.leadIntake, '2018-07-03T09:30:00+02:00', undefined, SETTINGS);

    expect(start).toEqual({ workflow: 'lead-intake', businessDate: '2018-07-03', scheduledTime: '2018-07-03T07:30:00.000Z' });
    expect(runIdOfStart(start)).toBe('lead-intake-2018-07-03T07-30-00Z');
    expect(businessStartOn(WORKFLOWS.leadIntake, '2018-07-03', undefined, SETTINGS).scheduledTime).toBe('2018-07-03T07:00:00.000Z');
  });

  it('of any other workflow is a date', () => {
    expect(() => businessStartOn(WORKFLOWS.personScore, '2018-07-03T07:30:00Z', undefined, SETTINGS)).toThrow('person-score runs for a business date: give --as-of as YYYY-MM-DD');
  });

  it.each([
    { workflow: WORKFLOWS.retroPush, push: undefined, message: 'Say which push with --push: the settings know 2 (launch.retroPushes)' },
    { workflow: WORKFLOWS.retroPush, push: 3, message: 'Say which push with --push: the settings know 2 (launch.retroPushes)' },
    { workflow: WORKFLOWS.sync, push: 2, message: '--push belongs to usergems-retro-push; usergems-sync has none' },
  ])('of $workflow with push $push is refused', ({ workflow, push, message }) => {
    expect(() => businessStartOn(workflow, '2024-10-08', push, SETTINGS)).toThrow(message);
  });
});

describe('the next business date', () => {
  const next = (workflow: Parameters<typeof nextBusinessDate>[0], now: string, push?: number) => nextBusinessDate(workflow, push, Date.parse(now), SCHEDULES, SETTINGS);

  it.each([
    { now: '2024-10-08T12:59:00Z', date: '2024-10-08' },
    { now: '2024-10-08T13:00:00Z', date: '2024-10-15' },
    { now: '2024-10-09T00:00:00Z', date: '2024-10-15' },
  ])('of the Tuesday sync at $now is $date', ({ now, date }) => {
    expect(next(WORKFLOWS.sync, now)).toBe(date);
  });

  it('of a push is the day of the settings', () => {
    expect(next(WORKFLOWS.retroPush, '2026-01-01T00:00:00Z', 2)).toBe('2024-09-29');
  });

  it('of a workflow without schedule is for the caller to give', () => {
    expect(() => next(WORKFLOWS.scorecard, '2024-10-08T00:00:00Z')).toThrow('usergems-scorecard is on no schedule of this stage: give its business date with --as-of');
  });
});

it('a workflow is found by its name, and a mistyped one by the closest', () => {
  expect(workflowNamed('usergems-sync')).toBe('usergems-sync');
  expect(() => workflowNamed('usergems-snyc')).toThrow('There is no workflow "usergems-snyc"; did you mean usergems-sync?');
  expect(() => workflowNamed('privacy-erasure')).toThrow('privacy-erasure is started for a person, not for a business date: see revsignal erase --help');
});

it.each(['account-change', 'contact-us-clock', 'ce-assignment'])('%s is started by an event and for no date', (name) => {
  expect(() => workflowNamed(name)).toThrow(`${name} is started by`);
});

it('the next lead-intake is up to this instant', () => {
  expect(nextBusinessDate(WORKFLOWS.leadIntake, undefined, Date.parse('2018-07-03T07:30:00Z'), [], SETTINGS)).toBe('2018-07-03T07:30:00.000Z');
});
