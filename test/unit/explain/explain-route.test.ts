import { explainRoute } from '../../../infra/local/explain/explain-route';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import type { Decision } from '../../../shared/stores/decision-store';
import { SETTINGS } from '../../support/in-process-runtime';
import { aUser, anAccount } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

const routed = async (path: string, { accountBdrId, matched = true }: { readonly accountBdrId?: string; readonly matched?: boolean }) => {
  const settings = { ...SETTINGS, routing: { ...SETTINGS.routing, alternatePolicies: ['ACTIVELY_WORKED', 'SIX_QA'] } };
  const stores = storeDeps(memoryTables(), bundleConfig(settings, []));
  await seedRecords({ User: [aUser({ Id: 'u-1' }), aUser({ Id: 'u-bdr', IsActive: false })], Account: [anAccount({ Id: 'a-1' })] }, stores);
  const decision: Decision = {
    recordId: 'l-1', kind: 'routing', runId: 'usergems-sync-2024-10-08', about: 'created', at: '2024-10-08T13:00:00.000Z', rulesHash: '', settingsHash: '',
    fields: { Path: path, OwnerId: 'u-1', MatchedAccountId: matched ? 'a-1' : undefined, MatchedBy: 'domain', Segment: 'SMB', Facts: { region: 'AMER', accountBdrId } },
  };
  return explainRoute([decision], { stores, rules: [], now: '2024-10-10T12:00:00.000Z' });
};

const NOT_MARKED = 'the account is not marked do-not-route';
const WORKED = 'policy ACTIVELY_WORKED did not hold, or the account had no active owner';
const SIX_QA = 'policy SIX_QA did not hold, or the account had no active owner';

it.each([
  ['DO_NOT_ROUTE→DEFAULT_OWNER', {}, 'the account is marked do-not-route: the default owner has it', []],
  ['ACTIVELY_WORKED→ACCOUNT_OWNER', {}, 'policy ACTIVELY_WORKED: the account’s owner has it', [NOT_MARKED]],
  ['SIX_QA→ACCOUNT_OWNER', {}, 'policy SIX_QA: the account’s owner has it', [NOT_MARKED, WORKED]],
  ['ACCOUNT_BDR', { accountBdrId: 'u-1' }, 'the account’s BDR has it', [NOT_MARKED, WORKED, SIX_QA]],
  ['SMB_NO_BDR→SDR_RR(AMER)', {}, 'an SMB account without an active BDR: the next in the pool SDR_RR(AMER) has it', [NOT_MARKED, WORKED, SIX_QA, 'the account had no BDR']],
  ['NO_BDR→BDR_RR(EMEA,Large)', { accountBdrId: 'u-bdr' }, 'no active BDR on the account: the next in the pool BDR_RR(EMEA,Large) has it', [NOT_MARKED, WORKED, SIX_QA, 'its BDR Name of u-bdr was not active']],
  ['NO_COVERAGE→DEFAULT_OWNER(APAC,Unknown)', { matched: false }, 'nobody covers APAC, Unknown: the default owner has it', ['no account matched']],
])('RT-02, RT-03, RT-08: %s in words, and what was asked before', async (path, facts, words, passedOver) => {
  expect(await routed(path, facts)).toMatchObject({ path, words, passedOver });
});
