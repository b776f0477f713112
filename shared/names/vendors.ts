/** Vendors whose rate all workers share, by their key in the RateLimit table. */
export const VENDORS = { usergems: 'usergems' } as const;
