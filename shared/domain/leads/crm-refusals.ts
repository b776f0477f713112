import type { ValueWarning } from '../../records/parse-record';
import { parentRefusal } from './account-hierarchy';
import type { CrmFields, CrmObject } from './bodies';
import { isPick, pickRefusal } from './ce-pick';
import { isPerson, type CrmRecord } from './crm-record';
import { fieldSalesOwner, ownerRefusal } from './ownership';
import { isSdr, type Actor } from './roles';
import { overrideStands, userCount } from './segments';
import { USER_COUNT_FIELDS } from './segments.table';
import { sourceRefusal } from './sources';
import { statusRefusal } from './statuses';
import type { WorkingSet } from './working-set';

/** A record as somebody wants it: what he sent, the record before (none of a new one), and as it would be. */
export interface CrmWish {
  readonly ws: WorkingSet;
  readonly actor: Actor;
  readonly object: CrmObject;
  readonly fields: CrmFields;
  readonly before: CrmRecord | undefined;
  readonly after: CrmRecord;
  readonly warnings: readonly ValueWarning[];
}

type Refusal = (wish: CrmWish) => string | undefined;

/** What an initial source may be: set once (LD-05), to one that is on the list and active (LD-08); a new record needs one (LD-07). */
const source: Refusal = ({ ws, before, after, object }) => {
  if (!isPerson(object)) return undefined;
  if (before === undefined) return sourceRefusal(after.LeadSource, ws.context.settings);
  if (after.LeadSource === before.LeadSource) return undefined;
  return before.LeadSource === undefined ? sourceRefusal(after.LeadSource, ws.context.settings) : 'SOURCE_IMMUTABLE';
};

const status: Refusal = ({ object, before, after, fields }) => (isPerson(object) ? statusRefusal(before ?? after, fields) : undefined);

const fraction: Refusal = ({ object, fields }) =>
  (object === 'Lead' || object === 'Account') && USER_COUNT_FIELDS[object].some((field) => userCount(fields[field]) === 'FRACTION') ? 'FRACTION' : undefined;

/** A contact belongs to an account. */
const account: Refusal = ({ ws, object, before, after }) => {
  if (object !== 'Contact' || (before !== undefined && after.AccountId === before.AccountId)) return undefined;
  return ws.get('Account', after.AccountId) === undefined ? 'ACCOUNT_UNKNOWN' : undefined;
};

/** Whoever has a record already may keep it, and nobody is asked about an owner whom a new record gets by itself. */
const owner: Refusal = ({ ws, before, after, fields, actor }) =>
  'OwnerId' in fields && after.OwnerId !== before?.OwnerId ? ownerRefusal(ws, before?.OwnerId, after.OwnerId, actor) : undefined;

/** A contact of field sales has the owner of its account (RO-01). */
const follows: Refusal = ({ ws, object, before, after }) => {
  if (object !== 'Contact' || before === undefined || after.OwnerId === before.OwnerId) return undefined;
  const owner = fieldSalesOwner(ws, ws.get('Account', after.AccountId));
  return owner === undefined || owner.Id === after.OwnerId ? undefined : 'OWNER_FOLLOWS_ACCOUNT';
};

const sdr: Refusal = ({ ws, before, after }) => (after.SDR__c !== undefined && after.SDR__c !== before?.SDR__c && !isSdr(ws.users.get(after.SDR__c)) ? 'SDR_UNKNOWN' : undefined);

const parent: Refusal = ({ ws, before, after }) => (after.ParentId === undefined || after.ParentId === before?.ParentId ? undefined : parentRefusal(ws, after.Id, after.ParentId));

const override: Refusal = ({ fields, after }) => ('Potential_EE_Users__c' in fields && !overrideStands(after) ? 'OVERRIDE_NOT_ABOVE_LICENSES' : undefined);

const pick: Refusal = ({ object, fields, after, actor }) => (object === 'Account' && isPick(fields) ? pickRefusal(after, actor) : undefined);

/** What cannot be stored: dates of engagement that are none, and what only a merge writes. */
const body: Refusal = ({ fields, warnings }) => {
  const undated = ['EE_Trial_End__c', 'Last_Demo_Or_Chat__c'].filter((field) => warnings.some((warning) => warning.field === field));
  const wrong = [...undated, ...['Id', 'MasterRecordId'].filter((field) => field in fields)];
  return wrong.length === 0 ? undefined : `INVALID_BODY:${wrong.map((field) => `fields.${field}`).join(',')}`;
};

/** Why a change is refused as a whole: the first that holds (contracts-leads, section 10). */
const REFUSALS: readonly Refusal[] = [source, status, fraction, account, owner, follows, sdr, parent, override, pick, body];

export const refusalOf = (wish: CrmWish): string | undefined => {
  for (const refuses of REFUSALS) {
    const reason = refuses(wish);
    if (reason !== undefined) return reason;
  }
  return undefined;
};
