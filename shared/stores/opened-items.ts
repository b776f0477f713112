import type { TableName } from '../names/tables';
import type { Item, ReadTables, Value } from '../ports/tables';
import { fromPieces, textOfFirst, toPieces } from './blob';
import { pieceOf } from './run-store';

/** An item with its blob opened, so that what is in it can be read and changed like any other value. */
export interface OpenedItem {
  /** The stored items that it is made of: one, or the pieces of one result. */
  readonly stored: readonly Item[];
  readonly value: Item;
  /** The stored items of a changed value, as many as there were. */
  readonly close: (value: Item) => Item[];
}

/**
 * Every item of a table, page by page, with its blob opened: the content of messages (`Content`) and the results that runs keep
 * (`Result`). Of a result whose writer was cut off before it was whole comes what can be read of it (`Remains`).
 */
export async function* openedItems(tables: ReadTables, table: TableName): AsyncIterable<OpenedItem[]> {
  const parts = new Map<string, Item[]>();
  for await (const page of tables.scan(table)) {
    yield page.flatMap((item) => {
      const piece = table === 'Run' ? pieceOf(text(item['Part'])) : undefined;
      if (piece === undefined) return [table === 'Message' ? openMessage(item) : asItIs(item)];
      // Nearly every result is one piece; only the others wait for their rest.
      const whole = piece.index === 0 ? openWhole([item]) : undefined;
      if (whole) return [whole];
      const result = JSON.stringify([item['RunId'], piece.result]);
      parts.set(result, [...(parts.get(result) ?? []), item]);
      return [];
    });
  }
  for (const stored of parts.values()) {
    const inOrder = stored.toSorted((a, b) => indexOf(a) - indexOf(b));
    yield [openWhole(inOrder) ?? openRemains(inOrder)];
  }
}

const asItIs = (item: Item): OpenedItem => ({ stored: [item], value: item, close: (value) => [value] });

const openMessage = (item: Item): OpenedItem => {
  const pieces = bytesIn(item['Content']);
  return { stored: [item], value: { ...item, Content: asValue(fromPieces(pieces)) }, close: (value) => [{ ...value, Content: toPieces(value['Content'], pieces.length) }] };
};

const openWhole = (stored: readonly Item[]): OpenedItem | undefined => {
  try {
    const value = { ...keyOf(stored), Result: asValue(fromPieces(piecesOf(stored))) };
    return { stored, value, close: ({ Result }) => toPieces(Result, stored.length).map((Piece, index) => ({ ...stored[index], Piece })) };
  } catch {
    return undefined;
  }
};

const openRemains = (stored: readonly Item[]): OpenedItem => ({ stored, value: { ...keyOf(stored), Remains: textOfFirst(piecesOf(stored)) }, close: () => [...stored] });

const keyOf = ([first]: readonly Item[]): Item => ({ RunId: first?.['RunId'], Part: first?.['Part'] });
const piecesOf = (stored: readonly Item[]): Uint8Array[] => bytesIn(stored.flatMap(({ Piece }) => Piece ?? []));
const bytesIn = (value: Value | undefined): Uint8Array[] => (Array.isArray(value) ? value.filter((piece) => piece instanceof Uint8Array) : []);
const indexOf = ({ Part }: Item): number => pieceOf(text(Part))?.index ?? 0;
const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

/** Blobs hold JSON. */
const asValue = (json: unknown): Value => json as Value;
