import * as fc from 'fast-check';
import { FREE_MAIL_HOSTS } from '../../../shared/domain/matching/free-mail-hosts.table';
import { normaliseDomain, normaliseEmail, normaliseLinkedIn, normaliseName } from '../../../shared/domain/matching/normalise';

const isFreeMail = (host: string): boolean => FREE_MAIL_HOSTS.has(host);
const blanks = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\u00a0') });
/** Text in which the marks that the normal forms look for are frequent. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom('http://', 'HTTPS://', 'www.', 'WWW.', 'acme', '.com', '.', '/', '?', '#', '\\', '@', ':', ' ', '/in/', 'Ada', 'Σ', 'İ', 'J\u030c', 'e\u0301')).map((parts) => parts.join('')),
);
const anyCase = (text: string): fc.Arbitrary<string> => fc.constantFrom(text, text.toUpperCase(), text.charAt(0).toUpperCase() + text.slice(1));

describe('domains (contracts, section 5; RT-04)', () => {
  it.each([
    ['acme.com', 'acme.com'],
    ['https://www.globex.com', 'globex.com'],
    ['HTTPS://WWW.Acme.COM:443/en/?x=1#top', 'acme.com'],
    [' acme.com. ', 'acme.com'],
    ['http://www.acme.com/', 'acme.com'],
    ['jobs@acme.com', 'acme.com'],
    ['jane@globex.com', 'globex.com'],
    ['//acme.com/careers', 'acme.com'],
    ['ftp://user:secret@acme.com', 'acme.com'],
    ['jobs@old.com@acme.com', 'acme.com'],
    ['acme.com\\en', 'acme.com'],
    ['acme.com?next=http://other.com', 'acme.com'],
    ['acme.com#@other.com', 'acme.com'],
    ['..acme.com..', 'acme.com'],
    ['careers.acme.com', 'careers.acme.com'],
    ['www2.acme.com', 'www2.acme.com'],
    ['www.www.com', 'www.com'],
    ['müller.de', 'müller.de'],
  ])('%j is %s', (text, domain) => {
    expect(normaliseDomain(text, isFreeMail)).toBe(domain);
  });

  it.each([undefined, '', '  ', 'acme', 'https://', 'http:///', 'localhost:8080', 'www.com', '.com.', 'jane@', '@', '/?#', 'https://intranet/page.html'])('%j is no domain', (text) => {
    expect(normaliseDomain(text, isFreeMail)).toBeUndefined();
  });

  it.each(['gmail.com', 'http://www.gmail.com/', 'jane@GMAIL.com', ' Yahoo.co.uk. '])('%j is a free-mail host and no domain anywhere', (text) => {
    expect(normaliseDomain(text, isFreeMail)).toBeUndefined();
  });

  it('asks about free mail with the normalised host', () => {
    expect(normaliseDomain('HTTPS://WWW.Mail.Example:443/', (host) => host === 'mail.example')).toBeUndefined();
  });

  it('finds the host whatever stands around it', () => {
    const written = fc
      .domain()
      .filter((host) => !host.startsWith('www.'))
      .chain((host) =>
        fc.record({
          host: fc.constant(host.toLowerCase()),
          text: fc
            .tuple(blanks, fc.constantFrom('', 'http://', 'HTTPS://', '//'), fc.constantFrom('', 'www.', 'WWW.', 'jobs@', 'a:b@www.'), anyCase(host), fc.constantFrom('', '.', ':443'), fc.constantFrom('', '/', '/en/?x=1#top', '?q=@b.c', '#a', '\\x'), blanks)
            .map((parts) => parts.join('')),
        }),
      );

    fc.assert(fc.property(written, ({ host, text }) => expect(normaliseDomain(text, () => false)).toBe(host)));
  });

  it('gives a lower-case host with a dot in it, free of path, user and port, or nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const host = normaliseDomain(text, isFreeMail) ?? 'no.domain';

        expect(host).toMatch(/^[^/?#\\@:]*\.[^/?#\\@:]*$/);
        expect(host).toBe(host.toLowerCase());
      }),
    );
  });
});

describe('names (contracts, section 5)', () => {
  it.each([
    ['Globex GmbH', 'globex gmbh'],
    ['  ACME \t  Holdings,\u00a0Inc. ', 'acme holdings, inc.'],
    ['Cafe\u0301 Noir', 'caf\u00e9 noir'],
    ['J\u030cAKOV', '\u01f0akov'],
  ])('%j is %j', (text, name) => {
    expect(normaliseName(text)).toBe(name);
  });

  it('keeps legal forms: a name that is only similar is another name', () => {
    expect(normaliseName('Acme Ltd')).not.toBe(normaliseName('Acme Limited'));
  });

  it('does not depend on how accents are encoded', () => {
    fc.assert(fc.property(anyText, (text) => expect(normaliseName(text.normalize('NFD'))).toBe(normaliseName(text.normalize('NFC')))));
  });
});

describe('e-mail addresses (contracts, section 5)', () => {
  it('are trimmed and lower case', () => {
    expect(normaliseEmail(' Ada.Okafor@Globex.EXAMPLE\n')).toBe('ada.okafor@globex.example');
  });
});

describe('LinkedIn profiles (contracts, section 5)', () => {
  it.each([
    ['https://www.linkedin.com/in/example', 'example'],
    ['HTTPS://de.LinkedIn.com/IN/Ada-Okafor/de?trk=x', 'ada-okafor'],
    ['linkedin.com/in/ada#about', 'ada'],
    [' https://www.linkedin.com/pub/ada/1/2/3/?trk=x#top ', 'linkedin.com/pub/ada/1/2/3'],
    ['http://linkedin.com/sales/lead/ACw', 'linkedin.com/sales/lead/acw'],
  ])('%j is %s', (text, profile) => {
    expect(normaliseLinkedIn(text)).toBe(profile);
  });

  it.each(['https://www.linkedin.com/in/', 'https://linkedin.com/in/?trk=x', 'https://', ''])('%j names nobody', (text) => {
    expect(normaliseLinkedIn(text)).toBeUndefined();
  });

  it('gives the handle whatever stands around it', () => {
    const handle = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
    const written = handle.chain((handle) =>
      fc.record({
        handle: fc.constant(handle),
        text: fc
          .tuple(blanks, fc.constantFrom('', 'http://', 'https://', 'HTTPS://'), fc.constantFrom('', 'www.', 'uk.'), fc.constant('linkedin.com/in/'), anyCase(handle), fc.constantFrom('', '/', '/en', '?trk=/in/x', '#a'), blanks)
          .map((parts) => parts.join('')),
      }),
    );

    fc.assert(fc.property(written, ({ handle, text }) => expect(normaliseLinkedIn(text)).toBe(handle)));
  });
});

describe.each([
  ['name', normaliseName],
  ['e-mail', normaliseEmail],
  ['LinkedIn profile', normaliseLinkedIn],
  ['domain', (text: string | undefined) => normaliseDomain(text, isFreeMail)],
])('the normal form of a %s', (_, normalise) => {
  it.each([undefined, '', ' \t\u00a0\n'])('%j has none: an empty key never matches', (text) => {
    expect(normalise(text)).toBeUndefined();
  });
});

/** Domains and profiles drop one leading `www.` only, so that text which bears several of such marks is no fixed point. */
describe.each([
  ['name', normaliseName, anyText],
  ['e-mail', normaliseEmail, anyText],
  ['LinkedIn profile', normaliseLinkedIn, fc.webUrl({ withQueryParameters: true, withFragments: true })],
  ['domain', (text: string | undefined) => normaliseDomain(text, isFreeMail), fc.oneof(fc.webUrl(), fc.emailAddress(), fc.domain())],
])('normalising a %s twice', (_, normalise, texts) => {
  it('is normalising it once', () => {
    fc.assert(fc.property(texts, (text) => expect(normalise(normalise(text))).toBe(normalise(text))), { numRuns: 500 });
  });
});
