/** Normal forms under which values are compared (contracts, section 5). An empty result means: this value matches nothing. */
export type FreeMail = (host: string) => boolean;

/** The host of a web site, URL or address, compared whole; undefined without a dot in it or for a free-mail host. */
export const normaliseDomain = (text: string | undefined, isFreeMail: FreeMail): string | undefined => {
  if (text === undefined) return undefined;
  const withoutScheme = text.trim().toLowerCase().replace(/^[^/?#\\]*?:\/\//, '').replace(/^\/+/, '');
  const authority = withoutScheme.split(/[/?#\\]/, 1)[0] ?? '';
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:.*$/s, '')
    .replace(/^\.+|\.+$/g, '')
    .replace(/^www\./, '');
  return host.includes('.') && !isFreeMail(host) ? host : undefined;
};

/** A company's or person's name: NFC, lower case, single blanks; legal forms stay. NFC comes last: there are more composed small letters than capitals. */
export const normaliseName = (text: string | undefined): string | undefined => nonEmpty(text?.toLowerCase().normalize('NFC').trim().replace(/\s+/g, ' '));

export const normaliseEmail = (text: string | undefined): string | undefined => nonEmpty(text?.trim().toLowerCase());

/** A LinkedIn profile's handle (none where nothing follows `/in/`); a URL without `/in/` stands for itself, without scheme, `www.`, query and final `/`. */
export const normaliseLinkedIn = (text: string | undefined): string | undefined => {
  const url = text?.trim().toLowerCase();
  if (url === undefined) return undefined;
  const handle = /\/in\/([^/?#]*)/.exec(url)?.[1];
  return nonEmpty(handle ?? url.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/^www\./, '').replace(/[?#].*$/s, '').replace(/\/+$/, ''));
};

const nonEmpty = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);
