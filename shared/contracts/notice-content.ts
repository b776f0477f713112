import type { AddressedNotice } from '../domain/lead-alerts/address-notices';

/** What is frozen in the message of a notice: everything but the name and the address of its recipient. */
export type NoticeContent = Pick<AddressedNotice, 'kind' | 'entries' | 'notTold'>;
