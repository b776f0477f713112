import { randomBytes } from 'node:crypto';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { fromPieces, toPieces } from '../../../shared/stores/blob';
import { messageStore } from '../../../shared/stores/message-store';
import { openedItems, type OpenedItem } from '../../../shared/stores/opened-items';
import { runStore } from '../../../shared/stores/run-store';
import type { TableName } from '../../../shared/names/tables';
import type { Tables } from '../../../shared/ports/tables';

const opened = async (tables: Tables, table: TableName): Promise<OpenedItem[]> => {
  const all: OpenedItem[] = [];
  for await (const page of openedItems(tables, table)) all.push(...page);
  return all;
};

describe('opened items', () => {
  it('show the content of a message, and close to an item of as many pieces', async () => {
    const tables = memoryTables();
    const store = messageStore(tables);
    await store.freeze({ runId: 'r', messageId: 'm', kind: 'digest', channel: 'email', recipientId: 'u', content: { who: 'Ada' } });

    const [message] = await opened(tables, 'Message');
    expect(message?.value['Content']).toEqual({ who: 'Ada' });
    await tables.putMany((message?.close({ ...message.value, Content: { who: '-' } }) ?? []).map((item) => ({ table: 'Message', item })));
    expect((await store.find('r', 'm'))?.content).toEqual({ who: '-' });
  });

  it('put the pieces of a result together, and take it apart into as many', async () => {
    const tables = memoryTables();
    const runs = runStore(tables);
    const work = { noise: randomBytes(600_000).toString('base64'), who: 'Ada' };
    await runs.keepShards('r', [{ shard: '1', work }, { shard: '2', work: 'small' }]);

    const results = (await opened(tables, 'Run')).filter(({ value }) => 'Result' in value);
    expect(results.map(({ stored }) => stored.length).sort()).toEqual([1, 3]);
    const large = results.find(({ stored }) => stored.length === 3);
    expect(large?.value['Result']).toEqual(work);
    await tables.putMany((large?.close({ ...large.value, Result: { ...work, who: '-' } }) ?? []).map((item) => ({ table: 'Run', item })));
    expect((await runs.lease('r', '1')).work).toEqual({ ...work, who: '-' });
  });

  it('show what can be read of a result that is not whole', async () => {
    const tables = memoryTables();
    const [first] = toPieces({ who: 'Ada', noise: randomBytes(600_000).toString('base64') });
    await tables.putMany([{ table: 'Run', item: { RunId: 'r', Part: 'work#1#decided@1#0', Piece: first } }]);

    const [remains] = await opened(tables, 'Run');
    expect(remains?.value['Remains']).toEqual(expect.stringContaining('{"who":"Ada"'));
  });

  it('a value in a given number of pieces is the same value', () => {
    const value = { noise: randomBytes(5_000).toString('base64') };
    for (const count of [1, 2, 7]) {
      const pieces = toPieces(value, count);
      expect([pieces.length, fromPieces(pieces)]).toEqual([count, value]);
    }
  });
});
