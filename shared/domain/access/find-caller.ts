import type { User } from '../../records/catalogue';

/** A row of `settings.access.principals`. */
export interface PrincipalRow {
  readonly arn: string;
  readonly user: string;
}

/**
 * The active user behind an IAM principal: by the settings' rows, first match first; else, for an assumed role, the user whose e-mail is
 * the name of the session. Undefined when the principal is nobody.
 */
export const findCaller = (principalArn: string, rows: readonly PrincipalRow[], users: ReadonlyMap<string, User>): User | undefined => {
  const row = rows.find(({ arn }) => (arn.endsWith('*') ? principalArn.startsWith(arn.slice(0, -1)) : arn === principalArn));
  const name = row?.user ?? sessionName(principalArn);
  if (name === undefined) return undefined;
  const wanted = name.toLowerCase();
  const user = users.get(name) ?? [...users.values()].find(({ Email }) => Email?.toLowerCase() === wanted);
  return user?.IsActive === true ? user : undefined;
};

/** `arn:aws:sts::111122223333:assumed-role/Sales/ada@company.example` ends in the name of the session. */
const sessionName = (arn: string): string | undefined => /:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1];
