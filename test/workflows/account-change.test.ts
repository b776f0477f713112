import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import { inProcessRuntime, type InProcessRuntime } from '../support/in-process-runtime';
import { INBOUND_TEAM } from '../support/lead-deliveries';
import { aContact, anAccount } from '../support/records';

const AT = '2018-07-04T16:00:00.000Z';
const AFTERWARDS = '2018-07-04T16:01:00.000Z';
const CONTACTS = 2_500;

/** An account with people, of whom one has the SDR already, and one person elsewhere. */
const company = (contacts: number): Promise<InProcessRuntime> =>
  inProcessRuntime({
    records: {
      User: INBOUND_TEAM,
      Account: [anAccount({ Id: 'acme', OwnerId: 'ae-4' }), anAccount({ Id: 'other', OwnerId: 'ae-4' })],
      Contact: [...Array.from({ length: contacts }, (_, index) => aContact({ Id: `c-${index}`, AccountId: 'acme', OwnerId: 'ae-4', ...(index === 0 && { SDR__c: 'sdr-1' }) })), aContact({ Id: 'elsewhere', AccountId: 'other' })],
    },
  });

const changeSdr = async (runtime: InProcessRuntime, id: string, sdr: string | null): Promise<void> => {
  await runtime.deliverLead('crm', { id, version: 1, type: 'changed', object: 'Account', recordId: 'acme', by: 'sadm-1', occurredAt: AT, fields: { SDR__c: sdr } }, AT);
};

const shown = async ({ deps }: InProcessRuntime): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for await (const page of deps.records.pages('Contact')) for (const { AccountId, SDR__c } of page) counts[`${AccountId} ${SDR__c ?? '-'}`] = (counts[`${AccountId} ${SDR__c ?? '-'}`] ?? 0) + 1;
  return counts;
};

describe('account-change (RO-02)', () => {
  it('gives all contacts of the account its SDR, shard by shard, and counts those that showed him already', async () => {
    const runtime = await company(CONTACTS);
    await changeSdr(runtime, 'helped', 'sdr-1');

    expect(await runtime.intake(AFTERWARDS)).toMatchObject({ status: 'SUCCEEDED' });

    expect(await shown(runtime)).toEqual({ 'acme sdr-1': CONTACTS, 'other -': 1 });
    const [run] = await runtime.deps.runs.of(WORKFLOWS.accountChange);
    expect({ counts: run?.counts, shards: run?.plan?.shards }).toEqual({ counts: { listed: CONTACTS, followed: CONTACTS - 1, unchanged: 1 }, shards: ['0001', '0002', '0003'] });
  });

  it('empties the field when the account has no SDR any more', async () => {
    const runtime = await company(3);
    await changeSdr(runtime, 'helped', 'sdr-1');
    await changeSdr(runtime, 'left alone', null);

    await runtime.intake(AFTERWARDS);

    expect(await shown(runtime)).toEqual({ 'acme -': 3, 'other -': 1 });
  });

  it('ends at once for an account without contacts', async () => {
    const runtime = await company(0);
    await changeSdr(runtime, 'helped', 'sdr-1');

    expect((await runtime.intake(AFTERWARDS)).path).toContain(STATES.letContactsFollow);

    expect((await runtime.deps.runs.of(WORKFLOWS.accountChange)).map(({ plan, counts }) => ({ outcome: plan?.outcome, counts }))).toEqual([{ outcome: 'nobody', counts: { listed: 0, followed: 0, unchanged: 0 } }]);
  });
});
