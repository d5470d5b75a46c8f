import type { Value } from '@chainrule/core';
import type { Language } from '../read/language.ts';
import type { Claim } from './claim.ts';

/** A claim about a variable, where the language makes no difference between a vector and a column, in the shape of that variable. */
export function inColumns(claim: Claim, { shape }: Value, { columns }: Language): Claim {
  if (!columns) return claim;
  return {
    ...claim,
    at: (place) => {
      const value = claim.at(place);
      const isColumn = (each: readonly number[]) => each.length === 1 || (each.length === 2 && each[1] === 1);
      const differs = value.rank !== shape.length && isColumn(value.shape) && isColumn(shape);
      return differs && value.size === shape[0] ? value.reshape(shape) : value;
    },
  };
}
