import { invalidInputError } from '../errors/app-error';
import type { Erasure } from '../stores/erasure-store';

/** The request that a step works. Throws InvalidInputError when there is none. */
export const knownErasure = (erasure: Erasure | undefined, erasureId: string): Erasure => {
  if (!erasure) throw invalidInputError(`There is no erasure ${erasureId}: ask for one with POST /privacy/erasures or revsignal erase`, { erasureId });
  return erasure;
};
