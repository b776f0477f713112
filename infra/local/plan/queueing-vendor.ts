import type { UserGemsApi, VendorWrite } from '../../../shared/ports/usergems-api';

/** A vendor that takes everything into its queue, and is nobody: what it would have been told is kept. */
export const queueingVendor = (): UserGemsApi & { readonly writes: readonly VendorWrite[] } => {
  const writes: VendorWrite[] = [];
  return {
    writes,
    send: async (write) => {
      writes.push(write);
      return { outcome: 'queued' };
    },
  };
};
