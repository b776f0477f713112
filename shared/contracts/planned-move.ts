/** A lead that a clean-up moves, with what it was when that was planned. */
export interface PlannedMove {
  readonly leadId: string;
  /** Id of the rule of shared/domain/queue-clean-up/clean-up-rules.table.ts. */
  readonly rule: string;
  readonly ownerId: string | undefined;
  readonly status: string | undefined;
}
