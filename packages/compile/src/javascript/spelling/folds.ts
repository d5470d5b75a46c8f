import type { Fold } from '@chainrule/core/extend';
import type { Spelling } from './spelling.ts';
import { spellings } from './table.ts';

/** How numbers are taken together, one after the other. */
export interface FoldSpelling {
  /** What there is before the first. */
  readonly start: number;
  /** What there is after one more, given what there was and the number. */
  readonly spelling: Spelling;
  /** What the first number comes to: itself, or whether it holds; undefined where it is not the same with the start left out. */
  readonly first?: 'itself' | 'truth';
  /** Whether there may come numbers that the dtype of the result does not hold. */
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
