import * as z from 'zod';
import { settingsSchema, type Settings } from '../../../shared/contracts/settings';
import type { RuleRow } from '../../../shared/domain/rule-row';
import { RULE_OBJECTS, ruleRows } from '../../../shared/domain/rule-tables';
import { invalidInputError } from '../../../shared/errors/app-error';
import { checkRules, type CheckedRule } from '../../rules/check-rules';
import { closestName } from '../../rules/closest-name';

/** A whole set of rules with the settings they go by. */
export interface RuleVersion {
  readonly settings: Settings;
  readonly rules: readonly CheckedRule[];
  /** Ids of rules that are switched off: they never hold. */
  readonly off: ReadonlySet<string>;
}

/** The rules of a stage as they stand in this working copy. */
export const rulesOf = (settings: Settings): RuleVersion => ({ settings, rules: checkRules(ruleRows(settings), RULE_OBJECTS), off: new Set() });

const WHAT_A_CHANGE_SAYS = 'give an id with "where", "from" or "until", or with "off": true';
const switchedOff = z.strictObject({ id: z.string(), off: z.literal(true) });
const rewritten = z
  .strictObject({ id: z.string(), where: z.string().optional(), from: z.string().optional(), until: z.string().optional() })
  .refine((change) => Object.keys(change).length > 1, WHAT_A_CHANGE_SAYS);
const changeSchema = z.strictObject({
  rules: z.array(z.union([switchedOff, rewritten], { error: WHAT_A_CHANGE_SAYS })).default([]),
  settings: z.record(z.string(), z.unknown()).default({}),
});

type RuleChange = z.infer<typeof changeSchema>['rules'][number];

/** The settings that a diff can show the effect of; a change of any other would look as if it changed nothing. */
const COMPARED = ['tracking', 'routing', 'notifications.enabled', 'notifications.rule1dMode', 'access.pubSecDefault', 'matching'] as const;

/**
 * Reads a change of the deployed rules, a JSON file (docs/commands.md), and applies it; it is checked as synthesis checks the rules
 * themselves. InvalidInputError names the file and everything that is wrong with it.
 */
export const readRuleChange = (text: string, file: string, deployed: Settings): RuleVersion => {
  const parsed = changeSchema.safeParse(parseJson(text, file));
  if (!parsed.success) throw refused(file, parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(file)'}: ${message}`));
  const settings = changedSettings(parsed.data.settings, file, deployed);
  return { settings, ...changedRules(parsed.data.rules, file, settings) };
};

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused(file, [`no JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
};

const changedSettings = (change: Readonly<Record<string, unknown>>, file: string, deployed: Settings): Settings => {
  const parsed = settingsSchema.safeParse(merge(deployed, change));
  const problems = parsed.success ? [] : parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((name) => unknownSetting([...issue.path, name], deployed)) : [`settings.${issue.path.join('.')}: ${issue.message}`]));
  const elsewhere = leavesOf(change).filter((path) => !COMPARED.some((compared) => path === compared || path.startsWith(`${compared}.`)));
  if (parsed.success && elsewhere.length === 0) return parsed.data;
  throw refused(file, problems.length > 0 ? problems : elsewhere.map((path) => `settings.${path}: a diff cannot show what this changes; it compares ${COMPARED.join(', ')}`));
};

/** Objects are merged, anything else is replaced. */
const merge = (base: unknown, change: unknown): unknown =>
  isObject(base) && isObject(change) ? { ...base, ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, merge(base[name], value)])) } : change;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const leavesOf = (value: unknown): string[] => (isObject(value) ? Object.entries(value).flatMap(([name, inner]) => (isObject(inner) ? leavesOf(inner).map((leaf) => `${name}.${leaf}`) : [name])) : []);

const unknownSetting = (path: readonly PropertyKey[], deployed: Settings): string => {
  const beside = path.slice(0, -1).reduce<unknown>((within, name) => (isObject(within) ? within[String(name)] : undefined), deployed);
  const close = closestName(String(path.at(-1)), isObject(beside) ? Object.keys(beside) : []);
  return `settings.${path.join('.')}: there is no such setting${close === undefined ? '' : `; did you mean ${close}?`}`;
};

const changedRules = (changes: readonly RuleChange[], file: string, settings: Settings): Pick<RuleVersion, 'rules' | 'off'> => {
  const rows = ruleRows(settings);
  const known = new Map(rows.map((row) => [row.id, row]));
  const problems = changes.flatMap(({ id }, index) => {
    if (!known.has(id)) return [unknownRule(id, [...known.keys()])];
    return changes.findIndex((one) => one.id === id) < index ? [`rules.${index}: ${id} is changed twice`] : [];
  });
  if (problems.length > 0) throw refused(file, problems);

  const changed = new Map(changes.flatMap((change) => ('off' in change ? [] : [[change.id, change]])));
  return {
    rules: checked(
      rows.map((row) => {
        const { where = row.where, ...dates } = changed.get(row.id) ?? {};
        return { ...row, ...dates, where };
      }),
      file,
    ),
    off: new Set(changes.flatMap((change) => ('off' in change ? [change.id] : []))),
  };
};

const unknownRule = (id: string, ids: readonly string[]): string => {
  const close = closestName(id, ids);
  return `there is no rule ${id}; ${close === undefined ? `known are ${ids.join(', ')}` : `did you mean ${close}?`}`;
};

const checked = (rows: readonly RuleRow[], file: string): CheckedRule[] => {
  try {
    return checkRules(rows, RULE_OBJECTS);
  } catch (error) {
    throw refused(file, [error instanceof Error ? error.message : String(error)]);
  }
};

const refused = (file: string, problems: readonly string[]) => invalidInputError(`${file} cannot be used: ${problems.join('\n')}`);
