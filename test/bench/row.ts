/** One figure of a benchmark. `aim` is what the project wants of it; nothing passes or fails on it. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: string;
  readonly note?: string;
}
