import { explainId, idsOfEmail } from '../../infra/local/explain/explain-id';
import { tellExplanation } from '../../infra/local/explain/tell-explanation';
import { checkRules } from '../../infra/rules/check-rules';
import { RULE_OBJECTS, ruleRows } from '../../shared/domain/rule-tables';
import { leadIdOf } from '../../shared/domain/usergems/event-id';
import { runIdOf, WORKFLOWS, type WorkflowName } from '../../shared/names/workflows';
import { COMPACT_WEEK, deliverWeek, TUESDAY, WEDNESDAY } from '../support/compact-week';
import { inProcessRuntime, SETTINGS, type InProcessRuntime } from '../support/in-process-runtime';
import { aContact, aLead, anOpportunity, aRole } from '../support/records';
import { seedRecords } from '../support/seed-records';

const RULES = checkRules(ruleRows(SETTINGS), RULE_OBJECTS);
const THURSDAY = '2024-10-10T12:00:00.000Z';

const explain = (runtime: InProcessRuntime, id: string, now = THURSDAY) => explainId(id, { stores: runtime.deps, rules: RULES, now });
const tell = async (runtime: InProcessRuntime, id: string, now = THURSDAY): Promise<string> => {
  const explained = await explain(runtime, id, now);
  return explained === undefined ? 'nothing' : tellExplanation(explained, SETTINGS.timeZone);
};

const releasedWeek = async (): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
  await deliverWeek(runtime);
  await runtime.start(WORKFLOWS.sync, TUESDAY);
  return runtime;
};

/** Looked at only; tests that change something make their own. */
let week: InProcessRuntime;
beforeAll(async () => {
  week = await releasedWeek();
  await week.start(WORKFLOWS.notify, WEDNESDAY);
});

