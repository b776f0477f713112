import { isDeepStrictEqual } from 'node:util';
import { SCORECARD_CHANNELS, scorecardMessageId } from '../../shared/contracts/scorecard-message';
import { DEFAULT_BANDS } from '../../shared/domain/scorecard/bands.table';
import type { Mark, Scorecard } from '../../shared/domain/scorecard/scorecard';
import { leadIdOf } from '../../shared/domain/usergems/event-id';
import { ERROR_NAMES } from '../../shared/names/errors';
import { STATES } from '../../shared/names/states';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import { INTERRUPTED } from '../../shared/runtime/deliver-message';
import type { Signal } from '../../shared/stores/signal-store';
import { crashing, FATES, type Crash, type Effect } from '../support/crashes';
import { inProcessRuntime, SETTINGS, type InProcessRuntime } from '../support/in-process-runtime';
import { aLead, aTask } from '../support/records';
import { afterSeptember, FIRST_OF_NOVEMBER, FIRST_OF_OCTOBER } from '../support/scorecard-month';
import { seedRecords } from '../support/seed-records';
import { copyOf } from '../support/store-state';

const RUN_ID = runIdOf(WORKFLOWS.scorecard, FIRST_OF_OCTOBER);
const PROGRAMME_OWNERS = ['marketing-operations@company.example', 'sales-development@company.example'];
const SENT = [STATES.sendScorecard, STATES.wasItRateLimited];
const SETTLED = [STATES.settleScorecard, STATES.scorecardIsOut];

const makeScorecard = (runtime: InProcessRuntime, options: Parameters<InProcessRuntime['start']>[2] = {}, date = FIRST_OF_OCTOBER) => runtime.start(WORKFLOWS.scorecard, date, options);
const subjects = ({ email }: InProcessRuntime): string[] => email.sent.map(({ subject }) => subject);
const kept = async ({ deps }: InProcessRuntime, month: string): Promise<Scorecard> => {
  const scorecard = await deps.scorecards.find(month);
  if (!scorecard) throw new Error(`No scorecard of ${month}`);
  return scorecard;
};
const gradesOf = ({ rows }: Scorecard): Mark[] => rows.map(({ grade }) => grade);

