import type { Item, Put, Tables, Value } from '../ports/tables';

/**
 * Decisions about records, with the facts they used, so that they can be explained after the facts have changed (RT-07, NT-14,
 * PLAT-07). The key is the record, then kind, run and what it is about; a decision is written once and never updated.
 */
export type DecisionKind = 'routing' | 'notification' | 'audit';

export interface Decision {
  readonly recordId: string;
  readonly kind: DecisionKind;
  readonly runId: string;
  /** Tells decisions of one kind about one record in one run apart. */
  readonly about: string;
  /** The run's scheduled instant. */
  readonly at: string;
  readonly fields: Readonly<Record<string, Value | undefined>>;
  readonly rulesHash: string;
  readonly settingsHash: string;
}

/** What tells a decision from every other. */
export type DecisionKey = Pick<Decision, 'recordId' | 'kind' | 'runId' | 'about'>;

export interface DecisionStore {
  toPut(decision: Decision): Put;
  keep(decisions: readonly Decision[]): Promise<void>;
  of(recordId: string): Promise<Decision[]>;
  /** The decisions of these keys that exist, in batches. */
  find(keys: readonly DecisionKey[]): Promise<Decision[]>;
  all(): AsyncIterable<Decision[]>;
}

const OWN = ['RecordId', 'DecisionId', 'Kind', 'RunId', 'About', 'At', 'RulesHash', 'SettingsHash'];

export const decisionStore = (tables: Tables): DecisionStore => {
  const toPut = ({ recordId, kind, runId, about, at, fields, rulesHash, settingsHash }: Decision): Put => ({
    table: 'Decision',
    item: { ...fields, RecordId: recordId, DecisionId: decisionId({ kind, runId, about }), Kind: kind, RunId: runId, About: about, At: at, RulesHash: rulesHash, SettingsHash: settingsHash },
  });
  return {
    toPut,
    keep: (decisions) => tables.putMany(decisions.map(toPut)),
    of: async (recordId) => (await tables.query({ table: 'Decision', partition: recordId })).map(fromItem),
    find: async (keys) => (await tables.getMany('Decision', keys.map((key) => ({ RecordId: key.recordId, DecisionId: decisionId(key) })))).map(fromItem),
    async *all() {
      for await (const page of tables.scan('Decision')) yield page.map(fromItem);
    },
  };
};

const decisionId = ({ kind, runId, about }: Omit<DecisionKey, 'recordId'>): string => `${kind}#${runId}#${about}`;

const fromItem = (item: Item): Decision => ({
  recordId: String(item['RecordId']),
  kind: item['Kind'] as DecisionKind,
  runId: String(item['RunId']),
  about: String(item['About'] ?? ''),
  at: String(item['At']),
  fields: Object.fromEntries(Object.entries(item).filter(([name]) => !OWN.includes(name))),
  rulesHash: String(item['RulesHash'] ?? ''),
  settingsHash: String(item['SettingsHash'] ?? ''),
});
