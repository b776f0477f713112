import type { LocalExecution } from '../../../infra/local/runs/executions';
import { keptOutbox } from '../../../infra/local/kept-outbox';
import type { LeadDatabase } from '../../../infra/local/results/results';
import { tellStory } from '../../../infra/local/results/story';
import { NOTHING_IMPORTED } from '../../support/replayed-folder';

const RECEIVED = { eventId: 'e', receivedAt: '2018-07-06T23:00:00.000Z' };
const CLOCK = { clockId: 'forms#e', kind: 'contact_us', eventId: 'e', recordId: 'l', receivedRecordId: 'l', receivedAt: RECEIVED.receivedAt, dueAt: '2018-07-09T23:00:00.000Z', outcome: 'breached' } as const;
const LEADS: LeadDatabase = {
  deliveries: [
    { ...RECEIVED, source: 'forms', outcome: 'processed', reason: '' },
    { ...RECEIVED, source: 'crm', outcome: 'rejected', reason: 'INVALID_BODY:object' },
    { ...RECEIVED, source: 'crm', outcome: 'held', reason: '' },
  ],
  scores: [{ recordId: 'l', at: RECEIVED.receivedAt, eventId: 'e', rows: [], check: '' }],
  clocks: [CLOCK, { ...CLOCK, kind: 'in_product_trial', outcome: 'scored' }],
  alerts: [{ at: CLOCK.dueAt, kind: 'SLA_BREACH', recordId: 'l', recipientRole: 'Owner', recipientId: 'u', reason: 'e', eventId: 'e' }],
  hosts: [],
  records: { Lead: [], Contact: [], Account: [] },
};

const execution = (workflow: string, name: string, status: LocalExecution['status'], fields: Partial<LocalExecution> = {}): LocalExecution => ({
  executionArn: name, stateMachineArn: workflow, workflow, name, input: '{}', status, startedAt: 0, transitions: 10, durationMs: 500, path: [], ...fields,
});

const story = (executions: readonly LocalExecution[], leadDatabase?: LeadDatabase): string =>
  tellStory({ imported: NOTHING_IMPORTED, replayed: { delivered: 3, outside: 0 }, executions, outbox: keptOutbox(), results: { decisions: [], signals: [], scorecards: [], leadDatabase }, users: new Map() });

const sectionOf = (text: string, title: string): string[] => (text.split(`${title}\n`)[1] ?? '').split('\n\n', 1)[0]?.split('\n').map((line) => line.trim()) ?? [];

it('a workflow that ran more often than anybody reads is one line, but each execution that failed has its own', () => {
  const intakes = Array.from({ length: 20 }, (_, index) => execution('lead-intake', `lead-intake-${index}`, 'SUCCEEDED'));
  const waiting = Array.from({ length: 13 }, (_, index) => execution('contact-us-clock', `clock-${index}`, 'RUNNING', { transitions: 0, durationMs: 0 }));

  const text = story([execution('usergems-sync', 'usergems-sync-2018-07-03', 'SUCCEEDED', { output: '{"detected":2}' }), ...intakes, execution('lead-intake', 'lead-intake-broken', 'FAILED', { error: 'NotBalancedError' }), ...waiting]);

  expect(sectionOf(text, 'Runs')).toEqual([
    'usergems-sync-2018-07-03: SUCCEEDED, 10 transitions, 0.5 s  detected 2',
    'lead-intake: 20 executions SUCCEEDED, 200 transitions, 10.0 s',
    'lead-intake-broken: FAILED (NotBalancedError), 10 transitions, 0.5 s',
    'contact-us-clock: 13 executions RUNNING, 0 transitions, 0.0 s',
  ]);
});

it('a lead database has its sections: outcomes, what changed nothing, scores, answers, alerts, and what no run has worked', () => {
  const text = story([], LEADS);

  expect(sectionOf(text, 'What became of the deliveries to the lead database')).toEqual(['1  crm: held', '1  crm: rejected', '1  forms: processed']);
  expect(sectionOf(text, 'Deliveries that changed nothing, and why')).toEqual(['1  crm: INVALID_BODY']);
  expect(sectionOf(text, 'Scores')).toEqual(['1 changes of 1 people']);
  expect(sectionOf(text, 'Answers to Contact Us requests')).toEqual(['1  breached']);
  expect(sectionOf(text, 'Alerts')).toEqual(['1  SLA_BREACH']);
  expect(sectionOf(text, 'What was left, and why')).toContain('1  deliveries to the lead database that no run has worked');
});

it('without one there is no word of it', () => {
  expect(story([])).not.toContain('lead database');
});
