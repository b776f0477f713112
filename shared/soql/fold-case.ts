/**
 * Lower case of the same length, so that texts of different length are known to differ without folding them.
 * Only the dotted capital İ would grow; it stays as it is and equals itself alone.
 */
export const foldCase = (text: string): string => {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.split('İ').map((part) => part.toLowerCase()).join('İ');
};
