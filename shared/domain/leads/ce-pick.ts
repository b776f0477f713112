import type { Account } from '../../records/catalogue';
import { CE_USER_TYPE } from '../usage-pings/account-from-usage';
import type { CrmFields } from './bodies';
import { inboundRegion } from './inbound-region';
import { isSdr, theUserOf, type Actor } from './roles';
import type { Cause, WorkingSet } from './working-set';

/** An account is picked by a field that is no field: it asks for a task and leaves nothing on the account (CE-10). */
export const PICK_FIELD = 'CE_Pick__c';

export const isPick = (fields: CrmFields): boolean => String(fields[PICK_FIELD]).toLowerCase() === 'true';

/** Why an account may not be picked for follow-up, if so (CE-10). */
export const pickRefusal = (account: Pick<Account, 'Type'>, actor: Actor): 'ARS_ONLY' | 'NOT_CE_ACCOUNT' | undefined => {
  if (actor === 'system' || actor.Role__c !== 'Account Research Specialist') return 'ARS_ONLY';
  return account.Type === CE_USER_TYPE ? undefined : 'NOT_CE_ACCOUNT';
};

/**
 * Asks the director of the account's region who is to work a picked account (CE-10). The reason lists the SDRs of the region by id, each with
 * the number of accounts that show him: `sdr-a=2;sdr-b=0`.
 */
export const noteDirectorsTask = (ws: WorkingSet, account: Account, { at, eventId }: Cause): void => {
  const { region } = inboundRegion(ws.context.countryOf, undefined, account.BillingCountry);
  const director = theUserOf(ws.users.values(), 'RD', (user) => user.Region__c === region) ?? theUserOf(ws.users.values(), 'Sales Admin');
  const sdrs = [...ws.users.values()].filter((user) => isSdr(user) && user.Region__c === region).map(({ Id }) => Id);
  const reason = sdrs.sort().map((sdr) => `${sdr}=${ws.accountsShowing(sdr)}`).join(';');
  ws.note('alerts', { at, eventId, kind: 'RD_TASK', recordId: account.Id, recipientRole: 'RD', recipientId: director?.Id ?? '', reason });
};
