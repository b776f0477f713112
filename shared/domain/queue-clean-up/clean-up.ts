import { Temporal } from 'temporal-polyfill';
import type { Lead } from '../../records/catalogue';
import { entryInto } from '../leads/statuses';
import type { Rules } from '../rule-row';
import { CLEAN_UP_RULES, cleanUpRuleId, UNWORKED_RULE, type HoldingQueue } from './clean-up-rules.table';

export interface CleanUpContext {
  readonly rules: Rules;
  /** Business date, `YYYY-MM-DD`: the Saturday jobs run on Saturdays. */
  readonly on: string;
  /** The instant that status stamps carry. */
  readonly at: string;
  /** Id of the user that stands for each queue. */
  readonly queues: Readonly<Record<HoldingQueue, string>>;
}

/** Fields on which a clean-up depends: a lead in which one of them changes meanwhile is worked by somebody. */
export const CLEAN_UP_FIELDS = ['Status', 'OwnerId', 'LastActivityDate', 'High_Priority__c', 'Actively_Being_Sequenced__c', 'IsConverted', 'MasterRecordId', 'Erased_DateTime__c'] as const satisfies readonly (keyof Lead)[];

const SATURDAY = 6;

/** Owner and status that a rule gives a lead of a status. */
export const cleanedUp = (ruleId: string, status: string | undefined, queues: CleanUpContext['queues']): Pick<Lead, 'OwnerId' | 'Status'> => {
  const rule = CLEAN_UP_RULES.find(({ id }) => id === ruleId);
  if (rule === undefined) throw new Error(`There is no clean-up rule "${ruleId}": deploy the rules with which the run was planned`);
  return { OwnerId: queues[rule.queue], Status: rule.status ?? status };
};

/** Where an unworked lead goes, with the rule that says so; undefined when it stays (LR-11). */
export const cleanUpOf = (lead: Lead, { rules, on, at, queues }: CleanUpContext): { readonly rule: string; readonly after: Lead } | undefined => {
  if (!rules(UNWORKED_RULE)(lead)) return undefined;
  const isSaturday = Temporal.PlainDate.from(on).dayOfWeek === SATURDAY;
  const rule = CLEAN_UP_RULES.find((one) => (one.on === 'every night' || isSaturday) && rules(cleanUpRuleId(one.id))(lead));
  if (rule === undefined) return undefined;
  const after: Lead = { ...lead, ...(rule.status && entryInto(lead, rule.status, at)), OwnerId: queues[rule.queue] };
  return after.OwnerId === lead.OwnerId && after.Status === lead.Status ? undefined : { rule: rule.id, after };
};
