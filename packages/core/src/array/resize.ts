import { type SparseMatrix, sparseMatrix } from './sparse.ts';

/** The weights of the entries around a place, from the one at ⌊place⌋ + first on, as a function of place − ⌊place⌋. */
export interface Taps {
  readonly first: number;
  readonly weights: (behind: number) => readonly number[];
}

/** The entry at ⌊place⌋ alone. */
export const NEAREST: Taps = { first: 0, weights: () => [1] };

/** Linear interpolation between two entries. */
export const LINEAR: Taps = { first: 0, weights: (t) => [1 - t, t] };

/**
 * Keys' cubics with PyTorch's a = −¾ through four entries, the first of which is one before ⌊place⌋: the weight of each as a
 * polynomial in place − ⌊place⌋, the constant term first.
 */
export const CUBICS: readonly (readonly number[])[] = [
  [0, -0.75, 1.5, -0.75],
  [1, 0, -2.25, 1.25],
  [0, 0.75, 1.5, -1.25],
  [0, 0, -0.75, 0.75],
];

/** Cubic interpolation between four entries. */
export const CUBIC: Taps = {
  first: -1,
  weights: (t) => CUBICS.map((terms) => terms.reduceRight((sum, term) => sum * t + term)),
};

/** The matrix from n entries to m, where entry i reads at `place(i)`; beyond the ends the border is repeated. */
export function resizeMatrix(n: number, m: number, place: (i: number) => number, taps: Taps): SparseMatrix {
  const entries = Array.from({ length: m }, (_, i) => {
    const at = place(i);
    const first = Math.floor(at) + taps.first;
    return taps
      .weights(at - Math.floor(at))
      .map((weight, k) => [i, Math.min(Math.max(first + k, 0), n - 1), weight] as const);
  });
  return sparseMatrix(m, n, entries.flat());
}
