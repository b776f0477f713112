import { activeUserNamed } from '../../shared/domain/access/find-caller';
import type { User } from '../../shared/records/catalogue';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import { LOCAL_ACCOUNT } from './host/template';

/** Names the user of one request: an e-mail or an id. */
const HEADER = 'x-revsignal-as';

type Records = Pick<StoreDeps['records'], 'users'>;

/**
 * The IAM principal that requests to this machine count as: a role's session under the user's e-mail, as IAM Identity Center names it.
 * Undefined when nobody is meant.
 */
export const localPrincipal =
  (records: Records, as: string | undefined) =>
  async (headers: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const user = await localCaller(records, headers[HEADER] ?? as);
    return user && `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/local/${user.Email ?? user.Id}`;
  };

/** The active user of this e-mail or id; when none is named, the one of Marketing Ops with the smallest id, or of all. */
export const localCaller = async (records: Records, name: string | undefined): Promise<User | undefined> => {
  const users = await records.users();
  if (name !== undefined) return activeUserNamed(name, users);
  const active = [...users.values()].filter(({ IsActive }) => IsActive === true).sort((a, b) => (a.Id < b.Id ? -1 : 1));
  return active.find(({ Role__c }) => Role__c === 'Marketing Ops') ?? active[0];
};
