import type { RuleRow } from '../rule-row';
import { INBOUND_POLICY_RULES } from './inbound-policies.table';

/** Conditions on records of the lead database; whether a lead is open is `lead/open` (shared/domain/usergems/records.table.ts). */
export const LEAD_RULES: readonly RuleRow[] = [
  // LR-08: whoever works a lead keeps it.
  { id: 'lead/actively-worked', object: 'Lead', where: "Status IN ('Accepted', 'Qualifying', 'Qualified')" },
  // LR-03: looked at before size (D-27).
  { id: 'account/federal', object: 'Account', where: "Industry IN ('Federal', 'Government', 'Non-Profit', 'Education')" },
  // LR-08: who owns these leads is nobody in particular.
  { id: 'user/stands-in', object: 'User', where: "Role__c IN ('Sales Admin', 'Integration')" },
  // RE-04: whose educational interest is worth a call of an outbound SDR.
  { id: 'account/outbound', object: 'Account', where: "Sales_Segmentation__c IN ('Large', 'Strategic')" },
  ...INBOUND_POLICY_RULES,
];
