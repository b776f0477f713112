import * as fc from 'fast-check';
import { countingTables } from '../../shared/adapters/counting-tables';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import { memoryTables } from '../../shared/adapters/memory/memory-tables';
import { overlayTables } from '../../shared/adapters/memory/overlay-tables';
import type { TableName } from '../../shared/names/tables';
import type { Condition, Item, Key, QuerySpec, ReadTables, Tables } from '../../shared/ports/tables';
import { startDynalite } from '../support/dynalite';
import { empty, inAnyOrder, scanned } from '../support/table-contents';

/** Memory stands in for DynamoDB in tests: whatever is asked of them, they must say the same. */

const STAGE = 'test';
let dynalite: Awaited<ReturnType<typeof startDynalite>>;
beforeAll(async () => {
  dynalite = await startDynalite(STAGE);
});
afterAll(() => dynalite.stop());

/** Not U+E000 to U+FFFF: dynalite orders them after surrogates when it checks the bounds of BETWEEN. */
const letter = fc.constantFrom('a', 'b', '~', '/', 'é', '😀', '\u{10ffff}', '\u0001');
const text = fc.string({ unit: letter, minLength: 1, maxLength: 3 });
const few = fc.constantFrom('a', 'b', 'c');
const value = fc.oneof(few, fc.integer({ min: -5, max: 5 }), fc.boolean(), fc.constant(''), fc.constant(undefined), fc.array(few, { maxLength: 2 }));
const fields = fc.dictionary(fc.constantFrom('Name', 'Status', 'Count', 'Size'), value, { maxKeys: 3 });
/** Now and then a key that is refused. */
const keyText = fc.oneof({ weight: 19, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom('', 'x'.repeat(1025)) });

const keys = {
  Contact: fc.record({ Id: keyText }),
  Decision: fc.record({ RecordId: few, DecisionId: keyText }),
  Run: fc.record({ RunId: few, Part: few }),
} satisfies Partial<Record<TableName, fc.Arbitrary<Key>>>;
const keyOfTable = (table: keyof typeof keys): fc.Arbitrary<Key> => keys[table];
const indexFields = fc.record({ DisqualifiedDay: fc.oneof(few, fc.constantFrom(7, '')), Workflow: few, ScheduledTime: text }, { requiredKeys: [] });
const attributes = fc.tuple(fields, indexFields).map(([some, indexed]): Item => ({ ...some, ...indexed }));

const anyTable = fc.constantFrom('Contact' as const, 'Decision' as const, 'Run' as const);
const keyIn = anyTable.chain((table) => keyOfTable(table).map((key) => ({ table, key })));
const put = fc.tuple(keyIn, attributes).map(([{ table, key }, some]) => ({ table, item: { ...some, ...key } }));
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ attribute: fc.constantFrom('Name', 'Status', 'Count'), is: fc.constantFrom('present' as const, 'absent' as const) }),
  fc.record({ attribute: fc.constantFrom('Name', 'Status', 'Count'), is: fc.constantFrom('equal' as const, 'different' as const), value: fc.oneof(few, fc.integer({ min: -2, max: 2 }), fc.boolean(), fc.constant('')) }),
);
const conditions = fc.array(condition, { maxLength: 2 });
const change = fc.record(
  { set: attributes, setIfAbsent: fields, add: fc.dictionary(fc.constantFrom('Count', 'Total'), fc.integer({ min: -3, max: 3 })), remove: fc.uniqueArray(fc.constantFrom('Name', 'Status', 'Workflow')) },
  { requiredKeys: [] },
);
const bounds = fc.oneof(fc.record({ from: text, before: text }, { requiredKeys: [] }), fc.record({ prefix: text }), fc.constant({}));
/** Only where sort keys are unique does a limit say which items. */
const query = fc.tuple(
  fc.oneof(
    fc.record({ table: fc.constant('Decision' as const), partition: few, limit: fc.integer({ min: 0, max: 4 }), attributes: fc.constant(['Name', 'DecisionId']) }, { requiredKeys: ['table', 'partition'] }),
    fc.record({ table: fc.constant('Contact' as const), index: fc.constant('byDisqualifiedDay'), partition: few, limit: fc.integer({ min: 0, max: 4 }) }, { requiredKeys: ['table', 'index', 'partition'] }),
    fc.record({ table: fc.constant('Run' as const), index: fc.constant('byWorkflow'), partition: few }),
  ),
  bounds,
  fc.record({ descending: fc.boolean() }, { requiredKeys: [] }),
).map(([spec, within, direction]): QuerySpec => ({ ...spec, ...within, ...direction }));