describe('what came out, in the words of somebody who sells', () => {
  it('a lead: the event that made it, its way to its owner, each rule with the facts as they were, and who was told (RT-07, NT-14)', async () => {
    const id = leadIdOf('globex-1');

    expect(await tell(week, id)).toBe(`Lead ${id}, Ada Okafor globex-1 at Company globex
  Status Raw, owner Name of bdr (bdr), source UserGems Contact Tracking, created 2024-10-08 06:00

  Where it came from
    feed:globex-1, received 2024-10-03 05:03: It became a lead.
      job change of Ada Okafor globex-1 to Company globex; Tier 1
      released on 2024-10-08, lead ${id}

  Who owns it, and why
    ACCOUNT_BDR: the account’s BDR has it
      given to Name of bdr (bdr) by usergems-sync-2024-10-08
      account Company globex (globex), matched by account id; segment Large, region AMER (United States)
      asked before: the account is not marked do-not-route

  Who was told, and why
    2024-10-09, usergems-notify-2024-10-09
      the facts then: Open_Opps__c 2, Open_Renewal_Opps__c 0, Open_Early_Stage_Opps__c 1, Open_Late_Stage_Opps__c 1, Started_Within_3_Months__c true, Started_Within_6_Months__c true, Is_Customer__c false, Account globex
      Rule 1A (joined a company without an open opportunity in the last 3 months) does not hold: Open_Opps__c = 0 (it is 2)
      Rule 1B (joined a company without an open opportunity more than 3 months ago, or start date not known) does not hold: Open_Opps__c = 0 (it is 2)
      Rule 1C (joined an account with an open opportunity at stage 3 or later) holds: Open_Opps__c > 0 AND Open_Late_Stage_Opps__c > 0 AND Started_Within_6_Months__c = true
      Rule 1D (joined an account with an open opportunity at stage 0 to 2 or an open renewal) holds: Open_Opps__c > 0 AND Started_Within_6_Months__c = true AND (Open_Early_Stage_Opps__c > 0 OR (Is_Customer__c = true AND Open_Renewal_Opps__c > 0))
      1C, AE, Name of ae (ae), by email: told
      1C, Renewal Manager: nobody holds the role; no active renewal manager
      1D, AE, Name of ae (ae): told already in the same digest; rule 1C told it
      1D, BDR, Name of bdr (bdr), by email: told
      1D, BDR, Name of bdr (bdr), by slack: told
      1D, Renewal Manager: nobody holds the role; no active renewal manager
`);
  });

  it('a contact: tracked, moved, marked by a run, and who was told', async () => {
    expect(await tell(week, 'c-04')).toBe(`Contact c-04, Person c-04, VP Engineering at Company acme
  Status Disqualified, new lead ${leadIdOf('globex-1')}

  Is it tracked?
    Tracked in cohort 1, CW Opp Associated Contacts (Large), Tier 1.

  What the vendor delivered about it
    feed:globex-1, received 2024-10-03 05:03: It became a lead.
      job change of Ada Okafor globex-1 to Company globex; Tier 1
      released on 2024-10-08, lead ${leadIdOf('globex-1')}

  Who was told, and why
    2024-10-09, usergems-notify-2024-10-09
      the facts then: Open_Opps__c 2, Open_Renewal_Opps__c 0, Open_Early_Stage_Opps__c 1, Open_Late_Stage_Opps__c 1, Started_Within_3_Months__c false, Started_Within_6_Months__c false, Is_Customer__c false, Account acme
      Rule 3A (left an account with an open opportunity at stage 3 or later) holds: Open_Opps__c > 0 AND Open_Late_Stage_Opps__c > 0
      Rule 3B (left an account with an open opportunity at stage 0 to 2) holds: Open_Opps__c > 0 AND Open_Early_Stage_Opps__c > 0
      3A, AE, Name of ae (ae), by email: told
      3A, Renewal Manager, Name of rm (rm), by slack: told
      3B, AE, Name of ae (ae): told already in the same digest; rule 3A told it
      3B, BDR: nobody holds the role; no active BDR or SDR
      3B, Renewal Manager, Name of rm (rm): told already in the same digest; rule 3A told it

  What runs changed on it
    2024-10-08 06:00, usergems-sync-2024-10-08
      UserGem__NoLongerAtCompany__c: false -> true
      Status: Qualifying -> Disqualified
      Unqualified_Reasons__c: (empty) -> No Longer At Company
      Unqualified_DateTime__c: (empty) -> 2024-10-08T13:00:00.000Z
      UserGem__CurrentLead__c: (empty) -> ${leadIdOf('globex-1')}
      LastModifiedDate: (empty) -> 2024-10-08T13:00:00.000Z
`);
  });

  it('an event: every row of it, the repeated delivery included', async () => {
    expect(await tell(week, 'small-1')).toBe(`Event small-1
  feed:small-1, received 2024-10-03 05:00: It became a lead.
    job change of Ada Okafor small-1 to Company small; Tier 1
    released on 2024-10-08, lead ${leadIdOf('small-1')}
  aside:small-1~request-19, received 2024-10-03 05:18: It repeated an event that was known.
    job change of Ada Okafor small-1 to Company small
    SAME_ID: an event with this id had come in before
    the event is known as feed:small-1: It became a lead.
`);
  });

  it('a message: to whom, and the rule behind each entry; by its own id and by the vendor’s', async () => {
    const vendorId = `slack-${week.slack.sent.findIndex(({ to }) => 'email' in to && to.email === 'bdr@company.example') + 1}`;

    expect(await tell(week, vendorId)).toBe(await tell(week, 'usergems-notify-2024-10-09/bdr#slack'));
    expect(await tell(week, vendorId)).toBe(`Message usergems-notify-2024-10-09/bdr#slack
  digest by slack to Name of bdr (bdr): it was sent
  known to the vendor as ${vendorId}

  Why it says what it says
    Lead Ada Okafor globex-1 (${leadIdOf('globex-1')}), as BDR
      Rule 1D (joined an account with an open opportunity at stage 0 to 2 or an open renewal) holds: Open_Opps__c > 0 AND Started_Within_6_Months__c = true AND (Open_Early_Stage_Opps__c > 0 OR (Is_Customer__c = true AND Open_Renewal_Opps__c > 0))
    Lead Ada Okafor globex-2 (${leadIdOf('globex-2')}), as BDR
      Rule 1D (joined an account with an open opportunity at stage 0 to 2 or an open renewal) holds: Open_Opps__c > 0 AND Started_Within_6_Months__c = true AND (Open_Early_Stage_Opps__c > 0 OR (Is_Customer__c = true AND Open_Renewal_Opps__c > 0))
`);
  });
});

