const WINDOW_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * Visits of career pages that gave no points yet, as Career_Page_Visits__c keeps them: instants in order, joined by `;`.
 * A visit makes a pair with the latest unused one within 7 x 24 hours of it, before or after, and both are used up (LD-T1).
 */
export const visitCareerPage = (unused: string | undefined, at: string): { readonly pair: boolean; readonly unused: string | undefined } => {
  const visits = visitsIn(unused);
  const partner = visits.findLastIndex((visit) => Math.abs(Date.parse(visit) - Date.parse(at)) <= WINDOW_MS);
  return partner < 0 ? { pair: false, unused: written([...visits, at]) } : { pair: true, unused: written(visits.toSpliced(partner, 1)) };
};

/** The unused visits of two records that became one (LD-06). */
export const uniteVisits = (one: string | undefined, other: string | undefined): string | undefined => written([...visitsIn(one), ...visitsIn(other)]);

const visitsIn = (field: string | undefined): string[] => (field === undefined || field === '' ? [] : field.split(';'));
const written = (visits: readonly string[]): string | undefined => (visits.length === 0 ? undefined : visits.toSorted().join(';'));
