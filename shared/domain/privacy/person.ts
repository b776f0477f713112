/**
 * One person who is to be erased, by what links records to them: e-mail addresses, LinkedIn profiles, and ids of records and signals.
 * Names are no clue: two people may bear the same.
 */
export interface Person {
  /** Normalised addresses. */
  readonly emails: ReadonlySet<string>;
  /** Handles of LinkedIn profiles. */
  readonly profiles: ReadonlySet<string>;
  /** Ids of their leads and contacts, and of their signals. */
  readonly ids: ReadonlySet<string>;
  /** Finds their addresses and profiles in any text; undefined when there is none to find. */
  readonly mentions: RegExp | undefined;
}

/** What is no address, such as `n/a`, stands on many records. */
export const isAddress = (email: string): boolean => /^[^\s@]+@[^\s@]+$/.test(email);

/** A clue as text, `<kind>:<value>`, so that clues are compared, grouped and stored as such. */
export type ClueKind = 'email' | 'profile' | 'record' | 'signal';
export const clue = (kind: ClueKind, value: string): string => `${kind}:${value}`;

export const personOf = (clues: Iterable<string>): Person => {
  const of: Record<ClueKind, Set<string>> = { email: new Set(), profile: new Set(), record: new Set(), signal: new Set() };
  for (const one of clues) {
    const colon = one.indexOf(':');
    of[one.slice(0, colon) as ClueKind].add(one.slice(colon + 1));
  }
  return { emails: of.email, profiles: of.profile, ids: new Set([...of.record, ...of.signal]), mentions: mentionsOf(of.email, of.profile) };
};

/** Whole addresses and handles only: `ada@acme.example` is neither in `dada@acme.example` nor in `ada@acme.example.org`. */
const mentionsOf = (emails: ReadonlySet<string>, profiles: ReadonlySet<string>): RegExp | undefined => {
  const patterns = [
    // A line feed before it is the letter n behind a backslash in JSON.
    ...[...emails].map((email) => `(?:(?<![\\p{L}\\p{N}._%+-])|(?<=\\\\[nrt]))${escaped(email)}(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`),
    // As a part of a profile's URL, and as it stands in match keys.
    ...[...profiles].map((profile) => `(?<=/in/|linkedin:)${escaped(profile)}(?![^/?#\\s"'<>\\\\,;)|])`),
  ];
  return patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'giu');
};

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
