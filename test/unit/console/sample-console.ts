import type { ConsoleAbout } from '../../../infra/local/console/page';
import { stageNamed } from '../../../infra/config/stages';
import type { LocalExecution } from '../../../infra/local/runs/executions';
import type { Mail, Post } from '../../../infra/local/host/outbox';
import { keptOutbox } from '../../../infra/local/kept-outbox';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import { feedSignalId, unclaimedSignalId } from '../../../shared/stores/signal-store';

export const NOW = Date.parse('2024-10-09T13:30:00Z');
export const SYNC = 'usergems-sync-2024-10-08';
export const NOTIFY = 'usergems-notify-2024-10-09';

export const anExecution = (changes: Partial<LocalExecution>): LocalExecution => ({
  executionArn: 'arn:execution', stateMachineArn: 'arn:machine', name: SYNC, workflow: WORKFLOWS.sync, input: '{"businessDate":"2024-10-08"}', output: '{"detected":3}',
  status: 'SUCCEEDED', startedAt: NOW, stoppedAt: NOW, durationMs: 1_500, transitions: 13, path: ['Open the run', 'Every signal has an outcome'],
  ...changes,
});

export const aMail = (changes: Partial<Mail> = {}): Mail => ({
  id: 'local-1', from: 'revsignal@mail.company.example', to: ['ada@reps.example'], cc: [], bcc: [], replyTo: [], subject: '1 person joined a new company',
  html: '<p>Ada <b>moved</b></p>', text: 'Ada moved', at: '2024-10-09T13:00:00.000Z',
  ...changes,
});

export const aPost = (changes: Partial<Post> = {}): Post => ({
  ts: '1728478800.000001', channel: 'D616461', recipient: 'ada@reps.example', text: 'Ada moved\nto Globex', at: '2024-10-09T13:00:00.000Z',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Ada* moved' } }],
  ...changes,
});

