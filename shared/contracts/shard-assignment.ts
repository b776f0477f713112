/** What the plan gives a shard of a release: signals to release, in order, and signals whose outcome is known already. */
export interface ShardAssignment {
  readonly release: readonly string[];
  readonly settled: readonly SettledSignal[];
}

export interface SettledSignal {
  readonly signalId: string;
  readonly outcome: 'held' | 'rejected' | 'duplicate';
  readonly reason: string;
  readonly contactId?: string | undefined;
  readonly tier?: string | undefined;
}
