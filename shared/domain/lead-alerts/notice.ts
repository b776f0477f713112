import type { AlertKind } from '../leads/changes';

/**
 * What one person is told of one kind on one channel: an entry for each alert of a run (contracts-leads, section 12). All texts are as
 * they came from outside; whoever renders them escapes them.
 */
export interface Notice {
  readonly kind: AlertKind;
  readonly recipientName: string;
  readonly entries: readonly NoticeEntry[];
}

export interface NoticeEntry {
  readonly recordId: string;
  /** Absent when there is no such record any more. */
  readonly objectType?: NoticeObject | undefined;
  /** Name of the person or of the account. */
  readonly name: string;
  /** Of a lead or contact: the account it belongs to, else the company by name. */
  readonly accountId?: string | undefined;
  readonly accountName?: string | undefined;
  /** What is to be known about it, in this order. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  /** What tells the alert from every other of its kind. */
  readonly eventId: string;
  readonly recipientRole: string;
}

export type NoticeObject = 'Lead' | 'Contact' | 'Account';
