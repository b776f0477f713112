import type { TableName } from '../names/tables';
import type { Item, Tables, Value } from '../ports/tables';

/**
 * Requests to erase a person. While a request is open its row holds the address and every clue to the person, so that a retry still knows
 * them when the records are gone; afterwards it is the receipt and holds nothing of them but a hash of the address.
 */
export interface Erasure {
  readonly erasureId: string;
  readonly state: ErasureState;
  readonly requestedAt: string;
  /** User id, or `operator`. */
  readonly requestedBy: string;
  /** Names of the executions that worked it, the latest last. */
  readonly executions: readonly string[];
  /** Normalised; absent once the person is erased. */
  readonly email?: string | undefined;
  /** What is known of the person (shared/domain/privacy/person.ts); empty once the person is erased. */
  readonly clues: readonly string[];
  /** When the first execution began: everything that is changed carries this instant. */
  readonly erasedAt?: string | undefined;
  /** By the hash of each address what the vendor answered. */
  readonly vendor: readonly VendorTold[];
  /** Items that were changed and deleted, by a hash of their key: a retry finds fewer, and counts the same. */
  readonly items: Readonly<Partial<Record<TableName, ErasedItems>>>;
  readonly receipt?: Receipt | undefined;
}

export type ErasureState = 'REQUESTED' | 'ERASING' | 'ERASED';

export interface VendorTold {
  readonly emailSha256: string;
  readonly outcome: 'queued' | 'refused';
  /** The vendor's words, when it refused. */
  readonly reason?: string;
  /** ISO-8601 UTC. */
  readonly at: string;
}

export interface ErasedItems {
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
}

/** What can be shown afterwards. */
export interface Receipt {
  /** SHA-256 of the normalised address, so that it can be shown that this one was erased. */
  readonly emailSha256: string;
  /** Items by table and what was done with them. */
  readonly items: Readonly<Record<string, { readonly changed: number; readonly deleted: number }>>;
  /** What the vendor was told, one for each address. */
  readonly vendor: readonly VendorTold[];
  /** E-mails and posts that name the person and lie with their recipients. */
  readonly sent: readonly SentMessage[];
  readonly settledAt: string;
}

export interface SentMessage {
  readonly runId: string;
  readonly messageId: string;
  readonly channel: string;
  readonly state: string;
  readonly vendorIds: readonly string[];
}

export interface ErasureStore {
  /** Keeps a request. */
  request(request: Pick<Erasure, 'erasureId' | 'requestedAt' | 'requestedBy'> & { readonly email: string }): Promise<void>;
  find(erasureId: string): Promise<Erasure | undefined>;
  /** The open request for an address. */
  openFor(email: string): Promise<Erasure | undefined>;
  /** Begins, or begins again: the instant of the first execution stays. One that is settled stays as it is. Undefined when there is no such request. */
  begin(erasureId: string, at: string, execution: string): Promise<Erasure | undefined>;
  keepClues(erasureId: string, clues: readonly string[]): Promise<void>;
  keepVendorTold(erasureId: string, told: readonly VendorTold[]): Promise<void>;
  keepItems(erasureId: string, table: TableName, items: ErasedItems): Promise<void>;
  /** Keeps the receipt and forgets the person. */
  settle(erasure: Erasure, receipt: Receipt): Promise<void>;
}

const itemsAttribute = (table: string): string => `Items_${table}`;

export const erasureStore = (tables: Tables): ErasureStore => {
  const set = async (erasureId: string, item: Item): Promise<void> => {
    await tables.update('Erasure', { ErasureId: erasureId }, { set: item }, [{ attribute: 'ErasureId', is: 'present' }]);
  };
  const find: ErasureStore['find'] = async (erasureId) => {
    const [item] = await tables.getMany('Erasure', [{ ErasureId: erasureId }]);
    return item && fromItem(item);
  };
  return {
    request: async ({ erasureId, requestedAt, requestedBy, email }) => {
      await tables.put('Erasure', { ErasureId: erasureId, State: 'REQUESTED', RequestedAt: requestedAt, RequestedBy: requestedBy, Email: email }, []);
    },
    find,
    openFor: async (email) => {
      for await (const page of tables.scan('Erasure')) {
        const open = page.find((item) => item['Email'] === email);
        if (open) return fromItem(open);
      }
      return undefined;
    },
    begin: async (erasureId, at, execution) => {
      const known = await find(erasureId);
      if (known === undefined || known.state === 'ERASED') return known;
      const executions = [...new Set([...known.executions, execution])];
      const item = await tables.update('Erasure', { ErasureId: erasureId }, { set: { State: 'ERASING', Executions: executions }, setIfAbsent: { ErasedAt: at } }, [{ attribute: 'State', is: 'different', value: 'ERASED' }]);
      return item ? fromItem(item) : find(erasureId);
    },
    keepClues: (erasureId, clues) => set(erasureId, { Clues: clues }),
    keepVendorTold: (erasureId, told) => set(erasureId, { Vendor: told.map((one) => ({ ...one })) }),
    keepItems: (erasureId, table, items) => set(erasureId, { [itemsAttribute(table)]: { ...items } }),
    settle: async ({ erasureId, items }, receipt) => {
      const change = { set: { State: 'ERASED', Receipt: asValue(receipt) }, remove: ['Email', 'Clues', 'Vendor', ...Object.keys(items).map(itemsAttribute)] };
      await tables.update('Erasure', { ErasureId: erasureId }, change);
    },
  };
};

/** A receipt is plain JSON. */
const asValue = (receipt: Receipt): Value => ({ ...receipt }) as unknown as Value;

/** The store holds what this store wrote. */
const fromItem = (item: Item): Erasure => ({
  erasureId: String(item['ErasureId']),
  state: item['State'] as ErasureState,
  requestedAt: String(item['RequestedAt']),
  requestedBy: String(item['RequestedBy']),
  executions: (item['Executions'] ?? []) as readonly string[],
  email: item['Email'] as string | undefined,
  clues: (item['Clues'] ?? []) as readonly string[],
  erasedAt: item['ErasedAt'] as string | undefined,
  vendor: (item['Vendor'] ?? []) as unknown as readonly VendorTold[],
  items: Object.fromEntries(Object.entries(item).flatMap(([name, value]) => (name.startsWith(itemsAttribute('')) ? [[name.slice(itemsAttribute('').length), value as unknown as ErasedItems]] : []))),
  receipt: item['Receipt'] as unknown as Receipt | undefined,
});
