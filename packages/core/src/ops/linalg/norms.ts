import { argumentErrors } from '../../errors/arguments.ts';
import { takes } from '../../errors/surplus.ts';
import { kept } from '../../families/reduction.ts';
import type { Operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { noGrad } from '../../recording.ts';
import type { Value } from '../../value.ts';
import { abs, div, mul } from '../elementwise/arithmetic.ts';
import { greater } from '../elementwise/logic.ts';
import { axesInTurn } from '../indexing/indices.ts';
import { max, min, peak } from '../reduce/selection.ts';
import { NORM, type NormOptions, norm } from '../reduce/statistics.ts';
import { sum } from '../reduce/sum.ts';
import { moveAxis, reshape } from '../shape/shape.ts';
import { select } from '../shape/slice.ts';
import { svdvals } from './decompositions.ts';
import { matrices, squareMatrices, type ToleranceOptions, toleranceOf } from './matrices.ts';
import { inverseFor } from './solve.ts';

/** `norm` under a name that distinguishes it from `matrixNorm`: over all entries, or over those along the axes. */
export const vectorNorm = takes(
  'vectorNorm',
  2,
  (x: Operand, options: NormOptions = {}): Value => norm(x, optionsOf('vectorNorm', options, NORM)),
);

/** Which norm of a matrix: see `matrixNorm`. */
export type MatrixNormOrder = 'fro' | 'nuc' | 1 | -1 | 2 | -2 | number;

/** Which matrix norm, and over which axes. */
export interface MatrixNormOptions {
  /** Which norm; default: 'fro'. */
  p?: MatrixNormOrder;
  /** The axes of the rows and of the columns; default: the last two. */
  axes?: readonly [rows: number, columns: number];
  /** Keep the two axes, with size 1. */
  keepDims?: boolean;
}

const last = { axis: -1 };

/** The largest or the smallest of the numbers along the last axis. */
const extreme = (x: Value, p: number) => (p > 0 ? max(x, last) : min(x, last));

/** The norm of the matrices in the last two axes; undefined if there is none of this name. */
function normOf(x: Value, p: MatrixNormOrder): Value | undefined {
  if (p === 'fro') return norm(x, { axis: [-2, -1] });
  if (p === 'nuc') return sum(svdvals(x), last);
  if (p === 2 || p === -2) return extreme(svdvals(x), p);
  if (p === 1 || p === -1) return extreme(sum(abs(x), { axis: -2 }), p);
  return p === Infinity || p === -Infinity ? extreme(sum(abs(x), last), p) : undefined;
}

/**
 * A norm of matrices: 'fro', the root of the sum of squares; 'nuc', the sum of the singular values; 2 and −2, the largest
 * and the smallest singular value; 1 and −1, the largest and the smallest sum of |x| down a column, ∞ and −∞ along a row. If
 * several are the largest, they share the gradient. Throws a DataError for any other p.
 *
 * @example
 * ```ts
 * import { matrixNorm } from '@chainrule/core';
 * const A = [[3, 0], [4, 5]];
 * matrixNorm(A, { p: 1 }); // → 7
 * matrixNorm(A, { p: Infinity }); // → 9
 * matrixNorm(A, { p: 'nuc' }); // → 8.94427190999916
 * ```
 */
export const matrixNorm = takes('matrixNorm', 2, (x: Operand, options: MatrixNormOptions = {}): Value => {
  const input = matrices('matrixNorm', x);
  const {
    p = 'fro',
    axes = [-2, -1],
    keepDims = false,
  } = optionsOf('matrixNorm', options, 'p, axes, keepDims');
  const pair = axesInTurn('matrixNorm', input, axes);
  if (pair.length !== 2) throw argumentErrors.badOption('matrixNorm', 'axes', 'two axes', axes);
  const y = normOf(moveAxis(input, pair, [-2, -1]), p);
  if (!y) throw argumentErrors.badOption('matrixNorm', 'p', ORDERS, p);
  return keepDims ? reshape(y, kept(input.shape, pair)) : y;
});

const ORDERS = "'fro', 'nuc', 1, -1, 2, -2, Infinity or -Infinity";

/**
 * The condition number of matrices with respect to a norm, ‖A‖ ‖A⁻¹‖. For p = 2, the default, it is the ratio of the largest
 * singular value to the smallest, also for matrices that are not square; for p = −2 the inverse of that.
 *
 * For a singular matrix it is Infinity for p = 2; for p other than ±2 it throws a DataError.
 */
export const cond = takes('cond', 2, (x: Operand, options: { p?: MatrixNormOrder } = {}): Value => {
  const { p = 2 } = optionsOf('cond', options, 'p');
  if (p === 2 || p === -2) {
    const S = svdvals(matrices('cond', x));
    const [most, least] = [select(S, 0, last), select(S, -1, last)];
    return p === 2 ? div(most, least) : div(least, most);
  }
  const input = squareMatrices('cond', x);
  const size = normOf(input, p);
  if (!size) throw argumentErrors.badOption('cond', 'p', ORDERS, p);
  return mul(size, normOf(inverseFor('cond', input), p)!);
});

/** How many singular values of a matrix are not zero up to rounding, as int32. No derivative passes through. */
export const matrixRank = takes('matrixRank', 2, (x: Operand, options: ToleranceOptions = {}): Value => {
  const input = matrices('matrixRank', x);
  const tolerance = toleranceOf('matrixRank', input, options);
  return noGrad(() => {
    const S = svdvals(input);
    if (S.size === 0) return sum(greater(S, 0), last);
    return sum(greater(S, mul(peak(S, [S.rank - 1]), tolerance)), last);
  });
});
