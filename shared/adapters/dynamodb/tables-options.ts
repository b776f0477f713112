import type { StoreCall } from './table-calls';

/** How the storage port works over the calls of a store. */
export interface TablesOptions {
  /** Hears of every answered request: a putMany of 60 items is three. */
  readonly onCall?: (call: StoreCall) => void;
  /** Batches in flight; 10 keep one embedded store or one Lambda busy. */
  readonly batchesInFlight?: number;
  /** Segments of a scan that are read at the same time. */
  readonly scanSegments?: number;
  /** Waits between tries of a batch; tests pass their own. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** Tells `onCall` of a request, with 0 for what it did not do. */
export const reporting =
  (onCall: TablesOptions['onCall'] = () => {}) =>
  (operation: StoreCall['operation'], amounts: Partial<Omit<StoreCall, 'operation'>>): void =>
    onCall({ operation, itemsRead: 0, itemsWritten: 0, readUnits: 0, writeUnits: 0, ...amounts });