describe('the monthly scorecard', () => {
  it('SC-01, SC-05: grades the month before, sends it once by e-mail and Slack, and puts its books out', async () => {
    const runtime = await afterSeptember();

    const execution = await makeScorecard(runtime);

    const counts = { month: '2024-09', bandsVersion: 'SC-T1', atBenchmark: 8, below: 3, notMeasured: 0, messages: { email: 'sent', slack: 'sent' } };
    expect(execution).toMatchObject({ status: 'SUCCEEDED', trace: [STATES.openRun, STATES.gradeTheMonth, ...SENT, ...SETTLED], output: counts });
    expect(await runtime.deps.runs.find(RUN_ID)).toMatchObject({ status: 'SUCCEEDED', counts });
    expect(runtime.email.sent.map(({ to, subject }) => ({ to, subject }))).toEqual([{ to: PROGRAMME_OWNERS, subject: 'UserGems scorecard, September 2024: 8 of 11 at or above benchmark' }]);
    expect(runtime.slack.sent.map(({ to }) => to)).toEqual([{ channel: '#usergems' }]);
  });

  it('SC-08, SC-10: measures every category in the records', async () => {
    const runtime = await afterSeptember();
    await makeScorecard(runtime);

    const scorecard = await kept(runtime, '2024-09');

    expect(scorecard.rows.map(({ number, grade, value, part, whole }) => ({ number, grade, value, part, whole }))).toEqual([
      { number: 1, grade: 'B', value: 5 / 6, part: 5, whole: 6 },
      { number: 2, grade: 'B', value: 0.8, part: 4, whole: 5 },
      { number: 3, grade: 'B', value: 0.6, part: 3, whole: 5 },
      { number: 4, grade: 'C+', value: 2, part: 2, whole: 3 },
      { number: 5, grade: 'C+', value: 0.5, part: 1, whole: 2 },
      { number: 6, grade: 'B', value: 1 / 6, part: 1, whole: 6 },
      { number: 7, grade: 'B', value: 0.4, part: 2, whole: 5 },
      { number: 8, grade: 'A', value: 0.6, part: 3, whole: 5 },
      { number: 9, grade: 'B', value: 0.5, part: 2, whole: 4 },
      { number: 10, grade: 'A', value: 2, part: undefined, whole: 2 },
      { number: 11, grade: 'F', value: 1.5, part: 3, whole: 2 },
    ]);
    expect(scorecard).toMatchObject({ month: '2024-09', runId: RUN_ID, issue: RUN_ID, gradedAt: '2024-10-01T15:00:00.000Z', bandsVersion: 'SC-T1', rulesHash: runtime.deps.rulesHash, settingsHash: runtime.deps.settingsHash });
    expect(scorecard.ownership).toEqual({ ownerId: 'bdr', ownerName: 'Name of bdr', value: 0.8, part: 4, whole: 5, flagged: true });
  });

  it('counts what happened on the contact that a lead was converted to, and leaves out leads that were merged away, erased or not of a change', async () => {
    const runtime = await afterSeptember();
    const created = { CreatedDate: '2024-09-10T13:00:00.000Z' };
    await seedRecords(
      {
        Lead: [
          aLead({ Id: 'converted', ...created, IsConverted: true, ConvertedContactId: 'c-new' }),
          aLead({ Id: 'merged', ...created, MasterRecordId: 'converted' }),
          aLead({ Id: 'erased', ...created, Erased_DateTime__c: '2024-09-20T13:00:00.000Z' }),
          aLead({ Id: 'assistant', ...created, LeadSource: 'UserGems - Meeting Assistant' }),
          aLead({ Id: 'webinar', ...created, LeadSource: 'Webcast' }),
          aLead({ Id: 'june', CreatedDate: '2024-07-01T06:59:59.999Z' }),
          aLead({ Id: 'july', CreatedDate: '2024-07-01T07:00:00.000Z' }),
          aLead({ Id: 'october', CreatedDate: '2024-10-01T07:00:00.000Z' }),
        ],
        Task: [
          aTask({ Id: 't-before', WhoId: 'c-new', CompletedDateTime: '2024-09-09T13:00:00.000Z' }),
          aTask({ Id: 't-after', WhoId: 'c-new', CompletedDateTime: '2024-09-12T13:00:00.000Z' }),
        ],
      },
      runtime.deps,
    );

    await makeScorecard(runtime);

    const { rows } = await kept(runtime, '2024-09');
    expect(rows.slice(8).map(({ value, part, whole }) => ({ value, part, whole }))).toEqual([
      { value: 0.5, part: 3, whole: 6 },
      { value: 2, part: undefined, whole: 3 },
      { value: 4 / 3, part: 4, whole: 3 },
    ]);
  });

  it('SC-05: a rerun in the same month sends nothing, also under another business date, and changes nothing', async () => {
    const runtime = await afterSeptember();
    await makeScorecard(runtime);
    const before = await kept(runtime, '2024-09');
    await seedRecords({ Task: [aTask({ Id: 't-8', WhoId: leadIdOf('to-nowhere'), CompletedDateTime: '2024-09-30T13:00:00.000Z' })] }, runtime.deps);

    expect(await makeScorecard(runtime, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await makeScorecard(runtime, {}, '2024-10-15')).toMatchObject({ status: 'SUCCEEDED' });

    expect([runtime.email.sent.length, runtime.slack.sent.length]).toEqual([1, 1]);
    expect(await kept(runtime, '2024-09')).toEqual(before);
  });

  it('SC-05: a forced run grades the records of today and sends again', async () => {
    const runtime = await afterSeptember();
    await makeScorecard(runtime);
    await seedRecords({ Task: [aTask({ Id: 't-8', WhoId: leadIdOf('to-nowhere'), CompletedDateTime: '2024-09-30T13:00:00.000Z' })] }, runtime.deps);

    expect(await makeScorecard(runtime, { rerun: 1, force: true })).toMatchObject({ status: 'SUCCEEDED' });

    expect([runtime.email.sent.length, runtime.slack.sent.length]).toEqual([2, 2]);
    expect((await kept(runtime, '2024-09')).rows[8]).toMatchObject({ grade: 'A', part: 3, whole: 4 });
  });

  it('SC-04: a new benchmark of 60 % for category 9 turns 0.52 into C+ in the next scorecard and leaves the old one unchanged', async () => {
    const records = (month: string) => ({
      Lead: Array.from({ length: 100 }, (_, index) => aLead({ Id: `${month}-${index}`, CreatedDate: `${month}-10T13:00:00.000Z` })),
      Task: Array.from({ length: 52 }, (_, index) => aTask({ Id: `t-${month}-${index}`, WhoId: `${month}-${index}`, CompletedDateTime: `${month}-11T13:00:00.000Z` })),
    });
    const september = await inProcessRuntime({ records: records('2024-09') });
    await makeScorecard(september);
    const stricter = {
      version: '2024-10',
      categories: { ...DEFAULT_BANDS.categories, engagementRate: DEFAULT_BANDS.categories.engagementRate.map((band) => (band.grade === 'B' ? { ...band, atLeast: 0.6 } : band)) },
    };
    const october = await inProcessRuntime({ tables: september.tables, records: records('2024-10'), settings: { ...SETTINGS, scorecard: { ...SETTINGS.scorecard, bands: stricter } } });

    await makeScorecard(october, {}, FIRST_OF_NOVEMBER);

    const nine = async (month: string) => {
      const { bandsVersion, rows } = await kept(october, month);
      return { bandsVersion, value: rows[8]?.value, grade: rows[8]?.grade, previousGrade: rows[8]?.previousGrade };
    };
    expect(await nine('2024-09')).toEqual({ bandsVersion: 'SC-T1', value: 0.52, grade: 'B', previousGrade: undefined });
    expect(await nine('2024-10')).toEqual({ bandsVersion: '2024-10', value: 0.52, grade: 'C+', previousGrade: 'B' });
    expect(october.email.sent[0]?.text).toContain('9 Engagement Rate: C+  ▼ B → C+\n');
  });

  it('SC-08: adding 100 filtered-out changes to 100 sent moves Filtering to 50 %; repeats, unreadable deliveries and what waits are no detected changes', async () => {
    const runtime = await inProcessRuntime();
    const keep = (name: string, signal: Pick<Signal, 'outcome' | 'releasedOn'>) =>
      runtime.deps.signals.keepMany(Array.from({ length: 100 }, (_, index): Signal => ({ signalId: `${name}-${index}`, eventId: `${name}-${index}`, source: 'feed', reason: '', body: '{}', ...signal })));
    const filtering = async (rerun: number): Promise<unknown> => {
      await makeScorecard(runtime, { rerun, force: true });
      return (await kept(runtime, '2024-09')).rows[5];
    };
    await keep('sent', { outcome: 'lead_created', releasedOn: '2024-09-24' });
    await keep('repeated', { outcome: 'duplicate', releasedOn: undefined });
    await keep('unreadable', { outcome: 'rejected', releasedOn: undefined });
    await keep('waiting', { outcome: 'held', releasedOn: undefined });
    await keep('june', { outcome: 'rejected', releasedOn: '2024-06-25' });
    expect(await filtering(1)).toMatchObject({ value: 0, part: 0, whole: 100, grade: 'A' });

    await keep('filtered', { outcome: 'rejected', releasedOn: '2024-09-24' });
    expect(await filtering(2)).toMatchObject({ value: 0.5, part: 100, whole: 200, grade: 'C' });
  });

  it('SC-07: grades a programme without any record, and has nothing to measure in most of it', async () => {
    const runtime = await inProcessRuntime();

    await makeScorecard(runtime);

    expect(gradesOf(await kept(runtime, '2024-09'))).toEqual(['F', 'N/A', 'N/A', 'F', 'N/A', 'N/A', 'N/A', 'N/A', 'N/A', 'N/A', 'N/A']);
  });

  it('SC-09: keeps the history, newest first, and compares with the scorecard before', async () => {
    const runtime = await afterSeptember();
    await makeScorecard(runtime);
    await seedRecords({ Task: [aTask({ Id: 't-8', WhoId: leadIdOf('to-nowhere'), CompletedDateTime: '2024-10-02T13:00:00.000Z' })] }, runtime.deps);
    await makeScorecard(runtime, {}, FIRST_OF_NOVEMBER);

    const history = await runtime.deps.scorecards.history({ limit: 12 });

    expect(history.map(({ month, comparedWith }) => ({ month, comparedWith }))).toEqual([{ month: '2024-10', comparedWith: '2024-09' }, { month: '2024-09', comparedWith: undefined }]);
    expect(history.map(({ rows }) => rows[8]?.grade)).toEqual(['A', 'B']);
    expect(runtime.email.sent[1]?.text).toContain('9 Engagement Rate: A  ▲ B → A\n');
    expect(subjects(runtime)[1]).toBe('UserGems scorecard, October 2024: 8 of 11 at or above benchmark, as many as in September 2024');
  });

  it('PLAT-08: comes back when a vendor asks for it', async () => {
    const runtime = await afterSeptember();
    runtime.slack.failNext({ outcome: 'rate_limited', retryAfterSeconds: 30 });

    const execution = await makeScorecard(runtime);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', seconds: 30, trace: [STATES.openRun, STATES.gradeTheMonth, ...SENT, STATES.waitAsSlackAsked, ...SENT, ...SETTLED] });
    expect([runtime.email.sent.length, runtime.slack.sent.length]).toEqual([1, 1]);
  });

  it('PLAT-08: what one channel refuses stops neither the other nor the run, and operations hear of it', async () => {
    const runtime = await afterSeptember();
    runtime.email.failNext({ outcome: 'refused', reason: 'MessageRejected' });

    const execution = await makeScorecard(runtime);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { messages: { email: 'failed', slack: 'sent' } } });
    expect(subjects(runtime)).toEqual(['[MESSAGES_NOT_SENT] The scorecard did not arrive or may not have arrived']);
    expect(runtime.slack.sent.map(({ to }) => to)).toEqual([{ channel: '#usergems' }, { channel: '#revsignal-operations' }]);
  });

  it('needs no Slack channel', async () => {
    const { recipients } = SETTINGS.scorecard;
    const runtime = await afterSeptember({ settings: { ...SETTINGS, scorecard: { ...SETTINGS.scorecard, recipients: { emails: recipients.emails } } } });

    expect(await makeScorecard(runtime)).toMatchObject({ status: 'SUCCEEDED', output: { messages: { email: 'sent' } } });
    expect(runtime.slack.sent).toEqual([]);
  });

  it('an error that would come again parks the run', async () => {
    const runtime = await afterSeptember({
      around: (step, work) => (step === 'grade-month' ? Promise.reject(Object.assign(new Error('no such table'), { name: ERROR_NAMES.config })) : work()),
    });

    expect(await makeScorecard(runtime)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.config, trace: [STATES.openRun, STATES.gradeTheMonth, STATES.parkForOperator, STATES.runFailed] });
    expect(await runtime.deps.runs.find(RUN_ID)).toMatchObject({ status: 'FAILED', error: 'ConfigError: no such table' });
  });
});

