import { isWithoutEffect } from '../../infra/local/diff/compare-lived';
import { leadIdOf } from '../../shared/domain/usergems/event-id';
import { addDays } from '../../shared/domain/time/business-time';
import { TABLE_NAMES } from '../../shared/names/tables';
import { WORKFLOWS } from '../../shared/names/workflows';
import { COMPACT_WEEK, deliverWeek, TUESDAY, WEDNESDAY } from '../support/compact-week';
import { diffUnder, differing, livedAgain, livedWeek, storedLife } from '../support/diff-week';
import { inProcessRuntime } from '../support/in-process-runtime';
import { storeState } from '../support/store-state';
import { aJobChange, aNewHire } from '../support/usergems-bodies';

const SMALL = { domain: 'small.example', company: 'Company small' };

describe('diff: the deployed side', () => {
  it('is what the runs of the week decided: outcomes, owners seat by seat, and every row of the ledger', async () => {
    const week = await livedWeek();
    expect(await livedAgain(week, { days: 7 })).toEqual(await storedLife(week));
  });

  it('is what the runs of several weeks decided, a push among them, each with what the ones before had done to the records', async () => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
    await runtime.keepPush(1, [aJobChange('pushed-1', 'c-07', { company: 'Company small', domain: 'small.example' }), aNewHire('pushed-2', { accountId: 'globex', company: 'Company globex' })]);
    await runtime.start(WORKFLOWS.retroPush, '2024-09-29', { push: 1 });
    await runtime.start(WORKFLOWS.sync, '2024-10-01');
    await runtime.start(WORKFLOWS.notify, '2024-10-02');
    await deliverWeek(runtime);
    await runtime.start(WORKFLOWS.sync, TUESDAY);
    await runtime.start(WORKFLOWS.notify, WEDNESDAY);
    for (const tuesday of ['2024-10-15', '2024-10-22', '2024-10-29', '2024-11-05']) {
      await runtime.start(WORKFLOWS.sync, tuesday);
      await runtime.start(WORKFLOWS.notify, addDays(tuesday, 1));
    }

    const stored = await storedLife(runtime);
    expect(stored.outcomes.filter((line) => line.includes('2024-11-05'))).toHaveLength(3);
    expect(await livedAgain(runtime, { days: 60 })).toEqual(stored);
  });

  it.each([
    { lead: 'that the window made', first: [aJobChange('e-1', 'c-01', SMALL, { email: 'ada@people.example', linkedinUrl: null })], email: 'ada@people.example' },
    { lead: 'that stood there before', first: [], email: 'known@small.example' },
  ])('does not know before its time whose a lead $lead became when an event named its e-mail', async ({ first, email }) => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
    const ada = { linkedinUrl: 'https://www.linkedin.com/in/ada' };
    const bodies = [...first, aJobChange('without e-mail', 'c-02', SMALL, ada), aJobChange('with e-mail', 'c-02', SMALL, { ...ada, email })];
    for (const [index, body] of bodies.entries()) await runtime.deliver(body, `2024-10-03T12:0${index}:00.000Z`);
    await runtime.start(WORKFLOWS.sync, TUESDAY);
    await runtime.start(WORKFLOWS.notify, WEDNESDAY);

    const stored = await storedLife(runtime);
    expect(stored.outcomes.find((line) => line.startsWith('feed:without'))).toContain('lead_created');
    expect(await livedAgain(runtime, { days: 7 })).toEqual(stored);
  });

  it('leaves the store as it was', async () => {
    const week = await livedWeek();
    const before = await storeState(week.tables, TABLE_NAMES);

    await diffUnder(week, { settings: { tracking: { capacity: 3 } } });

    expect(await storeState(week.tables, TABLE_NAMES)).toEqual(before);
  });
});

