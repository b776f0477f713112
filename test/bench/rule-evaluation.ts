import { cpuUsage } from 'node:process';
import jsonata from 'jsonata';
import { Engine } from 'json-rules-engine';
import { parseSoql } from '../../infra/rules/parse-soql';
import { compile } from '../../shared/soql/compile';
import { median } from './median';
import type { Row } from './row';

type Lead = { readonly LeadSource: string; readonly CreatedDate: string; readonly Open_Opportunities: number; readonly StageName: string; readonly UserGem__JobStartedDate__c: string | null };
type Evaluate = (lead: Lead) => boolean | Promise<boolean>;
/** `aim`: how many times as fast as this one the compiled rule should be. */
type Contestant = { readonly engine: string; readonly evaluate: Evaluate; readonly aim?: string };
type Contest = { readonly rule: string; readonly contestants: readonly Contestant[] };

const AS_OF = '2024-10-09T13:00:00.000Z';
const TIME_ZONE = 'America/Los_Angeles';
const FIELDS = {
  LeadSource: 'picklist',
  CreatedDate: 'datetime',
  Open_Opportunities: 'number',
  StageName: 'picklist',
  UserGem__JobStartedDate__c: 'date',
} as const;

const SOURCE = 'usergems contact tracking';
const [DAY_START, DAY_END] = ['2024-10-08T07:00:00.000Z', '2024-10-09T07:00:00.000Z'];
const EARLY_STAGES = ['0-pending acceptance', '1-discovery', '2-scoping'];
const STARTED_SINCE = '2024-04-09';

const AIMS = { engine: 'at least 50', byHand: 'at least 0.5' };

const ROUNDS = 9;
const ROUND_MS = 40;

/**
 * How often one rule is evaluated against one record in a second of processor time (so that a busy machine does not blur it): ours beside
 * json-rules-engine, jsonata and a closure written by hand, taking turns in this process, median of several rounds.
 * All say the same of every record, or it throws.
 */
export const benchRuleEvaluation = async (): Promise<Row[]> => {
  const leads = sampleLeads();
  const rows: Row[] = [];
  for (const { rule, contestants } of [entryRule(), stageRule()]) {
    await assertAgreement(rule, contestants, leads);
    const rates = await medianRates(contestants, leads);
    const ours = rates[0] ?? 0;
    contestants.forEach(({ engine, aim }, index) => {
      const rate = rates[index] ?? 0;
      rows.push({ name: `${rule}: ${engine}`, value: rate, unit: 'evaluations per CPU second' });
      if (index > 0) rows.push({ name: `${rule}: compiled SOQL over ${engine}`, value: ours / rate, unit: 'times', ...(aim !== undefined && { aim }) });
    });
  }
  return rows;
};

/** NT-02 as it stands in the rule table. */
const entryRule = (): Contest => {
  const engine = new Engine();
  addOperators(engine);
  engine.addRule({
    conditions: {
      all: [
        { fact: 'LeadSource', operator: 'equalsIgnoringCase', value: SOURCE },
        { fact: 'CreatedDate', operator: 'atOrAfter', value: DAY_START },
        { fact: 'CreatedDate', operator: 'before', value: DAY_END },
      ],
    },
    event: { type: 'enters' },
  });
  const expression = jsonata(`$lowercase(LeadSource) = "${SOURCE}" and CreatedDate >= "${DAY_START}" and CreatedDate < "${DAY_END}"`);

  return {
    rule: 'NT-02',
    contestants: [
      { engine: 'compiled SOQL', evaluate: compiled("LeadSource = 'UserGems Contact Tracking' AND CreatedDate = YESTERDAY") },
      { engine: 'by hand', aim: AIMS.byHand, evaluate: (lead) => isSource(lead.LeadSource) && lead.CreatedDate >= DAY_START && lead.CreatedDate < DAY_END },
      { engine: 'json-rules-engine', aim: AIMS.engine, evaluate: runEngine(engine) },
      { engine: 'jsonata', evaluate: (lead) => expression.evaluate(lead) },
    ],
  };
};

