import { ERASE_ITEM, type Erasing } from '../domain/privacy/erase-item.table';
import type { TableName } from '../names/tables';
import type { ReadTables, Item } from '../ports/tables';
import { openedItems, type OpenedItem } from '../stores/opened-items';

/** An item that has something of the person, and what is to stand in its place; nothing where it is to be deleted. */
export interface ErasureChange {
  readonly opened: OpenedItem;
  readonly after: Item | undefined;
}

/** What there is to do in a table, page by page; nothing more once the person is erased from it. */
export async function* erasureChanges(tables: ReadTables, table: TableName, erasing: Erasing): AsyncIterable<ErasureChange[]> {
  const { erase } = ERASE_ITEM[table];
  if (erase === undefined) return;
  for await (const page of openedItems(tables, table)) {
    yield page.flatMap((opened) => {
      const after = erase(opened.value, erasing);
      return after === opened.value ? [] : [{ opened, after }];
    });
  }
}