describe('diff: the other side', () => {
  it('is the same when the others are the deployed rules', async () => {
    const difference = await diffUnder(await livedWeek(), { rules: [{ id: 'opportunity/open', where: 'IsClosed = false' }], settings: { notifications: { rule1dMode: 'title' } } });

    expect(isWithoutEffect(difference)).toBe(true);
    expect({ rules: difference.rules, settings: difference.settings, tracked: difference.tracked.changed, owned: difference.ownership.changed, told: difference.messages.changed }).toEqual({ rules: [], settings: [], tracked: [], owned: [], told: [] });
    expect(difference.window).toEqual({ from: '2024-10-02', to: TUESDAY, signals: 18, unreadable: 0 });
  });

  it('rule 1D read literally tells the BDR of nothing where no renewal is open (D-16)', async () => {
    const { settings, rules, messages, ownership, fallsThrough } = await diffUnder(await livedWeek(), { settings: { notifications: { rule1dMode: 'literal' } } });

    expect(settings).toEqual([{ name: 'notifications.rule1dMode', deployed: 'title', other: 'literal' }]);
    expect(rules.map(({ id, asked }) => ({ id, asked }))).toEqual([{ id: 'notification/1D', asked: true }]);
    expect(messages.changed).toEqual(
      ['globex-1', 'globex-2'].map(leadIdOf).sort().map((recordId) => ({ runDate: WEDNESDAY, recordId, recipient: 'bdr', recipientName: 'Name of bdr', deployed: { rule: '1D', channels: ['email', 'slack'] }, other: undefined })),
    );
    expect(differing(messages.byRule)).toEqual(['1D merged 2 -> 0', '1D recipient_missing 2 -> 0', '1D to_send 4 -> 0']);
    expect(messages.byPerson.filter(({ deployed, other }) => deployed !== other)).toEqual([{ userId: 'bdr', name: 'Name of bdr', deployed: 2, other: 0 }]);
    expect([ownership.changed, differing(fallsThrough)]).toEqual([[], []]);
  });

  it('an alternate policy takes leads out of a pool, and the lead\'s reader changes with its owner (RT-08)', async () => {
    const week = await livedWeek({ records: { ...COMPACT_WEEK, Account: (COMPACT_WEEK.Account ?? []).map((account) => (account.Id === 'small' ? { ...account, OwnerId: 'ae', Six_QA__c: true } : account)) } });

    const { ownership, messages, released } = await diffUnder(week, { settings: { routing: { alternatePolicies: ['SIX_QA'] } } });

    const events = ['marked-1', 'small-1', 'small-2', 'small-3'];
    const release = (event: string) => ({ outcome: 'lead_created', releasedOn: TUESDAY, leadId: leadIdOf(event) });
    expect(ownership.changed).toEqual(
      events.map((event) => ({ signalId: `feed:${event}`, deployed: { ...release(event), path: 'SMB_NO_BDR→SDR_RR(AMER)' }, other: { ...release(event), path: 'SIX_QA→ACCOUNT_OWNER', ownerId: 'ae', ownerName: 'Name of ae' } })),
    );
    expect(differing(ownership.byPath)).toEqual(['SIX_QA→ACCOUNT_OWNER 0 -> 4', 'SMB_NO_BDR→SDR_RR(AMER) 4 -> 0']);
    expect(differing(ownership.byPerson)).toEqual(['Name of ae 0 -> 4', 'Name of sdr-1 2 -> 0', 'Name of sdr-2 2 -> 0']);
    expect(messages.changed.map(({ recordId, recipient, deployed, other }) => [recordId, recipient, deployed?.rule, other?.rule].join(' ')).sort()).toEqual(
      events.flatMap((event) => [`${leadIdOf(event)} SDR_RR(AMER) 1A `, `${leadIdOf(event)} ae  1A`]).sort(),
    );
    expect(differing(released)).toEqual([]);
  });

  it('a rule that expires the day before leaves its records to the next one', async () => {
    const { rules, messages, fallsThrough } = await diffUnder(await livedWeek(), { rules: [{ id: 'notification/3A', until: TUESDAY }] });

    const where = 'Open_Opps__c > 0 AND Open_Late_Stage_Opps__c > 0';
    expect(rules).toEqual([{ id: 'notification/3A', deployed: { where, off: false }, other: { where, until: TUESDAY, off: false }, asked: true }]);
    expect(differing(messages.byRule)).toEqual(['3A to_send 18 -> 0', '3B merged 18 -> 0', '3B to_send 0 -> 18']);
    expect(messages.changed).toHaveLength(18);
    expect(messages.changed[0]).toEqual({ runDate: WEDNESDAY, recordId: 'c-01', recipient: 'ae', recipientName: 'Name of ae', deployed: { rule: '3A', channels: ['email'] }, other: { rule: '3B', channels: ['email'] } });
    expect([differing(messages.byPerson), differing(fallsThrough)]).toEqual([[], []]);
  });

  it('a rule that is switched off lets its records fall through', async () => {
    const { messages, fallsThrough } = await diffUnder(await livedWeek(), { rules: [{ id: 'notification/1B', off: true }] });

    expect(differing(messages.byRule)).toEqual(['1B to_send 1 -> 0', 'NO_RULE no_rule 0 -> 1']);
    expect(fallsThrough.filter(({ onlyOther }) => onlyOther.length > 0)).toEqual([{ name: 'records that no rule held for', deployed: 0, other: 1, onlyDeployed: [], onlyOther: [`${WEDNESDAY} ${leadIdOf('middle-2')}`] }]);
  });

  it('a narrower cohort holds its people back until the first Tuesday (UG-03, UG-07)', async () => {
    const { tracked, released, ownership, fallsThrough } = await diffUnder(await livedWeek(), { rules: [{ id: 'cohort/1/opportunity', where: 'IsWon = true AND CloseDate > 2024-06-30' }] });

    expect(differing(tracked.counts)).toEqual(['cohort 1, tier 1 10 -> 0']);
    expect(tracked.changed.slice(0, 2)).toEqual([{ contactId: 'c-01', deployed: 'cohort 1, tier 1', other: undefined }, { contactId: 'c-02', deployed: 'cohort 1, tier 1', other: undefined }]);
    expect(differing(released)).toEqual([`${TUESDAY} enriched_existing 2 -> 0`, `${TUESDAY} lead_created 12 -> 2`, 'held at the end 3 -> 15']);
    expect(ownership.changed.map(({ other }) => other)).toEqual(Array.from({ length: 12 }, () => ({ outcome: 'held' })));
    expect(differing(fallsThrough)).toEqual(['signals held at the end 3 -> 15', 'leads that nobody covers 1 -> 0', 'records that nobody could be told of 2 -> 0']);
  });

  it('names a changed rule to which nothing in the window was put', async () => {
    const { rules } = await diffUnder(await livedWeek(), { rules: [{ id: 'account-list/target', where: 'Is_Customer__c = false' }] });
    expect(rules).toEqual([{ id: 'account-list/target', deployed: { where: 'Is_Target_Account__c = true', off: false }, other: { where: 'Is_Customer__c = false', off: false }, asked: false }]);
  });
});
