import { countingTables } from '../../shared/adapters/counting-tables';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import type { TablesOptions } from '../../shared/adapters/dynamodb/tables-options';
import { memoryTables } from '../../shared/adapters/memory/memory-tables';
import { overlayTables } from '../../shared/adapters/memory/overlay-tables';
import type { TableName } from '../../shared/names/tables';
import type { Change, Condition, Item, QuerySpec, Tables } from '../../shared/ports/tables';
import { startDynalite } from '../support/dynalite';
import { empty, inAnyOrder, scanned } from '../support/table-contents';

/** The rules of the storage port (PLAT-06), held by every implementation. That they agree where no rule says how: tables-agree.test.ts. */

const STAGE = 'test';
let dynalite: Awaited<ReturnType<typeof startDynalite>>;
beforeAll(async () => {
  dynalite = await startDynalite(STAGE);
});
afterAll(() => dynalite.stop());

const idsOf = (items: readonly Item[]) => items.map(({ Id }) => Id);
const rowsOf = <T>(count: number, of: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => of(at));
const putsOf = (table: TableName, items: readonly Item[]) => items.map((item) => ({ table, item }));

type Open = (options?: TablesOptions) => Tables;
const STORES: readonly (readonly [string, Open])[] = [
  ['memory', (options) => memoryTables(options)],
  ['DynamoDB (dynalite)', (options) => dynamodbTables({ stage: STAGE, client: dynalite.client, ...options })],
];

/** A base that holds items under the very keys that the rules are about: none may shine through once it was deleted above. */
const filled = memoryTables();
const overFilled = overlayTables(filled);
beforeAll(async () => {
  const ids = rowsOf(20, (at) => [`lead-${at}`, `l-${at}`, `o-${at}`]).flat();
  await filled.putMany([
    ...putsOf('Lead', [...ids, 'x'].map((Id) => ({ Id, Status: 'Old', Title: 'CTO', CreatedDay: '2024-09-10' }))),
    ...putsOf('Opportunity', ids.map((Id) => ({ Id, AccountId: 'a-1', Amount: 1 }))),
    ...putsOf('Pool', ['EMEA', 'p'].map((Pool) => ({ Pool, Next: 7 }))),
    ...putsOf('Decision', ['a', 'a1', 'b', 'c', 'd-0', 'd-1', '1'].map((DecisionId) => ({ RecordId: 'r-1', DecisionId, At: -1 }))),
    ...putsOf('Message', [{ RunId: 'r-1', MessageId: 'm-1' }]),
    ...putsOf('Run', [{ RunId: 'r-1', Part: 'shard-1', Workflow: 'w', ScheduledTime: '2024-09-11T09:00:00Z' }]),
  ]);
});
/** What an overlay asks of its base is what counts as a call; it has no price. */
const OVERLAYS: readonly (readonly [string, Open])[] = [
  ['an overlay over nothing', (options) => overlayTables(memoryTables(options))],
  ['an overlay over other contents', () => overFilled],
];

const decisionsOf = (spec: Partial<QuerySpec>): QuerySpec => ({ table: 'Decision', partition: 'r-1', ...spec });
const byAccount = (AccountId: string): QuerySpec => ({ table: 'Opportunity', index: 'byAccount', partition: AccountId });

/** What the compiler would refuse, as it comes in JSON. */
const unchecked = (json: string): Item => JSON.parse(json);
const nested = (levels: number): Item => (levels === 0 ? { Id: 'x' } : { Inner: nested(levels - 1) });