describe('PLAT-05, SC-05: a crash at any effect of the scorecard, then the retry', () => {
  interface Ending {
    readonly effects: readonly Effect[];
    readonly scorecard: Scorecard;
    readonly messages: readonly { readonly state: string | undefined; readonly reason: string | undefined }[];
    /** Scorecards that left, and alerts. */
    readonly mails: readonly [scorecards: number, alerts: number];
    readonly posts: readonly [scorecards: number, alerts: number];
  }

  const play = async (before: InProcessRuntime['tables'], crash?: Crash): Promise<Ending> => {
    const { effects, stopped, ...wrapping } = crashing(crash);
    const runtime = await inProcessRuntime({ tables: await copyOf(before), ...wrapping });
    const first = await makeScorecard(runtime, { signal: stopped });
    expect(first.status).toBe(crash?.of === 'execution' ? 'ABORTED' : 'SUCCEEDED');
    if (crash?.of === 'execution') expect(await makeScorecard(runtime, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });
    const scorecard = await kept(runtime, '2024-09');
    const messages = await Promise.all(SCORECARD_CHANNELS.map((channel) => runtime.deps.messages.find(RUN_ID, scorecardMessageId(scorecard, channel))));
    const count = (texts: readonly string[]): readonly [number, number] => [texts.filter((text) => text.startsWith('UserGems scorecard')).length, texts.filter((text) => !text.startsWith('UserGems scorecard')).length];
    return {
      effects,
      scorecard,
      messages: messages.map((message) => ({ state: message?.state, reason: message?.reason })),
      mails: count(subjects(runtime)),
      posts: count(runtime.slack.sent.map(({ post }) => post.text)),
    };
  };

  it.each(['invocation', 'execution'] as const)('of the %s keeps the same scorecard, sends it at most once, and never hides that it may not have left', async (of) => {
    const before = (await afterSeptember()).tables;
    const clean = await play(before);
    expect(clean).toMatchObject({ messages: [{ state: 'SENT' }, { state: 'SENT' }], mails: [1, 0], posts: [1, 0] });

    const crashes = clean.effects.flatMap((effect, at) => FATES[effect.kind].filter((fate) => of === 'invocation' || (fate !== 'unsent' && fate !== 'lost')).map((fate): Crash => ({ at, fate, of })));
    for (const crash of crashes) {
      const crashed = await play(before, crash);
      const effect = clean.effects[crash.at];
      const at = `${effect?.step}, ${effect?.what}: ${crash.fate}`;
      const unknown = crashed.messages.filter(({ state }) => state === 'UNKNOWN').length;

      if (!isDeepStrictEqual(crashed.scorecard, clean.scorecard)) expect({ at, scorecard: crashed.scorecard }).toEqual({ at, scorecard: clean.scorecard });
      expect({ at, states: crashed.messages.map(({ state, reason }) => (state === 'UNKNOWN' ? reason : state)) }).toEqual({ at, states: crashed.messages.map(({ state }) => (state === 'UNKNOWN' ? INTERRUPTED : 'SENT')) });
      expect({ at, mails: crashed.mails[0] <= 1 && (crashed.mails[0] === 1 || crashed.messages[0]?.state === 'UNKNOWN') }).toEqual({ at, mails: true });
      expect({ at, posts: crashed.posts[0] <= 1 && (crashed.posts[0] === 1 || crashed.messages[1]?.state === 'UNKNOWN') }).toEqual({ at, posts: true });
      expect({ at, unknown, alerts: [crashed.mails[1], crashed.posts[1]] }).toEqual({ at, unknown, alerts: unknown > 0 ? [1, 1] : [0, 0] });
    }
    expect(crashes.length).toBeGreaterThan(clean.effects.length);
  }, 120_000);
});
