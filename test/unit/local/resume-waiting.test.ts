import { resumeWaiting } from '../../../infra/local/runs/resume-waiting';
import { memoryStarter } from '../../../shared/adapters/memory/memory-starter';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { assignmentTaskOf, contactUsClockExecution } from '../../../shared/domain/leads/event-executions';
import { callbackStore } from '../../../shared/stores/callback-store';
import { clockStore } from '../../../shared/stores/clock-store';

it('whoever waited for somebody when the process ended waits again, and who was told does not', async () => {
  const tables = memoryTables();
  const [callbacks, clocks, starter] = [callbackStore(tables), clockStore(tables), memoryStarter()];
  const clock = { clockId: 'forms#for-1', kind: 'contact_us', eventId: 'for-1', recordId: 'l-1', receivedRecordId: 'l-1', receivedAt: '2018-07-06T23:00:00.000Z', dueAt: '2018-07-09T23:00:00.000Z', outcome: 'open' } as const;
  await tables.putMany([clocks.toPut(clock)]);
  await callbacks.keep({ taskId: clock.clockId, kind: 'contact_us', token: 'token-1', about: 'l-1' });
  await callbacks.keep({ taskId: assignmentTaskOf('a-1'), kind: 'rd_task', token: 'token-2', about: 'a-1' });
  await callbacks.keep({ taskId: assignmentTaskOf('a-2'), kind: 'rd_task', token: 'token-3', about: 'a-2' });
  await callbacks.take(assignmentTaskOf('a-2'));

  await resumeWaiting(await callbacks.waiting(), { clocks, starter, now: () => 1_000 });

  expect([...starter.started].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { workflow: 'ce-assignment', name: 'ce-assignment-a-1-1000', input: { accountId: 'a-1' } },
    { workflow: 'contact-us-clock', name: contactUsClockExecution(clock.clockId), input: { clockId: clock.clockId, dueAt: clock.dueAt } },
  ]);
});
