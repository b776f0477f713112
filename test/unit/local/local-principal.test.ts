import { localPrincipal } from '../../../infra/local/local-principal';
import { findCaller } from '../../../shared/domain/access/find-caller';
import type { User } from '../../../shared/records/catalogue';
import { SETTINGS } from '../../support/in-process-runtime';
import { aUser } from '../../support/records';

const USERS = [
  aUser({ Id: 'u1', Role__c: 'AE' }),
  aUser({ Id: 'u2', Role__c: 'Marketing Ops', IsActive: false }),
  aUser({ Id: 'u4', Role__c: 'Marketing Ops' }),
  aUser({ Id: 'u3', Role__c: 'Marketing Ops' }),
  aUser({ Id: 'u5', Email: undefined }),
];
const recordsOf = (users: readonly User[]) => ({ users: async () => new Map(users.map((user) => [user.Id, user])) });

/** The user whom the API sees. */
const seen = async (as: string | undefined, header: string | undefined, users: readonly User[] = USERS): Promise<string | undefined> => {
  const records = recordsOf(users);
  const arn = await localPrincipal(records, as)(header === undefined ? {} : { 'x-revsignal-as': header });
  return arn && findCaller(arn, SETTINGS.access.principals, await records.users())?.Id;
};

describe('whom the API is called as on this machine (UG-01)', () => {
  it.each([
    { what: 'nobody named: Marketing Ops, smallest id', as: undefined, header: undefined, expected: 'u3' },
    { what: 'by --as, an e-mail in any case', as: 'U1@company.example', header: undefined, expected: 'u1' },
    { what: 'by --as, an id', as: 'u5', header: undefined, expected: 'u5' },
    { what: 'by the header, before --as', as: 'u1', header: 'u4@company.example', expected: 'u4' },
    { what: 'who is not active', as: 'u2', header: undefined, expected: undefined },
    { what: 'who is not there', as: undefined, header: 'eve@company.example', expected: undefined },
  ])('$what: $expected', async ({ as, header, expected }) => {
    expect(await seen(as, header)).toBe(expected);
  });

  it('the first active user where nobody is of Marketing Ops', async () => {
    expect(await seen(undefined, undefined, [aUser({ Id: 'b' }), aUser({ Id: 'a', IsActive: false }), aUser({ Id: 'c' })])).toBe('b');
  });
});