describe.each([...STORES, ...OVERLAYS])('%s', (_name, open) => {
  let tables: Tables;
  beforeEach(async () => {
    tables = open();
    await empty(tables, ['Contact', 'Lead', 'Opportunity', 'Pool', 'Decision', 'Message', 'Run']);
  });

  describe('putMany, getMany, deleteMany', () => {
    it('keeps every kind of value as it was', async () => {
      const item = {
        Id: 'lead-1',
        LastName: 'Łukasiewicz 😀',
        Score: -12.5,
        Large: 1234567890123456,
        Small: 1e-7,
        IsConverted: false,
        Body: new Uint8Array([0, 255, 128]),
        Facts: { Account: { Id: 'a-1', Amounts: [1, 2.5, 0] }, Tags: ['a', '', 'b'], None: {}, Nothing: [] },
      };

      await tables.putMany([{ table: 'Lead', item }]);

      expect(await tables.getMany('Lead', [{ Id: 'lead-1' }])).toEqual([item]);
    });

    it('does not store an empty field, at any depth', async () => {
      const nothing = JSON.parse('null');

      await tables.putMany([{ table: 'Lead', item: { Id: 'lead-1', Email: '', Title: undefined, Country: nothing, Facts: { Name: '', Kept: 0, Gone: undefined, Null: nothing } } }]);

      expect(await tables.getMany('Lead', [{ Id: 'lead-1' }])).toEqual([{ Id: 'lead-1', Facts: { Kept: 0 } }]);
    });

    it('writes any number of items over several tables', async () => {
      const leads = rowsOf(60, (at) => ({ Id: `lead-${at}`, LastName: `Name ${at}` }));
      const decisions = rowsOf(30, (at) => ({ RecordId: `lead-${at % 3}`, DecisionId: `d-${at}` }));

      await tables.putMany([...putsOf('Lead', leads), ...putsOf('Decision', decisions)]);

      expect(inAnyOrder(await scanned(tables, 'Lead'))).toEqual(inAnyOrder(leads));
      expect(inAnyOrder(await scanned(tables, 'Decision'))).toEqual(inAnyOrder(decisions));
    });

    it('replaces an item whole, and the last put of a key wins', async () => {
      await tables.putMany([{ table: 'Lead', item: { Id: 'lead-1', Status: 'Raw', Title: 'CTO' } }]);

      await tables.putMany([
        { table: 'Lead', item: { Id: 'lead-1', Status: 'Open' } },
        { table: 'Contact', item: { Id: 'lead-1' } },
        { table: 'Lead', item: { Id: 'lead-1', Status: 'Disqualified' } },
      ]);

      expect(await tables.getMany('Lead', [{ Id: 'lead-1' }])).toEqual([{ Id: 'lead-1', Status: 'Disqualified' }]);
    });

    it('gets more keys than one call takes, each once, without those that do not exist', async () => {
      const leads = rowsOf(250, (at) => ({ Id: `lead-${at}`, LastName: `Name ${at}` }));
      await tables.putMany(putsOf('Lead', leads));
      const keys = rowsOf(260, (at) => ({ Id: `lead-${at}` }));

      const found = await tables.getMany('Lead', [...keys, ...keys]);

      expect(inAnyOrder(found)).toEqual(inAnyOrder(leads));
    });

    it('gets more bytes than one answer holds', async () => {
      const leads = rowsOf(20, (at) => ({ Id: `lead-${at}`, Body: 'x'.repeat(200_000) }));
      await tables.putMany(putsOf('Lead', leads));

      const found = await tables.getMany('Lead', leads.map(({ Id }) => ({ Id })), ['Id', 'Body']);

      expect(inAnyOrder(found)).toEqual(inAnyOrder(leads));
    });

    it('gets the named attributes alone, reserved words and odd names among them', async () => {
      await tables.putMany([{ table: 'Lead', item: { Id: 'lead-1', Name: 'Ada', 'a.b-c d': 1, Title: 'CTO' } }, { table: 'Lead', item: { Id: 'lead-2' } }]);

      const found = await tables.getMany('Lead', [{ Id: 'lead-1' }, { Id: 'lead-2' }], ['Name', 'a.b-c d', 'Name']);

      expect(inAnyOrder(found)).toEqual(inAnyOrder([{ Name: 'Ada', 'a.b-c d': 1 }, {}]));
    });

    it('deletes what exists and is content with what does not', async () => {
      await tables.putMany(putsOf('Decision', rowsOf(40, (at) => ({ RecordId: 'r-1', DecisionId: `d-${at}` }))));

      await tables.deleteMany('Decision', rowsOf(60, (at) => ({ RecordId: 'r-1', DecisionId: `d-${at + 1}` })));

      expect(await scanned(tables, 'Decision')).toEqual([{ RecordId: 'r-1', DecisionId: 'd-0' }]);
    });

    it('asks nothing when there is nothing to do', async () => {
      const counting = countingTables((onCall) => open({ onCall }));

      await counting.tables.putMany([]);
      await counting.tables.deleteMany('Lead', []);
      expect(await counting.tables.getMany('Lead', [])).toEqual([]);
      expect(await counting.tables.query({ table: 'Decision', partition: 'r-1', limit: 0 })).toEqual([]);

      expect(Object.values(counting.counts().calls)).toEqual([0, 0, 0, 0, 0, 0]);
    });

    it('shares no memory with its callers', async () => {
      const facts = { Tags: ['a'] };
      await tables.putMany([{ table: 'Lead', item: { Id: 'lead-1', Facts: facts } }]);
      facts.Tags.push('b');
      const [first] = (await tables.getMany('Lead', [{ Id: 'lead-1' }])) as unknown as { Facts: { Tags: string[] } }[];
      first?.Facts.Tags.push('c');

      expect(await tables.getMany('Lead', [{ Id: 'lead-1' }])).toEqual([{ Id: 'lead-1', Facts: { Tags: ['a'] } }]);
    });
  });

  describe('put', () => {
    const existing = { Id: 'lead-1', Status: 'Raw', Version: 2, IsConverted: false };

    it.each<[boolean, Condition[]]>([
      [true, []],
      [true, [{ attribute: 'Status', is: 'present' }]],
      [false, [{ attribute: 'Id', is: 'absent' }]],
      [true, [{ attribute: 'Title', is: 'absent' }]],
      [true, [{ attribute: 'Version', is: 'equal', value: 2 }]],
      [false, [{ attribute: 'Version', is: 'equal', value: '2' }]],
      [true, [{ attribute: 'IsConverted', is: 'equal', value: false }]],
      [false, [{ attribute: 'Status', is: 'different', value: 'Raw' }]],
      [true, [{ attribute: 'Status', is: 'different', value: 'Open' }]],
      [true, [{ attribute: 'Title', is: 'different', value: 'CTO' }]],
      [false, [{ attribute: 'Title', is: 'equal', value: 'CTO' }]],
      [true, [{ attribute: 'Title', is: 'equal', value: '' }]],
      [false, [{ attribute: 'Title', is: 'different', value: '' }]],
      [true, [{ attribute: 'Status', is: 'equal', value: 'Raw' }, { attribute: 'Version', is: 'equal', value: 2 }]],
      [false, [{ attribute: 'Status', is: 'equal', value: 'Raw' }, { attribute: 'Version', is: 'equal', value: 3 }]],
    ])('answers %s over an existing item when %j', async (written, conditions) => {
      await tables.putMany([{ table: 'Lead', item: existing }]);
      const replacement = { Id: 'lead-1', Status: 'Open' };

      expect(await tables.put('Lead', replacement, conditions)).toBe(written);

      expect(await tables.getMany('Lead', [{ Id: 'lead-1' }])).toEqual([written ? replacement : existing]);
    });

    it('lets one of many claim an absent item (PLAT-05)', async () => {
      const claims = await Promise.all(rowsOf(10, (at) => ({ RunId: 'r-1', MessageId: 'm-1', Owner: `worker-${at}` })).map((item) => tables.put('Message', item, [{ attribute: 'RunId', is: 'absent' }])));

      expect(claims.filter(Boolean)).toEqual([true]);
    });
  });

  describe('update', () => {
    const key = { Id: 'lead-1' };

    it('creates the item when it is absent', async () => {
      expect(await tables.update('Lead', key, { set: { Status: 'Raw' }, add: { Count: 2 }, remove: ['Title'] })).toEqual({ Id: 'lead-1', Status: 'Raw', Count: 2 });
      expect(await tables.update('Lead', { Id: 'lead-2' }, {})).toEqual({ Id: 'lead-2' });
      expect(inAnyOrder(await scanned(tables, 'Lead'))).toEqual(inAnyOrder([{ Id: 'lead-1', Status: 'Raw', Count: 2 }, { Id: 'lead-2' }]));
    });

    it('sets, fills, adds and removes, reserved words and odd names among them, and leaves the rest', async () => {
      await tables.putMany([{ table: 'Lead', item: { ...key, Name: 'Ada', Size: 4, Score: 0.1, Title: 'CTO', Kept: [1] } }]);

      const after = await tables.update('Lead', key, {
        set: { Status: { Name: 'Open' }, 'a.b-c': true, Owner: new Uint8Array([1]) },
        setIfAbsent: { Name: 'Grace', Date: '2024-09-10', Empty: '' },
        add: { Size: -5, Score: 0.2, Count: 1 },
        remove: ['Title', 'Never'],
      });

      const expected = { ...key, Name: 'Ada', Size: -1, Score: 0.3, Kept: [1], Status: { Name: 'Open' }, 'a.b-c': true, Owner: new Uint8Array([1]), Date: '2024-09-10', Count: 1 };
      expect(after).toEqual(expected);
      expect(await tables.getMany('Lead', [key])).toEqual([expected]);
    });

    it('removes what is set to nothing', async () => {
      await tables.putMany([{ table: 'Lead', item: { ...key, Name: 'Ada', Title: 'CTO', Status: 'Raw' } }]);

      expect(await tables.update('Lead', key, { set: { Name: '', Title: undefined } })).toEqual({ ...key, Status: 'Raw' });
    });

    it('changes nothing when its condition does not hold', async () => {
      expect(await tables.update('Lead', key, { set: { Status: 'Open' } }, [{ attribute: 'Id', is: 'present' }])).toBeUndefined();
      expect(await scanned(tables, 'Lead')).toEqual([]);
    });

    it('is atomic: parallel additions all count, one filling wins', async () => {
      const after = await Promise.all(rowsOf(20, (at) => ({ Seat: at })).map((setIfAbsent) => tables.update('Pool', { Pool: 'EMEA' }, { add: { Next: 1 }, setIfAbsent })));

      expect(after.map((item) => item?.Next).toSorted((left, right) => Number(left) - Number(right))).toEqual(rowsOf(20, (at) => at + 1));
      expect(new Set(after.map((item) => item?.Seat)).size).toBe(1);
    });

    it.each<[string, Change]>([
      ['a number added to text', { add: { Status: 1 } }],
      ['an item grown above 400 KB', { set: { Body: 'x'.repeat(400 * 1024 - 50) } }],
    ])('refuses %s as DynamoDB does', async (_name, change) => {
      await tables.putMany([{ table: 'Lead', item: { ...key, Status: 'Raw', Other: 'x'.repeat(100) } }]);

      await expect(tables.update('Lead', key, change)).rejects.toMatchObject({ name: 'ValidationException' });
    });
  });

  describe('query and count', () => {
    const sorts = ['a', 'a/1', 'a1', 'b', 'b~', 'é', '\uff21', '😀'];
    const decisions = sorts.map((DecisionId, at) => ({ RecordId: 'r-1', DecisionId, At: at }));
    beforeEach(() => tables.putMany(putsOf('Decision', [...decisions.toReversed(), { RecordId: 'r-2', DecisionId: 'a' }])));

    it.each<[Partial<QuerySpec>, string[]]>([
      [{}, sorts],
      [{ descending: true }, sorts.toReversed()],
      [{ from: 'a1' }, sorts.slice(2)],
      [{ before: 'b' }, sorts.slice(0, 3)],
      [{ from: 'a1', before: '😀' }, sorts.slice(2, 7)],
      [{ from: 'a', before: 'a/1' }, ['a']],
      [{ from: 'b', before: 'b' }, []],
      [{ from: 'c', before: 'b' }, []],
      [{ prefix: 'a' }, ['a', 'a/1', 'a1']],
      [{ prefix: 'b', descending: true }, ['b~', 'b']],
      [{ prefix: '' }, sorts],
      [{ from: '' }, sorts],
      [{ before: '' }, []],
      [{ limit: 2 }, ['a', 'a/1']],
      [{ limit: 2, descending: true, before: 'b~' }, ['b', 'a1']],
      [{ limit: 99 }, sorts],
      [{ limit: 1, from: 'a/1', before: 'zz' }, ['a/1']],
      [{ partition: 'r-3' }, []],
    ])('finds and counts what lies within %j in the order of UTF-8 bytes', async (spec, expected) => {
      expect((await tables.query(decisionsOf(spec))).map(({ DecisionId }) => DecisionId)).toEqual(expected);
      expect(await tables.count(decisionsOf(spec))).toBe(expected.length);
    });

    it('returns whole items, or the named attributes', async () => {
      expect(await tables.query(decisionsOf({ prefix: 'a' }))).toEqual(decisions.slice(0, 3));
      expect(await tables.query(decisionsOf({ prefix: 'a', attributes: ['At', 'Never'] }))).toEqual([{ At: 0 }, { At: 1 }, { At: 2 }]);
    });

    it('queries a table without sort key', async () => {
      await tables.putMany([{ table: 'Pool', item: { Pool: 'EMEA', Next: 1 } }]);

      expect(await tables.query({ table: 'Pool', partition: 'EMEA' })).toEqual([{ Pool: 'EMEA', Next: 1 }]);
    });

    it('reads every page, whichever way it is asked', async () => {
      const ids = rowsOf(14, (at) => `d-${String(at).padStart(2, '0')}`);
      await tables.putMany(putsOf('Decision', ids.map((DecisionId) => ({ RecordId: 'large', DecisionId, Facts: 'x'.repeat(200_000) }))));
      const found = async (spec: Partial<QuerySpec>) => (await tables.query(decisionsOf({ partition: 'large', ...spec }))).map(({ DecisionId }) => DecisionId);

      expect(await found({})).toEqual(ids);
      expect(await found({ descending: true, attributes: ['DecisionId'] })).toEqual(ids.toReversed());
      expect(await found({ limit: 9 })).toEqual(ids.slice(0, 9));
      expect(await found({ from: 'd-01', before: 'd-13' })).toEqual(ids.slice(1, 13));
      expect(await found({ from: 'd-01', before: 'd-13', descending: true, limit: 8 })).toEqual(ids.slice(5, 13).toReversed());
      expect(await tables.count(decisionsOf({ partition: 'large' }))).toBe(14);
      expect(await tables.count(decisionsOf({ partition: 'large', limit: 8 }))).toBe(8);
    });
  });

  describe('indexes', () => {
    it('hold the keys alone of the items that carry their attributes', async () => {
      await tables.putMany(putsOf('Opportunity', [{ Id: 'o-2', AccountId: 'a-1', Amount: 5 }, { Id: 'o-1', AccountId: 'a-1' }, { Id: 'o-3', Amount: 7 }, { Id: 'o-4', AccountId: 'a-2' }]));

      expect(await tables.query(byAccount('a-1'))).toEqual([{ Id: 'o-1', AccountId: 'a-1' }, { Id: 'o-2', AccountId: 'a-1' }]);
      expect(await tables.query({ ...byAccount('a-1'), attributes: ['Id'], descending: true })).toEqual([{ Id: 'o-2' }, { Id: 'o-1' }]);
      expect(await tables.count(byAccount('a-1'))).toBe(2);
    });

    it('follow every kind of write', async () => {
      await tables.putMany(putsOf('Opportunity', rowsOf(5, (at) => ({ Id: `o-${at}`, AccountId: 'a-1' }))));

      await tables.putMany([{ table: 'Opportunity', item: { Id: 'o-0', AccountId: 'a-2' } }]);
      await tables.put('Opportunity', { Id: 'o-1' }, []);
      await tables.update('Opportunity', { Id: 'o-2' }, { set: { AccountId: '' } });
      await tables.deleteMany('Opportunity', [{ Id: 'o-3' }]);
      await tables.update('Opportunity', { Id: 'o-5' }, { setIfAbsent: { AccountId: 'a-2' } });

      expect(idsOf(await tables.query(byAccount('a-1')))).toEqual(['o-4']);
      expect(idsOf(await tables.query(byAccount('a-2')))).toEqual(['o-0', 'o-5']);
    });

    it('name the whole key of a table with two', async () => {
      await tables.putMany([{ table: 'Run', item: { RunId: 'r-1', Part: 'shard-1', Workflow: 'w', ScheduledTime: '2024-09-10T09:00:00Z', Counts: {} } }]);

      expect(await tables.query({ table: 'Run', index: 'byWorkflow', partition: 'w', prefix: '2024-09' })).toEqual([{ RunId: 'r-1', Part: 'shard-1', Workflow: 'w', ScheduledTime: '2024-09-10T09:00:00Z' }]);
    });
  });

  describe('scan', () => {
    it.each([1, 4])('yields every item once, page by page, in %i segments', async (scanSegments) => {
      const leads = rowsOf(30, (at) => ({ Id: `lead-${at}`, Body: `${at}`.repeat(60_000) }));
      const segmented = open({ scanSegments });
      await segmented.putMany(putsOf('Lead', leads));

      const pages: Item[][] = [];
      for await (const page of segmented.scan('Lead')) pages.push(page);

      expect(inAnyOrder(pages.flat())).toEqual(inAnyOrder(leads));
      expect(pages.length).toBeGreaterThan(1);
      expect(inAnyOrder(await scanned(segmented, 'Lead', ['Id']))).toEqual(inAnyOrder(leads.map(({ Id }) => ({ Id }))));
    });

    it('may be left early', async () => {
      await tables.putMany(putsOf('Lead', rowsOf(30, (at) => ({ Id: `lead-${at}`, Body: 'x'.repeat(100_000) }))));

      const pages = tables.scan('Lead')[Symbol.asyncIterator]();
      const first = await pages.next();

      expect(first.value?.length).toBeGreaterThan(0);
      expect(await pages.return?.()).toEqual({ done: true, value: undefined });
    });
  });

  describe('refuses before any call, by name', () => {
    it.each<[string, string, (tables: Tables) => Promise<unknown>]>([
      ['an item without key', 'Lead.Id is part of a key and must be text, not absent', (t) => t.putMany([{ table: 'Lead', item: { Name: 'Ada' } }])],
      ['a key that is no text', 'Lead.Id is part of a key and must be text, not number', (t) => t.putMany([{ table: 'Lead', item: { Id: 7 } }])],
      ['an empty key', 'Lead.Id is part of a key and must not be empty', (t) => t.getMany('Lead', [{ Id: '' }])],
      ['an empty sort key', 'Decision.DecisionId is part of a key and must not be empty', (t) => t.put('Decision', { RecordId: 'r', DecisionId: '' }, [])],
      ['a partition key above 2048 bytes', 'Lead.Id is part of a key and holds 2050 bytes; at most 2048 are allowed', (t) => t.putMany([{ table: 'Lead', item: { Id: 'é'.repeat(1025) } }])],
      ['a sort key above 1024 bytes', 'Decision.DecisionId is part of a key and holds 1025 bytes; at most 1024 are allowed', (t) => t.deleteMany('Decision', [{ RecordId: 'r', DecisionId: 'x'.repeat(1025) }])],
      ['a key with a stranger', 'Name is not part of the key of Lead, which is Id', (t) => t.getMany('Lead', [{ Id: 'x', Name: 'y' }])],
      ['half a key', 'Decision.DecisionId is part of a key and must be text, not absent', (t) => t.update('Decision', { RecordId: 'r' }, {})],
      ['an index key that is no text', 'Lead.CreatedDay is part of a key and must be text, not number', (t) => t.putMany([{ table: 'Lead', item: { Id: 'x', CreatedDay: 20240910 } }])],
      ['an index key that becomes a number', 'Lead.CreatedDay is part of a key and must be text, not number', (t) => t.update('Lead', { Id: 'x' }, { add: { CreatedDay: 1 } })],
      ['an item above 400 KB', `Lead item with Id x holds 409603 bytes; DynamoDB takes at most 409600. Store less in it, or split it`, (t) => t.putMany([{ table: 'Lead', item: { Id: 'ok' } }, { table: 'Lead', item: { Id: 'x', B: 'x'.repeat(409_599) } }])],
      ['null in a list', 'Tags holds a Null, which cannot be stored: text, numbers, booleans, bytes, lists and objects of these can', (t) => t.putMany([{ table: 'Lead', item: unchecked('{"Id":"x","Tags":[null]}') }])],
      ['a date', 'Day holds a Date, which cannot be stored: text, numbers, booleans, bytes, lists and objects of these can', (t) => t.putMany([{ table: 'Lead', item: Object.assign(unchecked('{"Id":"x"}'), { Day: new Date(0) }) }])],
      ['no number', 'Score is NaN, which DynamoDB has no number for', (t) => t.putMany([{ table: 'Lead', item: { Id: 'x', Score: NaN } }])],
      ['a number too large', 'Score is 1e+200, which DynamoDB has no number for', (t) => t.update('Lead', { Id: 'x' }, { set: { Score: 1e200 } })],
      ['a nameless field', "Facts has a field named '', which cannot be stored", (t) => t.putMany([{ table: 'Lead', item: unchecked('{"Id":"x","Facts":{"":1}}') }])],
      ['a field that JavaScript cannot hold', "Facts has a field named '__proto__', which cannot be stored", (t) => t.putMany([{ table: 'Lead', item: unchecked('{"Id":"x","Facts":{"__proto__":{"a":1}}}') }])],
      ['nesting without end', 'Inner is nested more than 32 levels deep', (t) => t.putMany([{ table: 'Lead', item: { Id: 'x', ...nested(40) } }])],
      ['a changed key', 'Id is part of the key of Lead: an update cannot change it', (t) => t.update('Lead', { Id: 'x' }, { set: { Id: 'y' } })],
      ['two changes of one attribute', 'Lead.Status is changed twice by one update', (t) => t.update('Lead', { Id: 'x' }, { set: { Status: 'Raw' }, remove: ['Status'] })],
      ['an unknown index', 'Opportunity has no index byOwner; it has byAccount', (t) => t.query({ table: 'Opportunity', index: 'byOwner', partition: 'x' })],
      ['bounds without sort key', 'a query of Lead has bounds, but its key has no sort key', (t) => t.query({ table: 'Lead', partition: 'x', from: 'a' })],
      ['a prefix beside other bounds', 'a query of Decision has a prefix and other bounds: give one or the other', (t) => t.count({ table: 'Decision', partition: 'x', prefix: 'a', from: 'a' })],
      ['a limit that is no number of items', 'a query of Decision has limit 1.5: it must be a whole number', (t) => t.query({ table: 'Decision', partition: 'x', limit: 1.5 })],
      ['attributes that an index does not hold', 'index byAccount of Opportunity holds keys only (Id, AccountId): read Amount from the table', (t) => t.query({ table: 'Opportunity', index: 'byAccount', partition: 'x', attributes: ['Amount'] })],
      ['a read of no attribute', 'a read of Lead asks for no attribute: name one, or leave attributes out for all', (t) => scanned(t, 'Lead', [])],
    ])('%s', async (_name, message, attempt) => {
      const counting = countingTables((onCall) => open({ onCall }));

      await expect(attempt(counting.tables)).rejects.toMatchObject({ name: 'InvalidInputError', message });

      expect(Object.values(counting.counts().calls)).toEqual([0, 0, 0, 0, 0, 0]);
    });

    it('but takes what is just small enough', async () => {
      const [Pool, Note] = ['é'.repeat(1024), 'x'.repeat(409_600 - 'Pool'.length - 2048 - 'Note'.length)];

      await tables.putMany([{ table: 'Pool', item: { Pool, Note } }]);

      expect(await tables.getMany('Pool', [{ Pool }])).toEqual([{ Pool, Note }]);
    });
  });

});

