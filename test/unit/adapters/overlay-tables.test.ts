import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { overlayTables } from '../../../shared/adapters/memory/overlay-tables';
import type { Item, ReadTables, Tables } from '../../../shared/ports/tables';
import { inAnyOrder, scanned } from '../../support/table-contents';

/** What the contract of the storage port does not say: test/contract has the rest. */
const leads = (...items: Item[]) => items.map((item) => ({ table: 'Lead' as const, item }));
const based = async (...items: Item[]): Promise<Tables> => {
  const base = memoryTables();
  await base.putMany(leads(...items));
  return base;
};

it('the changes are what is not as the base has it, with before and after', async () => {
  const overlay = overlayTables(await based({ Id: 'changed', Status: 'Raw' }, { Id: 'same', Status: 'Raw' }, { Id: 'deleted' }, { Id: 'refused', Version: 1 }, { Id: 'back', Status: 'Raw' }));

  await overlay.update('Lead', { Id: 'changed' }, { set: { Status: 'Open' } });
  await overlay.putMany(leads({ Id: 'created' }, { Id: 'same', Status: 'Raw' }, { Id: 'passing' }));
  await overlay.deleteMany('Lead', [{ Id: 'deleted' }, { Id: 'passing' }, { Id: 'never' }]);
  await overlay.put('Lead', { Id: 'refused', Version: 3 }, [{ attribute: 'Version', is: 'equal', value: 2 }]);
  await overlay.update('Lead', { Id: 'back' }, { set: { Status: 'Open' } });
  await overlay.update('Lead', { Id: 'back' }, { set: { Status: 'Raw' } });
  await overlay.deleteMany('Contact', [{ Id: 'never' }]);

  expect(await overlay.changes()).toEqual({
    Lead: [{ before: { Id: 'changed', Status: 'Raw' }, after: { Id: 'changed', Status: 'Open' } }, { after: { Id: 'created' } }, { before: { Id: 'deleted' } }],
  });
});

it('of updates that meet while the base is read each counts, and a write that overtakes the reading is not lost', async () => {
  const overlay = overlayTables(await based({ Id: 'l', Count: 5 }, { Id: 'm', Status: 'Raw' }));

  await Promise.all([...Array.from({ length: 10 }, () => overlay.update('Lead', { Id: 'l' }, { add: { Count: 1 } })), overlay.update('Lead', { Id: 'm' }, { set: { Title: 'CTO' } }), overlay.putMany(leads({ Id: 'm', Status: 'Open' }))]);

  expect(inAnyOrder(await overlay.getMany('Lead', [{ Id: 'l' }, { Id: 'm' }]))).toEqual(inAnyOrder([{ Id: 'l', Count: 15 }, { Id: 'm', Status: 'Open', Title: 'CTO' }]));
});

/** A base that answers queries and scans only after something else has happened. */
const slow = (base: ReadTables, meanwhile: () => Promise<unknown>): ReadTables => ({
  ...base,
  query: async (spec) => {
    const found = await base.query(spec);
    await meanwhile();
    return found;
  },
  async *scan(table, attributes) {
    for await (const page of base.scan(table, attributes)) {
      await meanwhile();
      yield page;
    }
  },
});

it('an item that is written while a query or a scan is under way is found once', async () => {
  const base = await based({ Id: 'l', OwnerId: 'u', CreatedDate: '2024-10-08' });
  const byOwner = { table: 'Lead', index: 'byOwner', partition: 'u' } as const;

  const queried = overlayTables(slow(base, () => queried.update('Lead', { Id: 'l' }, { set: { Status: 'Open' } })));
  expect(await queried.query(byOwner)).toEqual([{ Id: 'l', OwnerId: 'u', CreatedDate: '2024-10-08' }]);

  const read = overlayTables(slow(base, () => read.update('Lead', { Id: 'l' }, { set: { Status: 'Open' } })));
  expect((await scanned(read, 'Lead')).map(({ Id }) => Id)).toEqual(['l']);
});
