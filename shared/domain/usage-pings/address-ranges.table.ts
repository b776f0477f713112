/** Addresses that stand for no company on the Internet: private, shared, loopback, link-local, multicast and reserved ones (CE-02). */
export const RESERVED_RANGES = {
  ipv4: ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
  ipv6: ['::1/128', 'fc00::/7', 'fe80::/10'],
} as const;
