import type { FreeMail } from '../matching/normalise';
import { normaliseDomain } from '../matching/normalise';
import type { Finding } from './score-points.table';

/** Words of a title, whole and ignoring case (LD-T1). */
const SENIOR_WORDS: ReadonlySet<string> = new Set(['vp', 'manager', 'director', 'senior', 'head']);
const JUNIOR_WORDS: ReadonlySet<string> = new Set(['developer', 'engineer']);

/** What a person's address and title are worth, in the order in which the history shows it (contracts-leads, section 6). */
export const demographicsOf = ({ Email, Title }: { readonly Email?: string | undefined; readonly Title?: string | undefined }, isFreeMail: FreeMail): Finding[] => [
  ...emailFinding(Email, isFreeMail),
  ...titleFindings(Title ?? ''),
];

const emailFinding = (email: string | undefined, isFreeMail: FreeMail): Finding[] => {
  const host = normaliseDomain(email, () => false);
  if (host === undefined) return [];
  return [isFreeMail(host) ? 'free_email' : 'company_email'];
};

/** A title can be both: a Senior Engineer is senior and an engineer. */
const titleFindings = (title: string): Finding[] => {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const saysNothing = /^[\d\s]*$/.test(title);
  return [
    ...(words.some((word) => SENIOR_WORDS.has(word)) ? (['senior_title'] as const) : []),
    ...(saysNothing || words.some((word) => JUNIOR_WORDS.has(word)) ? (['junior_title'] as const) : []),
  ];
};
