import { sizeOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { axesInTurn } from '../indexing/indices.ts';
import { floats, moveAxis, reshape, squeeze } from '../shape/shape.ts';
import { pinv } from './decompositions.ts';
import { matmul } from './matmul.ts';
import { identityFor, matrices, squareMatrices, type ToleranceOptions } from './matrices.ts';
import { inverse, rightSide, solve, solveTriangle } from './solve.ts';

/* Linear systems solved with other operations. */

/**
 * The X that minimises ‖A X − B‖, `[…, m, n]` and `[…, m, k] → […, n, k]`; if several do, the smallest X: A⁺ B. B may be a
 * vector, or a stack of vectors, one for each matrix. Singular values of at most `tolerance` times the largest count as
 * zero, as in `pinv`.
 *
 * @example
 * ```ts
 * import { lstsq } from '@chainrule/core';
 * lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]); // → [1, 2]
 * ```
 */
export const lstsq = takes('lstsq', 3, (a: Operand, b: Operand, options: ToleranceOptions = {}): Value => {
  const A = matrices('lstsq', a);
  const { B, isVector } = rightSide('lstsq', A, b);
  const X = matmul(pinv(A, optionsOf('lstsq', options, 'tolerance')), B);
  return isVector ? squeeze(X, { axis: -1 }) : X;
});

/**
 * The solution X of A X = B, given L of A = L Lᵀ from `cholesky`; with `upper`, U of A = Uᵀ U. B is as in `solve`.
 *
 * @example
 * ```ts
 * import { cholesky, choleskySolve } from '@chainrule/core';
 * choleskySolve([6, 9], cholesky([[4, 2], [2, 5]])); // → [0.75, 1.5]
 * ```
 */
export const choleskySolve = takes(
  'choleskySolve',
  3,
  (b: Operand, triangle: Operand, options: { upper?: boolean } = {}): Value =>
    solveTwice('choleskySolve', b, triangle, options),
);

/** A⁻¹, given L of A = L Lᵀ from `cholesky`; with `upper`, U of A = Uᵀ U. */
export const choleskyInverse = takes(
  'choleskyInverse',
  2,
  (triangle: Operand, options: { upper?: boolean } = {}): Value => {
    const L = squareMatrices('choleskyInverse', triangle);
    return solveTwice('choleskyInverse', identityFor(L), L, options);
  },
);

function solveTwice(operation: string, b: Operand, triangle: Operand, options: { upper?: boolean }): Value {
  const { upper = false } = optionsOf(operation, options, 'upper');
  const first = solveTriangle(operation, triangle, b, { upper, transpose: upper });
  return solveTriangle(operation, triangle, first, { upper, transpose: !upper });
}

/**
 * The inverse of a as a linear map of arrays: its first `ind` axes (default: 2) are the rows, the others the columns. In the
 * result, the columns come first. Throws a ShapeError if there are not as many rows as columns.
 */
export const tensorInv = takes('tensorInv', 2, (a: Operand, options: { ind?: number } = {}): Value => {
  const A = floats('tensorInv', a);
  const { ind = 2 } = optionsOf('tensorInv', options, 'ind');
  if (!Number.isInteger(ind) || ind < 1)
    throw argumentErrors.badOption('tensorInv', 'ind', 'a whole number above 0', ind);
  const [rows, columns] = [A.shape.slice(0, ind), A.shape.slice(ind)];
  const n = sizeOf(rows);
  if (n !== sizeOf(columns))
    throw shapeErrors.unfit(
      'tensorInv',
      `as many numbers along the first ${ind} axes as along the others`,
      A,
    );
  return reshape(inverse(reshape(A, [n, n])), [...columns, ...rows]);
});

/**
 * The solution x of a x = b for arrays of any rank, `tensorDot(a, x, { axes: x.rank }) = b`: the first axes of a are those
 * of b, the others are those of x. `axes` are first moved to the end of a. Throws a ShapeError if b and x differ in size.
 */
export const tensorSolve = takes(
  'tensorSolve',
  3,
  (a: Operand, b: Operand, options: { axes?: readonly number[] } = {}): Value => {
    const given = floats('tensorSolve', a);
    const B = operand('tensorSolve', b, given);
    const axes = axesInTurn('tensorSolve', given, optionsOf('tensorSolve', options, 'axes').axes ?? []);
    const A =
      axes.length === 0
        ? given
        : moveAxis(
            given,
            axes,
            axes.map((_, k) => given.rank - axes.length + k),
          );
    const shape = A.shape.slice(B.rank);
    if (A.rank < B.rank || sizeOf(shape) !== B.size || A.size !== B.size ** 2)
      throw shapeErrors.unfit('tensorSolve', `${B.size} × ${B.size} numbers, for ${describe(B)}`, A);
    return reshape(solve(reshape(A, [B.size, B.size]), reshape(B, [B.size])), shape);
  },
);
