import { takes } from '../../errors/surplus.ts';
import type { Operand } from '../../make/create.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { cofactorsOf } from './cofactors.ts';
import { mT, squareMatrices } from './matrices.ts';
import { ofPivots, productOf } from './pivots.ts';
import { inverseFor } from './solve.ts';

const detPrimitive = ofPivots('det', productOf, (x, y) => cofactorsOf([x, y], undefined));

const signOf = (pivots: readonly number[], parity: number) =>
  pivots.reduce((sign, pivot) => sign * Math.sign(pivot), parity);

const logOf = (pivots: readonly number[]) =>
  pivots.reduce((sum, pivot) => sum + Math.log(Math.abs(pivot)), 0);

/** A⁻ᵀ; errors for a singular A name the given operation. */
const inverted = (operation: string) => (x: Value) => mT(inverseFor(operation, x));

const detSignPrimitive = ofPivots('detSign', signOf);
const logAbsDetPrimitive = ofPivots('logAbsDet', logOf, inverted('slogDet'));
const logDetPrimitive = ofPivots(
  'logDet',
  (pivots, parity) => logOf(pivots) + Math.log(signOf(pivots, parity)),
  inverted('logDet'),
);

/**
 * The determinant, `[…, n, n] → […]`: ∂y/∂A is the matrix of cofactors, y A⁻ᵀ, even for a singular A.
 *
 * @example
 * ```ts
 * import { det, value } from '@chainrule/core';
 * const A = value([[1, 2], [2, 4]]);
 * det(A); // → 0
 * det(A).backward().of(A); // → [[4, -2], [-2, 1]]
 * ```
 */
export const det = takes(
  'det',
  1,
  (x: Operand): Value => apply(detPrimitive, [squareMatrices('det', x)], undefined),
);

/**
 * The sign of the determinant and the logarithm of its absolute value, without overflow or underflow: 0 and −∞ for a
 * singular matrix. ∂ ln |det A| / ∂A = A⁻ᵀ; the sign has no derivative.
 */
export const slogDet = takes('slogDet', 1, (x: Operand): { sign: Value; logAbsDet: Value } => {
  const input = [squareMatrices('slogDet', x)];
  return {
    sign: apply(detSignPrimitive, input, undefined),
    logAbsDet: apply(logAbsDetPrimitive, input, undefined),
  };
});

/** ln det A without overflow: ∂y/∂A = A⁻ᵀ. −∞ for a singular matrix, NaN if the determinant is negative. */
export const logDet = takes(
  'logDet',
  1,
  (x: Operand): Value => apply(logDetPrimitive, [squareMatrices('logDet', x)], undefined),
);