describe('--json', () => {
  it('a lead that nobody was told about: whole', async () => {
    const id = leadIdOf('hire-target');
    const CURRENT = { rulesHash: week.deps.rulesHash, rulesAreCurrent: true, settingsHash: week.deps.settingsHash, settingsAreCurrent: true };

    expect(asJson(await explain(week, id))).toEqual({
      kind: 'Lead',
      id,
      name: 'Ada Okafor hire-target',
      company: 'Company globex',
      status: 'Raw',
      owner: { id: 'bdr', name: 'Name of bdr' },
      createdAt: '2024-10-08T13:00:00.000Z',
      leadSource: 'UserGems - New Hires & Promotions',
      signals: [
        {
          signalId: 'feed:hire-target', eventId: 'hire-target', source: 'feed', receivedAt: '2024-10-03T12:15:00.000Z', motion: 'new_hire', person: 'Ada Okafor hire-target', newCompany: 'Company globex',
          outcome: 'lead_created', reasons: [], leadId: id, releasedOn: '2024-10-08', runId: 'usergems-sync-2024-10-08',
        },
      ],
      route: {
        runId: 'usergems-sync-2024-10-08', at: '2024-10-08T13:00:00.000Z', under: CURRENT, path: 'ACCOUNT_BDR', words: 'the account’s BDR has it', owner: { id: 'bdr', name: 'Name of bdr' },
        matchedAccount: { id: 'globex', name: 'Company globex' }, matchedBy: 'account_id', segment: 'Large', facts: { region: 'AMER', country: 'United States', accountBdrId: 'bdr' },
        passedOver: ['the account is not marked do-not-route'],
      },
      notifications: [],
      silence: {
        because: 'entry_not_met',
        words: 'it is no lead that notifications are about',
        entry: {
          rule: 'notification/entry/Lead', state: 'in_force', holds: false,
          why: {
            soql: "LeadSource = 'UserGems Contact Tracking' AND CreatedDate = YESTERDAY", holds: false, op: 'and',
            of: [
              { soql: "LeadSource = 'UserGems Contact Tracking'", holds: false, field: 'LeadSource', value: 'UserGems - New Hires & Promotions' },
              { soql: 'CreatedDate = YESTERDAY', holds: true, field: 'CreatedDate', value: '2024-10-08T13:00:00.000Z', days: { first: '2024-10-08', last: '2024-10-08' } },
            ],
          },
        },
      },
      changes: [],
    });
  });

  it('UG-07: an event that is held back, and the run that it waits for: whole', async () => {
    expect(asJson(await explain(week, 'held-middle'))).toEqual({
      kind: 'Event',
      id: 'held-middle',
      deliveries: [],
      signals: [
        {
          signalId: 'feed:held-middle', eventId: 'held-middle', source: 'feed', receivedAt: '2024-10-03T12:12:00.000Z', motion: 'job_change', person: 'Ada Okafor held-middle', newCompany: 'Company small', outcome: 'held',
          reasons: [{ code: 'FIRST_TUESDAY', words: 'the past contact is not Tier 1: such changes are released on the first Tuesday of a month' }], tier: '2', contactId: 'c-middle', runId: 'usergems-sync-2024-10-08',
          waitsFor: { runId: 'usergems-sync-2024-11-05', businessDate: '2024-11-05', state: 'scheduled' },
        },
      ],
    });
  });

  it('every part of a decision says when rules and settings have changed since', async () => {
    const stores = { ...week.deps, rulesHash: 'others' };

    expect(await explainId(leadIdOf('globex-1'), { stores, rules: RULES, now: THURSDAY })).toMatchObject({
      route: { under: { rulesHash: week.deps.rulesHash, rulesAreCurrent: false, settingsAreCurrent: true } },
      notifications: [{ under: { rulesAreCurrent: false } }],
    });
  });
});

