import type { User } from '../../records/catalogue';

/** A row of `settings.access.principals`. */
export interface PrincipalRow {
  readonly arn: string;
  readonly user: string;
}

/** Stands in a row's `user` for the name of the role's session. */
export const SESSION_NAME = '{session}';

/**
 * The active user behind an IAM principal, by the first of the settings' rows that fits its ARN; undefined when the principal is nobody.
 * A session's name counts only where a row says so: whoever may assume a role chooses the name, unless IAM Identity Center or the role's
 * trust policy sets it.
 */
export const findCaller = (principalArn: string, rows: readonly PrincipalRow[], users: ReadonlyMap<string, User>): User | undefined => {
  const row = rows.find(({ arn }) => (arn.endsWith('*') ? principalArn.startsWith(arn.slice(0, -1)) : arn === principalArn));
  const name = row?.user === SESSION_NAME ? sessionName(principalArn) : row?.user;
  return name === undefined ? undefined : activeUserNamed(name, users);
};

/** The active user of this id, or of this e-mail in any case. */
export const activeUserNamed = (name: string, users: ReadonlyMap<string, User>): User | undefined => {
  const wanted = name.toLowerCase();
  const user = users.get(name) ?? [...users.values()].find(({ IsActive, Email }) => IsActive === true && Email?.toLowerCase() === wanted);
  return user?.IsActive === true ? user : undefined;
};

/** `arn:aws:sts::111122223333:assumed-role/Sales/ada@company.example` ends in the name of the session. */
const sessionName = (arn: string): string | undefined => /:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1];