/** A stage after one Tuesday and one Wednesday; `from` is the text that came from outside, wherever something did. */
export const sampleConsole = async (from: (harmless: string) => string = (harmless) => harmless): Promise<ConsoleAbout> => {
  const tables = memoryTables();
  const stores = storeDeps(tables, bundleConfig(stageNamed('local').settings, []));
  const hashes = { rulesHash: 'rules-1', settingsHash: 'settings-1' };

  const runs = [
    { runId: SYNC, workflow: WORKFLOWS.sync, businessDate: '2024-10-08', scheduledTime: '2024-10-08T13:00:00.000Z', push: undefined },
    { runId: NOTIFY, workflow: WORKFLOWS.notify, businessDate: '2024-10-09', scheduledTime: '2024-10-09T13:00:00.000Z', push: undefined },
  ] as const;
  for (const run of runs) await stores.runs.open(run, run.runId);
  await stores.runs.freezePlan(SYNC, { outcome: 'planned', shards: ['0001'], counts: { signals: 3, held: 1 } });
  await stores.runs.keepShards(SYNC, [{ shard: '0001', work: {} }]);
  await (await stores.runs.lease(SYNC, '0001')).record('written', {}, { 'outcome:lead_created': 1 });
  await stores.runs.addUsage(SYNC, { ItemsRead: 1_234 });
  await stores.runs.record(SYNC, {
    status: 'SUCCEEDED',
    counts: { detected: 3, leadsCreated: 1, held: 1, failed: 0, skipped: { [from('NOT_TARGET_ACCOUNT')]: 1 } },
    report: { byMotion: { 'job_change/tier 1/lead_created': 1, 'job_change/tier 2/held': 1, 'new_hire/rejected': 1 }, refused: [{ eventId: from('ug-3'), reason: from('NOT_TARGET_ACCOUNT') }], refusedInAll: 1, noCoverage: {} },
  });
  await stores.runs.record(NOTIFY, { status: 'FAILED', error: `NotBalancedError: ${from('1 record is missing')}` });

  await tables.putMany([
    { table: 'User', item: { Id: '005A', Name: from('Lee Ito'), Email: 'lee@reps.example' } },
    { table: 'Account', item: { Id: '001A', Name: from('Globex') } },
    { table: 'Lead', item: { Id: '00QA', FirstName: from('Ada'), LastName: from('Okafor'), Title: from('CTO'), OwnerId: '005A', Matched_Account__c: '001A', UserGem__EventId__c: 'ug-1', [from('Carried__c')]: from('along') } },
  ]);
  await stores.decisions.keep([
    { recordId: '00QA', kind: 'routing', runId: SYNC, about: 'created', at: '2024-10-08T13:00:00.000Z', fields: { Path: from('ACCOUNT_BDR'), OwnerId: '005A', EventId: 'ug-1', Facts: { country: from('Germany') } }, ...hashes },
    { recordId: '00QA', kind: 'notification', runId: NOTIFY, about: '1C/AE/005A/email', at: '2024-10-09T13:00:00.000Z', fields: { Rule: '1C', RecipientId: '005A', RecipientRole: 'AE', Channel: 'email', Outcome: 'sent', Facts: { Open_Opps__c: 2, Account: '001A' } }, ...hashes },
    { recordId: '00QA', kind: 'audit', runId: SYNC, about: 'ug-2', at: '2024-10-08T13:00:00.000Z', fields: { Changes: [{ field: 'Title', old: from('VP'), new: from('CTO') }] }, ...hashes },
  ]);

  const signal = { source: 'feed', receivedAt: '2024-10-03T17:05:00.000Z', body: `{"id":"ug-1","title":${JSON.stringify(from('CTO'))}}` } as const;
  await stores.signals.accept({ ...signal, signalId: feedSignalId('ug-1'), eventId: 'ug-1', outcome: 'lead_created', reason: from('SAME_EMPLOYER'), leadId: '00QA', runId: SYNC });
  await stores.signals.keep({ ...signal, signalId: unclaimedSignalId('ug-1', 'delivery-2'), eventId: 'ug-1', receivedAt: '2024-10-04T17:05:00.000Z', outcome: 'duplicate', reason: 'SAME_ID' });
  await stores.signals.accept({ ...signal, signalId: feedSignalId('ug-3'), eventId: 'ug-3', outcome: 'rejected', reason: 'NOT_TARGET_ACCOUNT', runId: SYNC });
  await stores.signals.keep({ ...signal, signalId: unclaimedSignalId('ug-9', 'delivery-3'), eventId: 'ug-9', outcome: 'rejected', reason: `INVALID_BODY:${from('type')}`, body: from('no JSON') });

  await stores.messages.freeze({ runId: NOTIFY, messageId: '005A#email', kind: 'digest', channel: 'email', recipientId: '005A', content: {} });
  const digest = await stores.messages.find(NOTIFY, '005A#email');
  if (digest !== undefined && (await stores.messages.claim(digest))) await stores.messages.settle(await stores.messages.partSent(digest, 'local-1'), 'SENT', from('no reason'));

  const outbox = keptOutbox();
  await outbox.keepMail(aMail({ subject: from('1 person joined a new company'), html: `<p>${from('Ada moved')}</p>`, text: from('Ada moved') }));
  await outbox.keepPost(aPost({ text: from('Ada moved'), blocks: [{ type: 'section', text: { type: 'mrkdwn', text: from('Ada moved') } }, { type: from('actions') }] }));

  const failed = anExecution({ name: NOTIFY, workflow: WORKFLOWS.notify, status: 'FAILED', error: from('NotBalancedError'), cause: JSON.stringify({ errorMessage: from('1 record is missing') }), path: ['Open the run', 'Run failed'] });
  const usergems = {
    contacts: new Map([[from('ada@globex.example'), [{ relationshipType: from('Open Opp Contact'), signal: 'Contact Tracking' }]]]),
    accounts: new Map([['Target accounts', new Set(['globex.example'])], ['Customers', new Set<string>()]]),
    taken: [{ at: '2024-10-07T20:00:00.000Z', action: 'POST /contact', fields: { email: from('ada@globex.example') } }],
    counts: { taken: 2, limited: 1 },
  };
  return { outbox, usergems, executions: { all: () => [anExecution({}), failed] }, stores, now: () => NOW };
};