describe('why nothing happened', () => {
  it('a contact without any role is not tracked, and nothing names it', async () => {
    await seedRecords({ Contact: [aContact({ Id: 'c-alone' })] }, week.deps);

    expect(await explain(week, 'c-alone')).toMatchObject({ tracking: { tracked: false, words: 'not tracked: it has no role on any opportunity' }, signals: [], silence: { because: 'entry_not_met' } });
  });

  it('UG-03: a contact that is in no cohort: the opportunity and the condition it failed at', async () => {
    await seedRecords(
      { Contact: [aContact({ Id: 'c-open', AccountId: 'middle' })], Opportunity: [anOpportunity({ Id: 'lost', AccountId: 'middle', IsClosed: true })], OpportunityContactRole: [aRole('lost', 'c-open')] },
      week.deps,
    );

    const lines = (await tell(week, 'c-open')).split('\n');

    expect(lines.slice(lines.indexOf('  Is it tracked?') + 1, lines.indexOf('  What the vendor delivered about it') - 1)).toEqual([
      '    Not tracked: no opportunity that it has a role on puts it into a cohort.',
      '    opportunity Deal lost (lost) at Company middle (middle), segment Mid-Market',
      '      cohort 2, CW Opp Associated Contacts (Mid-Market)',
      '        Rule cohort/2/opportunity does not hold: IsWon = true (it is false)',
      '      cohort 6, Contacts associated with Open Opp (Mid-Market)',
      '        Rule cohort/6/opportunity does not hold: IsClosed = false (it is true)',
    ]);
  });

  it('an event that came in after the release: its tier as the tracked list has it, and the next Tuesday', async () => {
    expect(await explain(week, 'too-late')).toMatchObject({ signals: [{ outcome: 'held', tier: '1', waitsFor: { runId: 'usergems-sync-2024-10-15', state: 'scheduled' } }] });
    expect(await explain(week, 'too-late', '2024-10-15T13:00:00.000Z')).toMatchObject({ signals: [{ waitsFor: { runId: 'usergems-sync-2024-10-15', state: 'missed' } }] });
  });

  it('a delivery that was refused names its fields', async () => {
    expect(await explain(week, 'invalid')).toMatchObject({
      signals: [{ outcome: 'rejected', reasons: [{ words: expect.stringContaining('required fields are missing or wrong: detectedAt,') }] }],
    });
  });

  it('what nobody knows is nothing, and an e-mail leads to its ids', async () => {
    expect(await explain(week, 'ug-9')).toBeUndefined();
    expect(await idsOfEmail('KNOWN@small.example', { stores: week.deps })).toEqual(['lead-open']);
    expect(await idsOfEmail('ug-9', { stores: week.deps })).toEqual([]);
  });

  describe('of a record that entered no notification run', () => {
    const silenceOf = async (runtime: InProcessRuntime, id: string, now = THURSDAY): Promise<unknown> => {
      const explained = await explain(runtime, id, now);
      return explained && 'silence' in explained ? explained.silence : explained;
    };
    const failed = async ({ deps }: InProcessRuntime, workflow: WorkflowName, businessDate: string): Promise<void> => {
      const runId = runIdOf(workflow, businessDate);
      await deps.runs.open({ runId, workflow, businessDate, scheduledTime: `${businessDate}T13:00:00.000Z`, push: undefined }, runId);
      await deps.runs.record(runId, { status: 'FAILED', error: 'ConfigError: SLACK_API_URL is missing' });
    };
    let released: InProcessRuntime;
    beforeAll(async () => {
      released = await releasedWeek();
    });

    it('the run is still to come, or did not take place', async () => {
      const run = { runId: 'usergems-notify-2024-10-09', businessDate: '2024-10-09' };

      expect(await silenceOf(released, 'c-04', '2024-10-09T12:59:59.999Z')).toMatchObject({ because: 'run', run: { ...run, state: 'scheduled' }, entry: { holds: true } });
      expect(await silenceOf(released, 'c-04', '2024-10-09T13:00:00.000Z')).toMatchObject({ because: 'run', run: { ...run, state: 'missed' }, words: expect.stringContaining('replay usergems-notify') });
    });

    it('NT-11: it came with a retro-active push, or it was merged away', async () => {
      await seedRecords({ Lead: [aLead({ Id: 'l-retro', Retro_Active_Push__c: '1' }), aLead({ Id: 'l-merged', MasterRecordId: 'l-master' })] }, released.deps);

      expect(await silenceOf(released, 'l-retro')).toEqual({ because: 'retro_active', words: 'it came with a retro-active push, which tells nobody' });
      expect(await silenceOf(released, 'l-merged')).toEqual({ because: 'merged', words: 'it was merged into l-master, which is told of instead' });
    });

    it('the run failed, with its error', async () => {
      await failed(released, WORKFLOWS.notify, WEDNESDAY);

      expect(await silenceOf(released, 'c-04')).toMatchObject({ because: 'run', run: { state: 'failed', error: 'ConfigError: SLACK_API_URL is missing' } });
    });

    it('a held event whose run failed says so', async () => {
      await failed(released, WORKFLOWS.sync, '2024-10-15');

      expect(await explain(released, 'too-late')).toMatchObject({ signals: [{ waitsFor: { runId: 'usergems-sync-2024-10-15', state: 'failed', error: 'ConfigError: SLACK_API_URL is missing' } }] });
    });

    it('it came into the store after the run', async () => {
      await seedRecords({ Lead: [aLead({ Id: 'l-late', CreatedDate: '2024-10-08T20:00:00.000Z' })] }, week.deps);

      expect(await silenceOf(week, 'l-late')).toMatchObject({ because: 'not_seen', entry: { holds: true } });
    });

    it('NT-11: notifications were switched off', async () => {
      const muted = await inProcessRuntime({ records: COMPACT_WEEK, settings: { ...SETTINGS, notifications: { ...SETTINGS.notifications, enabled: false } } });
      await deliverWeek(muted);
      await muted.start(WORKFLOWS.sync, TUESDAY);
      await muted.start(WORKFLOWS.notify, WEDNESDAY);

      expect(await silenceOf(muted, 'c-04')).toMatchObject({ because: 'muted', words: 'notifications were switched off on 2024-10-09' });
    });
  });
});

/** As it is printed: what is undefined is left out. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
