import { findCaller } from '../../../shared/domain/access/find-caller';
import type { User } from '../../../shared/records/catalogue';
import { aUser } from '../../support/records';

const USERS = new Map([aUser({ Id: 'ada', Email: 'Ada@company.example' }), aUser({ Id: 'bo' }), aUser({ Id: 'gone', IsActive: false })].map((user): [string, User] => [user.Id, user]));
const SSO = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Sales_0123456789abcdef';
const ROWS = [
  { arn: 'arn:aws:iam::111122223333:user/reports', user: 'bo' },
  { arn: `${SSO}/boss@company.example`, user: 'bo' },
  { arn: `${SSO}/*`, user: '{session}' },
  { arn: 'arn:aws:iam::111122223333:user/gone', user: 'gone' },
  { arn: 'arn:aws:iam::111122223333:user/*', user: 'ada@COMPANY.example' },
];

describe('findCaller (UG-01)', () => {
  it.each([
    { what: 'an exact row', arn: 'arn:aws:iam::111122223333:user/reports', expected: 'bo' },
    { what: 'a row for any rest, by e-mail in any case', arn: 'arn:aws:iam::111122223333:user/anybody', expected: 'ada' },
    { what: 'the first row that fits', arn: `${SSO}/boss@company.example`, expected: 'bo' },
    { what: 'the session of a role whose row says so', arn: `${SSO}/ada@company.example`, expected: 'ada' },
    { what: 'a session that names nobody', arn: `${SSO}/eve@company.example`, expected: undefined },
    { what: 'a session of another role, which anybody may have named so', arn: 'arn:aws:sts::111122223333:assumed-role/Anything/ada@company.example', expected: undefined },
    { what: 'a user who is not active', arn: 'arn:aws:iam::111122223333:user/gone', expected: undefined },
    { what: 'no row', arn: 'arn:aws:iam::444455556666:user/reports', expected: undefined },
  ])('$what: $expected', ({ arn, expected }) => {
    expect(findCaller(arn, ROWS, USERS)?.Id).toBe(expected);
  });
});
