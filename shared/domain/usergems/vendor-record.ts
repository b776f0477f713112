import { sha256 } from './event-id';

/** What UserGems can be told to follow. */
export type VendorAdd =
  | {
      readonly kind: 'add_contact';
      readonly email: string;
      readonly firstName?: string | undefined;
      readonly lastName?: string | undefined;
      readonly company?: string | undefined;
      readonly linkedinUrl?: string | undefined;
      readonly relationshipType: string;
      readonly signal: string;
      /** Comes back with every job change: the contact's id. */
      readonly custom: string;
    }
  | { readonly kind: 'add_account'; readonly reportId: number; readonly name: string; readonly domain: string };

export type VendorRemoval =
  /** Always scoped: without relationship type and signal every relation of the person would be removed. */
  | { readonly kind: 'remove_contact'; readonly email: string; readonly relationshipType: string; readonly signal: string }
  | { readonly kind: 'remove_account'; readonly reportName: string; readonly domain: string };

export const isRemoval = (write: VendorAdd | VendorRemoval): write is VendorRemoval => write.kind === 'remove_contact' || write.kind === 'remove_account';

/** One record as the vendor tells records apart. */
export interface VendorRecordKey {
  /** `contact#<e-mail>` or `account#<domain>`. */
  readonly vendorRecordId: string;
  /** What a removal is scoped by: `<relationship type>#<signal>` of a contact, the report's name of an account. */
  readonly relation: string;
}

/** What the vendor was told last about one record. */
export interface VendorRecord extends VendorRecordKey {
  /**
   * `telling` stands from before the request until its answer: if that was never heard, the vendor may or may not know. A record that
   * was removed has no row.
   */
  readonly state: 'telling' | 'told' | 'refused';
  /** Of the write that the state is about. */
  readonly hash: string;
  /** The vendor's words, when it refused. */
  readonly reason: string;
  /** ISO-8601 UTC. */
  readonly toldAt: string;
  readonly runId: string;
  /** Id of the Contact or Account that it stands for. */
  readonly recordId: string;
  /** How the vendor is told to remove it, whatever the settings say by then. */
  readonly removal: VendorRemoval;
}

export const contactRecordId = (email: string): string => `contact#${email}`;

/** The key of what a removal removes. */
export const vendorRecordKey = (removal: VendorRemoval): VendorRecordKey =>
  removal.kind === 'remove_contact'
    ? { vendorRecordId: contactRecordId(removal.email), relation: `${removal.relationshipType}#${removal.signal}` }
    : { vendorRecordId: `account#${removal.domain}`, relation: removal.reportName };

/** The key as one text, for maps. */
export const keyText = ({ vendorRecordId, relation }: VendorRecordKey): string => `${vendorRecordId}#${relation}`;

/** Changes whenever the vendor has to be told again. */
export const writeHash = (write: VendorAdd | VendorRemoval): string => sha256(JSON.stringify(write)).slice(0, 16);
