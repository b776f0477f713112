/**
 * What one person is told in one run: a digest of entries, one for each record that a rule brought to them (NT-07, NT-10). All
 * texts are as they came from the vendor or the CRM; whoever renders them escapes them.
 */
export type RuleId = '1A' | '1B' | '1C' | '1D' | '3A' | '3B';
export type RecipientRole = 'BDR/SDR' | 'BDR' | 'AE' | 'Renewal Manager';

export interface DigestEntry {
  readonly rule: RuleId;
  readonly objectType: 'Lead' | 'Contact';
  readonly recordId: string;
  readonly role: RecipientRole;
  readonly person: string;
  readonly newTitle?: string | undefined;
  readonly newCompany?: string | undefined;
  readonly pastTitle?: string | undefined;
  readonly pastCompany?: string | undefined;
  /** Start of the new job, YYYY-MM-DD. */
  readonly startedOn?: string | undefined;
  readonly ownerName?: string | undefined;
  readonly leadId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly accountName?: string | undefined;
  /** The open opportunities that made the rule hold. */
  readonly opportunities: readonly { readonly id: string; readonly name?: string | undefined; readonly stage: string }[];
}

export interface Digest {
  readonly recipientName: string;
  /** Business date of the run, YYYY-MM-DD. */
  readonly runDate: string;
  readonly entries: readonly DigestEntry[];
}

/** What operators are told: one sentence, then the particulars, then what to do. */
export interface Alert {
  /** E.g. `NO_COVERAGE`. */
  readonly kind: string;
  readonly headline: string;
  readonly particulars: readonly string[];
  /** Heading of docs/runbook.md that helps. */
  readonly runbookAnchor: string;
  readonly runId: string;
}
