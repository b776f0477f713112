/** The counts of a run that are not zero, e.g. `leadsCreated 12, skipped.SAME_ID 1`. */
export const countsInWords = (counts: unknown): string => worded(counts, '') || 'nothing to do';

const worded = (counts: unknown, name: string): string => {
  if (counts === 0 || counts === undefined || counts === null) return '';
  if (typeof counts !== 'object') return `${name} ${typeof counts === 'number' ? counts.toLocaleString('en-US') : String(counts)}`.trim();
  const parts = Object.entries(counts).map(([inner, count]) => worded(count, name === '' ? inner : `${name}.${inner}`));
  return parts.filter(Boolean).join(', ');
};