describe.each(STORES)('%s', (_name, open) => {
  beforeEach(() => empty(open(), ['Lead', 'Opportunity', 'Pool', 'Decision']));

  describe('countingTables', () => {
    it('counts requests, items and units by the rules of AWS', async () => {
      const { tables: counted, counts } = countingTables((onCall) => open({ onCall }));

      await counted.putMany(putsOf('Opportunity', rowsOf(30, (at) => ({ Id: `o-${at}`, AccountId: 'a-1', Name: 'x'.repeat(1100) })))); // 2 requests; over 1 KB and in an index: 3 units each
      await counted.putMany([{ table: 'Lead', item: { Id: 'l-1', Body: 'x'.repeat(9_000) } }]); // 9 units, not in its index
      await counted.getMany('Opportunity', rowsOf(110, (at) => ({ Id: `o-${at}` }))); // 2 requests, 110 units, 30 items
      await counted.getMany('Lead', [{ Id: 'l-1' }], ['Id']); // 3 units: what is stored counts, not what is returned
      await counted.put('Pool', { Pool: 'p' }, []); // 1 unit
      await counted.put('Pool', { Pool: 'p', Note: 'x'.repeat(1_500) }, [{ attribute: 'Pool', is: 'absent' }]); // refused: 2 units
      await counted.update('Opportunity', { Id: 'o-1' }, { set: { AccountId: 'a-2' } }); // 2 units, 1 more for the index
      await counted.update('Lead', { Id: 'l-2' }, { add: { Count: 1 } }, [{ attribute: 'Id', is: 'present' }]); // refused: 1 unit
      await counted.query({ table: 'Opportunity', index: 'byAccount', partition: 'a-1' }); // 29 keys: 0.5 units
      await counted.count({ table: 'Opportunity', index: 'byAccount', partition: 'nobody' }); // nothing: 0.5 units
      await counted.query({ table: 'Opportunity', partition: 'o-1' }); // 1 unit
      await scanned(counted, 'Opportunity'); // 30 items of some 1,120 bytes: 9 units
      await counted.deleteMany('Opportunity', [{ Id: 'o-1' }]); // 1 unit, 1 for the index

      expect(counts()).toEqual({
        calls: { BatchGetItem: 3, BatchWriteItem: 4, PutItem: 2, UpdateItem: 2, Query: 3, Scan: 1 },
        itemsRead: 30 + 1 + 29 + 1 + 30,
        itemsWritten: 30 + 1 + 1 + 1 + 1,
        readUnits: 110 + 3 + 0.5 + 0.5 + 1 + 9,
        writeUnits: 90 + 9 + 1 + 2 + 3 + 1 + 2,
      });
    });

    it('counts every page', async () => {
      const { tables: counted, counts } = countingTables((onCall) => open({ onCall }));
      await counted.putMany(putsOf('Decision', rowsOf(9, (at) => ({ RecordId: 'r-1', DecisionId: `${at}`, Facts: 'x'.repeat(300_000) }))));

      await counted.query({ table: 'Decision', partition: 'r-1' });

      expect(counts().calls).toEqual({ BatchGetItem: 0, BatchWriteItem: 1, PutItem: 0, UpdateItem: 0, Query: 3, Scan: 0 });
    });
  });
});
