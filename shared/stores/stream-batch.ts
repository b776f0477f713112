import type { StreamChanges } from '../domain/leads/changes';

/** What was decided about a portion of the stream, frozen before any of it is written (decision 031). */
export interface StreamBatch {
  /** Each delivery that was taken has its outcome among them. */
  readonly changes: StreamChanges;
  /** The place in the stream of each entry of the score history. */
  readonly scoreOrders: readonly string[];
}
