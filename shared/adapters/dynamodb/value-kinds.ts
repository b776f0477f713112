import type { Value } from '../../ports/tables';

/** Array.isArray, which loses the element type of a readonly array. */
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
