import { contactProtection, leadProtection, mayRead } from '../../../shared/domain/access/may-read';
import { anAccount } from '../../support/records';

const PUBSEC = anAccount({ Id: 'ministry', Sales_Segment__c: 'PubSec' });
const ROW = anAccount({ Id: 'agency', Sales_Segment__c: 'Large', PubSec_Type__c: 'ROW-PubSec' });
const COMPANY = anAccount({ Id: 'globex', Sales_Segment__c: 'Large' });
const ACCOUNTS = new Map([PUBSEC, ROW, COMPANY].map((account) => [account.Id, account]));

describe('mayRead (PLAT-11, GP-09 to GP-11)', () => {
  it.each([
    { access: true, byDefault: 'deny', expected: true },
    { access: false, byDefault: 'allow', expected: false },
    { access: undefined, byDefault: 'allow', expected: true },
    { access: undefined, byDefault: 'deny', expected: false },
  ] as const)('public sector, PubSec_Access__c $access, default $byDefault: $expected', ({ access, byDefault, expected }) => {
    const user = { PubSec_Access__c: access };

    expect(mayRead(user, { account: PUBSEC }, byDefault)).toBe(expected);
    expect(mayRead(user, { account: ROW }, byDefault)).toBe(expected);
    expect(mayRead(user, { account: undefined, segment: 'pubsec' }, byDefault)).toBe(expected);
  });

  it('everybody reads everything else', () => {
    expect(mayRead({ PubSec_Access__c: false }, { account: COMPANY, segment: 'Large' }, 'deny')).toBe(true);
    expect(mayRead({ PubSec_Access__c: false }, { account: undefined }, 'deny')).toBe(true);
  });
});

describe('what a record is read through', () => {
  it('a lead: its account, the one of its conversion first, and its own segment', () => {
    expect(leadProtection({ Matched_Account__c: 'globex', Sales_Segment__c: 'PubSec' }, ACCOUNTS)).toEqual({ account: COMPANY, segment: 'PubSec' });
    expect(leadProtection({ Matched_Account__c: 'globex', ConvertedAccountId: 'agency' }, ACCOUNTS)).toEqual({ account: ROW, segment: undefined });
    expect(leadProtection({ Matched_Account__c: 'elsewhere' }, ACCOUNTS)).toEqual({ account: undefined, segment: undefined });
  });

  it('a contact: its account', () => {
    expect(contactProtection({ AccountId: 'ministry' }, ACCOUNTS)).toEqual({ account: PUBSEC });
    expect(contactProtection({}, ACCOUNTS)).toEqual({ account: undefined });
  });
});
