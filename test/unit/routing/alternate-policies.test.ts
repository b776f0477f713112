import { ALTERNATE_POLICIES } from '../../../shared/domain/routing/alternate-policies.table';
import { routeLead } from '../../../shared/domain/routing/route';
import type { Account } from '../../../shared/records/catalogue';
import { anAccount, aUser } from '../../support/records';
import { rulesAt } from '../../support/rules';

const rules = rulesAt('2024-10-08T13:00:00.000Z');
const users = new Map([aUser({ Id: 'ae-1', Role__c: 'AE' }), aUser({ Id: 'ae-gone', Role__c: 'AE', IsActive: false }), aUser({ Id: 'bdr-1', Role__c: 'BDR' }), aUser({ Id: 'admin', Role__c: 'Sales Admin' })].map((user) => [user.Id, user]));
const routed = (account: Partial<Account>, alternatePolicies: readonly string[]) =>
  routeLead({ account: anAccount({ Id: 'a-1', OwnerId: 'ae-1', BDR_Assigned__c: 'bdr-1', ...account }), region: 'EMEA', segment: 'Large' }, { users, alternatePolicies, rules });

describe('the alternate policies of UserGems leads (RT-08)', () => {
  const CASES: Readonly<Record<string, Partial<Account>>> = {
    ACTIVELY_WORKED: { Prospecting_Status__c: 'actively working' },
    PUBSEC: { Sales_Segment__c: 'PubSec' },
    STRATEGIC_INDUSTRY: { Industry: 'Telecommunications' },
    SIX_QA: { Six_QA__c: true },
  };

  it('each has its case here', () => {
    expect(Object.keys(CASES)).toEqual(ALTERNATE_POLICIES.map(({ id }) => id));
  });

  it.each(Object.entries(CASES))('%s: off, the regular path decides; on, the account owner gets the lead', (id, account) => {
    expect(routed(account, [])).toEqual({ path: 'ACCOUNT_BDR', ownerId: 'bdr-1' });
    expect(routed(account, [id])).toEqual({ path: `${id}→ACCOUNT_OWNER`, ownerId: 'ae-1' });
  });

  it.each(Object.entries(CASES))('%s: on, it leaves other accounts and accounts without an active owner to the regular path', (id, account) => {
    expect(routed({}, [id])).toEqual({ path: 'ACCOUNT_BDR', ownerId: 'bdr-1' });
    expect(routed({ ...account, OwnerId: 'ae-gone' }, [id])).toEqual({ path: 'ACCOUNT_BDR', ownerId: 'bdr-1' });
  });

  it('does not touch an account that must not be routed', () => {
    expect(routed({ Six_QA__c: true, Do_Not_Route__c: true }, ['SIX_QA'])).toEqual({ path: 'DO_NOT_ROUTE→DEFAULT_OWNER', ownerId: 'admin' });
  });
});
