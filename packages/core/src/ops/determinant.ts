import { factorsOf } from '../array/lu.ts';
import type { Operand } from '../create.ts';
import { nonlinear } from '../families/nonlinear.ts';
import { apply, type Primitive } from '../primitive.ts';
import type { Value } from '../value.ts';
import { add, div, mul, neg } from './arithmetic.ts';
import { trace } from './diagonal.ts';
import { exp2, log2 } from './exponential.ts';
import { matmul } from './linear-algebra.ts';
import { balanced, identityFor, mT, squareMatrices, stackShape } from './matrices.ts';
import { expandDims } from './shape.ts';
import { inverse, regular } from './solve.ts';
import { sum } from './sum.ts';

/** Below this ratio of the smallest pivot to the largest, det A · A⁻ᵀ has lost half of its digits in its derivative. */
const STEADY = 1e-8;

/** A number that the pivots of elimination tell. */
const ofPivots = (
  name: string,
  f: (pivots: readonly number[], parity: number) => number,
  slope?: (x: Value, y: Value) => Value,
): Primitive<undefined> =>
  nonlinear(name, {
    shape: stackShape,
    parts: (x) => factorsOf(x).map(({ pivots, parity }) => Float64Array.of(f(pivots, parity))),
    ...(slope && { vjp: (g: Value, y: Value, x: Value) => mul(onMatrices(g), slope(x, y)) }),
  });

const onMatrices = (x: Value) => expandDims(x, [-2, -1]);

const detPrimitive = ofPivots('det', (pivots, parity) => pivots.reduce((a, b) => a * b, parity), cofactors);

const signOf = (pivots: readonly number[], parity: number) =>
  pivots.reduce((sign, pivot) => sign * Math.sign(pivot), parity);

const logOf = (pivots: readonly number[]) =>
  pivots.reduce((sum, pivot) => sum + Math.log(Math.abs(pivot)), 0);

/** A⁻ᵀ, for an operation that says in its own name where there is none. */
const inverted = (operation: string) => (x: Value) => {
  regular(operation, x);
  return mT(inverse(x));
};

const detSignPrimitive = ofPivots('detSign', signOf);
const logAbsDetPrimitive = ofPivots('logAbsDet', logOf, inverted('slogDet'));
const logDetPrimitive = ofPivots(
  'logDet',
  (pivots, parity) => logOf(pivots) + Math.log(signOf(pivots, parity)),
  inverted('logDet'),
);

/** ∂ det A / ∂A, which is det A · A⁻ᵀ where that is sound. */
function cofactors(x: Value, y: Value): Value {
  const steady = factorsOf(x).every(({ pivots }) => {
    const sizes = pivots.map(Math.abs);
    return Math.min(...sizes) > STEADY * Math.max(...sizes);
  });
  return steady ? mul(onMatrices(y), mT(inverse(x))) : mT(adjugate(x));
}

/** The adjugate, without a division by a pivot: by the recursion of Faddeev and Le Verrier, in n⁴ steps. */
function adjugate(x: Value): Value {
  const n = x.shape[x.rank - 1];
  const I = identityFor(x);
  let M = I;
  for (let k = 1; k < n; k++) {
    const XM = matmul(x, M);
    M = add(XM, mul(I, onMatrices(div(trace(XM, { axes: [-2, -1] }), -k))));
  }
  return n % 2 === 0 ? neg(M) : M;
}

/**
 * The determinant, `[…, n, n] → […]`: ∂y/∂A = y A⁻ᵀ, and the cofactors where A is singular.
 *
 * @example
 * ```ts
 * import { det, value } from '@chainrule/core';
 * const A = value([[1, 2], [2, 4]]);
 * det(A); // → 0
 * det(A).backward().of(A); // → [[4, -2], [-2, 1]]
 * ```
 */
export function det(x: Operand): Value {
  // Row by row, so that the product of all pivots can be a safe number where that of some is not.
  const { B, c } = balanced(squareMatrices('det', x), [-1]);
  const y = apply(detPrimitive, [B], undefined);
  return c ? mul(y, exp2(sum(log2(c), { axis: [-2, -1] }))) : y;
}

/**
 * The sign of the determinant and the logarithm of its absolute value, which neither over- nor underflow: 0 and −∞ for
 * a singular matrix. ∂ ln |det A| / ∂A = A⁻ᵀ; the sign has no derivative.
 */
export function slogDet(x: Operand): { sign: Value; logAbsDet: Value } {
  const input = [squareMatrices('slogDet', x)];
  return {
    sign: apply(detSignPrimitive, input, undefined),
    logAbsDet: apply(logAbsDetPrimitive, input, undefined),
  };
}

/** ln det A without overflow: ∂y/∂A = A⁻ᵀ. −∞ for a singular matrix, NaN where the determinant is negative. */
export function logDet(x: Operand): Value {
  return apply(logDetPrimitive, [squareMatrices('logDet', x)], undefined);
}
