import type { Fold } from '@chainrule/core/extend';
import type { Spelling } from './spelling.ts';
import { spellings } from './table.ts';

/** How numbers are combined, one after the other. */
export interface FoldSpelling {
  /** The value before the first number. */
  readonly start: number;
  /** The value after another number, given the value so far and the number. */
  readonly spelling: Spelling;
  /** What the start and the first number give: the number itself, or its truth value; undefined if the start matters. */
  readonly first?: 'itself' | 'truth';
  /** Whether the result may need rounding to its dtype. */
  readonly rounds: boolean;
}

/** How each fold is computed; a NaN stays whatever comes. */
export const folds: Readonly<Record<Fold, FoldSpelling>> = {
  sum: { start: 0, spelling: spellings.add, rounds: true },
  product: { start: 1, spelling: spellings.mul, first: 'itself', rounds: true },
  largest: { start: -Infinity, spelling: spellings.maximum, first: 'itself', rounds: false },
  smallest: { start: Infinity, spelling: spellings.minimum, first: 'itself', rounds: false },
  all: { start: 1, spelling: spellings.logicalAnd, first: 'truth', rounds: false },
  any: { start: 0, spelling: spellings.logicalOr, first: 'truth', rounds: false },
};