const SORT: Partial<Record<TableName, string>> = { Decision: 'DecisionId', Contact: 'Id', Run: 'ScheduledTime' };
type Step = (tables: Tables) => Promise<unknown>;
const step: fc.Arbitrary<{ readonly says: unknown; readonly run: Step }> = fc.oneof(
  { weight: 4, arbitrary: fc.array(put, { maxLength: 6 }).map((puts) => ({ says: { puts }, run: (tables: Tables) => tables.putMany(puts) })) },
  { weight: 3, arbitrary: fc.tuple(put, conditions).map(([{ table, item }, terms]) => ({ says: { put: item, terms }, run: (tables: Tables) => tables.put(table, item, terms) })) },
  { weight: 4, arbitrary: fc.tuple(keyIn, change, conditions).map(([{ table, key }, changes, terms]) => ({ says: { table, key, changes, terms }, run: (tables: Tables) => tables.update(table, key, changes, terms) })) },
  { weight: 1, arbitrary: anyTable.chain((table) => fc.array(keyOfTable(table), { maxLength: 4 }).map((some) => ({ says: { delete: table, some }, run: (tables: Tables) => tables.deleteMany(table, some) }))) },
  { weight: 2, arbitrary: anyTable.chain((table) => fc.array(keyOfTable(table), { maxLength: 4 }).map((some) => ({ says: { get: table, some }, run: async (tables: Tables) => inAnyOrder(await tables.getMany(table, some)) }))) },
  {
    weight: 6,
    arbitrary: query.map((spec) => ({
      says: spec,
      run: async (tables: Tables) => {
        const found = await tables.query(spec);
        return { order: found.map((item) => item[SORT[spec.table] ?? '']), items: inAnyOrder(found), count: await tables.count(spec) };
      },
    })),
  },
  { weight: 1, arbitrary: anyTable.map((table) => ({ says: { scan: table }, run: async (tables: Tables) => inAnyOrder(await scanned(tables, table)) })) },
);

const outcome = (run: Step, tables: Tables) => run(tables).then((result) => ({ result }), ({ name, message }: Error) => ({ refused: name, message }));

it('memory and DynamoDB answer, refuse and count alike, whatever is asked of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
      await empty(dynamodbTables({ stage: STAGE, client: dynalite.client }), ['Contact', 'Decision', 'Run']);
      const memory = countingTables((onCall) => memoryTables({ onCall }));
      const dynamodb = countingTables((onCall) => dynamodbTables({ stage: STAGE, client: dynalite.client, onCall }));

      for (const { says, run } of steps) {
        expect({ says, ...(await outcome(run, memory.tables)) }).toEqual({ says, ...(await outcome(run, dynamodb.tables)) });
      }

      expect(memory.counts()).toEqual(dynamodb.counts());
    }),
    { numRuns: 60 },
  );
});

const everything = async (tables: ReadTables): Promise<Item[][]> => Promise.all((['Contact', 'Decision', 'Run'] as const).map(async (table) => inAnyOrder(await scanned(tables, table))));

it('an overlay answers and refuses as its base would, wherever the base ends and the overlay begins, and leaves it as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.array(step, { minLength: 1, maxLength: 12 }), async (below, above) => {
      const [base, whole] = [memoryTables(), memoryTables()];
      for (const { run } of below) for (const tables of [base, whole]) await outcome(run, tables);
      const [before, overlay] = [await everything(base), overlayTables(base)];

      for (const { says, run } of above) {
        expect({ says, ...(await outcome(run, overlay)) }).toEqual({ says, ...(await outcome(run, whole)) });
      }

      expect(await everything(overlay)).toEqual(await everything(whole));
      expect(await everything(base)).toEqual(before);
    }),
    { numRuns: 300 },
  );
});