/** Like NT-05, rule 1C, with the stage of one opportunity beside the lead. */
const stageRule = (): Contest => {
  const engine = new Engine();
  addOperators(engine);
  engine.addRule({
    conditions: {
      all: [
        { fact: 'LeadSource', operator: 'equalsIgnoringCase', value: SOURCE },
        { fact: 'Open_Opportunities', operator: 'greaterThan', value: 0 },
        { fact: 'StageName', operator: 'notInIgnoringCase', value: EARLY_STAGES },
        { fact: 'UserGem__JobStartedDate__c', operator: 'atOrAfter', value: STARTED_SINCE },
      ],
    },
    event: { type: 'matches' },
  });
  const stages = EARLY_STAGES.map((stage) => `"${stage}"`).join(', ');
  const expression = jsonata(
    `$lowercase(LeadSource) = "${SOURCE}" and Open_Opportunities > 0 and $not($lowercase(StageName) in [${stages}])
     and (UserGem__JobStartedDate__c != null and UserGem__JobStartedDate__c >= "${STARTED_SINCE}")`,
  );
  const early = new Set(EARLY_STAGES);

  return {
    rule: '1C',
    contestants: [
      {
        engine: 'compiled SOQL',
        evaluate: compiled(
          `LeadSource = 'UserGems Contact Tracking' AND Open_Opportunities > 0
           AND StageName NOT IN ('0-Pending Acceptance', '1-Discovery', '2-Scoping') AND UserGem__JobStartedDate__c >= ${STARTED_SINCE}`,
        ),
      },
      {
        engine: 'by hand',
        aim: AIMS.byHand,
        evaluate: (lead) =>
          isSource(lead.LeadSource) &&
          lead.Open_Opportunities > 0 &&
          !early.has(lead.StageName.toLowerCase()) &&
          lead.UserGem__JobStartedDate__c !== null &&
          lead.UserGem__JobStartedDate__c >= STARTED_SINCE,
      },
      { engine: 'json-rules-engine', aim: AIMS.engine, evaluate: runEngine(engine) },
      { engine: 'jsonata', evaluate: (lead) => expression.evaluate(lead) },
    ],
  };
};

const compiled = (where: string): Evaluate => compile(parseSoql(where, FIELDS), { fields: FIELDS, timeZone: TIME_ZONE })(AS_OF);

const isSource = (source: string): boolean => source.toLowerCase() === SOURCE;

const addOperators = (engine: Engine): void => {
  engine.addOperator<string, string>('equalsIgnoringCase', (value, literal) => value.toLowerCase() === literal);
  engine.addOperator<string, string[]>('notInIgnoringCase', (value, literals) => !literals.includes(value.toLowerCase()));
  engine.addOperator<string | null, string>('atOrAfter', (value, literal) => value !== null && value >= literal);
  engine.addOperator<string | null, string>('before', (value, literal) => value !== null && value < literal);
};

const runEngine = (engine: Engine): Evaluate => async (lead) => (await engine.run({ ...lead })).events.length > 0;

/** A week of leads, of which some match either rule. */
const sampleLeads = (): readonly Lead[] =>
  Array.from({ length: 1_000 }, (_, index) => ({
    LeadSource: ['UserGems Contact Tracking', 'UserGems New Hires & Promotions', 'Web', 'UserGems contact tracking'][index % 4] ?? '',
    CreatedDate: new Date(Date.parse('2024-10-05T00:00:00Z') + index * 600_000).toISOString(),
    Open_Opportunities: index % 3,
    StageName: ['0-Pending Acceptance', '4-Proposal', '1-Discovery', '5-Negotiating', '3-Technical Evaluation'][index % 5] ?? '',
    UserGem__JobStartedDate__c: [null, '2024-09-01', '2024-01-15', '2024-04-09', '2024-04-08', '2024-06-01', '2023-11-01'][index % 7] ?? null,
  }));

const assertAgreement = async (rule: string, contestants: readonly Contestant[], leads: readonly Lead[]): Promise<void> => {
  const expected = await hits(contestants[0], leads);
  if (!expected.includes(true) || !expected.includes(false)) throw new Error(`${rule}: the sample says nothing, all leads come out alike`);
  for (const contestant of contestants)
    if ((await hits(contestant, leads)).join() !== expected.join()) throw new Error(`${rule}: ${contestant.engine} means something else than compiled SOQL`);
};

const hits = async (contestant: Contestant | undefined, leads: readonly Lead[]): Promise<boolean[]> => {
  const results: boolean[] = [];
  for (const lead of leads) results.push((await contestant?.evaluate(lead)) ?? false);
  return results;
};

const medianRates = async (contestants: readonly Contestant[], leads: readonly Lead[]): Promise<number[]> => {
  const rates = contestants.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, { evaluate }] of contestants.entries()) rates[index]?.push(await evaluationsPerSecond(evaluate, leads));
  return rates.map(median);
};

/** Awaits only what is a promise, so that synchronous rules do not pay for asynchronous ones. */
const evaluationsPerSecond = async (evaluate: Evaluate, leads: readonly Lead[]): Promise<number> => {
  const start = cpuUsage();
  let [evaluations, elapsed] = [0, 0];
  while (elapsed < ROUND_MS) {
    for (const lead of leads) {
      const result = evaluate(lead);
      if (typeof result !== 'boolean') await result;
    }
    evaluations += leads.length;
    const { user, system } = cpuUsage(start);
    elapsed = (user + system) / 1_000;
  }
  return (evaluations / elapsed) * 1_000;
};
