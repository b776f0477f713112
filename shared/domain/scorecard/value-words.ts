import { ACCOUNT_LISTS } from '../usergems/account-lists.table';
import type { Band } from './bands';
import type { Category } from './categories.table';
import type { Measure } from './measure';

/** `52% (52 of 100 changes were contacted)`; of N/A that there is nothing to measure (SC-07). */
export const valueInWords = ({ value, part = 0, whole }: Measure, category: Category): string => {
  if (value === undefined) return 'nothing to measure';
  const basis = category.basis.replace('{part}', count(part)).replace('{whole}', count(whole));
  return `${inUnit(roundedToWorse(value, category), category.unit)} (${basis})`;
};

/** `at least 50%` */
export const benchmarkInWords = ({ atLeast, moreThan, atMost }: Band, { unit }: Category): string => {
  if (atLeast !== undefined) return `at least ${inUnit(atLeast, unit)}`;
  if (moreThan !== undefined) return `more than ${inUnit(moreThan, unit)}`;
  return atMost === undefined ? 'any' : `at most ${inUnit(atMost, unit)}`;
};

/** Of a share, one digit of its percentage is shown; of days and counts one digit of their own. */
const DIGITS: Readonly<Record<Category['unit'], number>> = { share: 3, points: 3, lists: 0, days: 1, 'per change': 1 };
/** Half of a hundredth of what is shown: binary fractions are a little off. */
const TOLERANCE = 1e-6;

/** A value just short of its benchmark must not look as if it met it. */
const roundedToWorse = (value: number, { unit, better }: Category): number => {
  const scale = 10 ** DIGITS[unit];
  return (better === 'higher' ? Math.floor(value * scale + TOLERANCE) : Math.ceil(value * scale - TOLERANCE)) / scale;
};

const POINTS = 6;

const inUnit = (value: number, unit: Category['unit']): string => {
  switch (unit) {
    case 'share':
      return `${decimal(100 * value)}%`;
    case 'points':
      return `${Math.round(POINTS * value)} of ${POINTS} points`;
    case 'lists':
      return `${decimal(value)} of ${ACCOUNT_LISTS.length} lists`;
    case 'days':
      return `${decimal(value)} ${value === 1 ? 'day' : 'days'}`;
    case 'per change':
      return `${decimal(value)} per change`;
  }
};

const decimal = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
const count = (number: number): string => number.toLocaleString('en-US');
