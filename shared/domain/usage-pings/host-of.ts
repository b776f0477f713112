/** Longer than any host name (RFC 1035). */
const LONGEST_HOST = 253;

/**
 * The host that a usage ping names (CE-02; contracts-leads, section 11): trimmed, lower case, without scheme, sign-in, path, port, brackets,
 * zone of an address, outer dots and a leading `www.`. Undefined when nothing is left, or more than a host name can hold.
 */
export const hostOf = (text: string): string | undefined => {
  const withoutScheme = text.trim().toLowerCase().replace(/^[^/?#\\]*?:\/\//, '').replace(/^\/+/, '');
  const authority = withoutScheme.split(/[/?#\\]/, 1)[0] ?? '';
  const host = withoutPort(authority.slice(authority.lastIndexOf('@') + 1)).replace(/%.*$/s, '').replace(/^\.+|\.+$/g, '').replace(/^www\./, '');
  return host === '' || host.length > LONGEST_HOST ? undefined : host;
};

/** In brackets stands an IPv6 address; without them, more than one colon is one. */
const withoutPort = (authority: string): string => {
  const bracketed = /^\[([^\]]*)\]/.exec(authority)?.[1];
  if (bracketed !== undefined) return bracketed;
  return authority.indexOf(':') === authority.lastIndexOf(':') ? authority.replace(/:.*$/s, '') : authority;
};

/** The host, then the host without its first label, and so on down to two labels: who answers for none of them does not know it. */
export const wideningHosts = (host: string): string[] => {
  const labels = host.split('.');
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, index) => labels.slice(index).join('.'));
};
