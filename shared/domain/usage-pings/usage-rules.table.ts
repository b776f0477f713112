import type { RuleRow } from '../rule-row';

/** Conditions on accounts that the load of usage pings asks about. */
export const USAGE_RULES = [
  // CE-09: whom nobody works; beside that the owner has to be a Sales Admin.
  { id: 'account/ce-unworked', object: 'Account', where: "Type = 'Prospect - CE User' AND SDR__c = null AND MasterRecordId = null" },
] as const satisfies readonly RuleRow[];
