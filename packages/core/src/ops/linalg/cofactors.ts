import { singularOf } from '../../array/jacobi.ts';
import { factorsOf } from '../../array/lu.ts';
import { doubles } from '../../array/ndarray.ts';
import { adaptive } from '../../families/adaptive.ts';
import { constant } from '../../make/create.ts';
import { apply } from '../../primitive.ts';
import { noGrad } from '../../recording.ts';
import type { Value } from '../../value.ts';
import { add, div, mul, neg, sub } from '../elementwise/arithmetic.ts';
import { norm } from '../reduce/statistics.ts';
import { trace } from '../shape/diagonal.ts';
import { concat } from '../shape/join.ts';
import type { Range } from '../shape/slice.ts';
import { matmul } from './matmul.ts';
import { block, identityFor, mT, stackShape } from './matrices.ts';
import { ofPivots, onMatrices, productOf } from './pivots.ts';
import { inverse } from './solve.ts';

/*
 * The cofactors of matrices: ∂ det A / ∂A, which is det A · A⁻ᵀ if A has an inverse. They are made of operations that have
 * derivatives themselves, so the derivatives of det are right to any order, even for singular matrices.
 */

/** Below this ratio of two pivots, or singular values, det A · A⁻ᵀ loses digits in its derivative. */
const STEADY = 1e-5;

/** Whether y = det A keeps all its digits, and so does y · A⁻ᵀ with its derivatives. */
function isSteady(x: Value, y: Value): boolean {
  const safe = y.dtype === 'float32' ? 1e-30 : 1e-280;
  return (
    doubles(y).every((det) => Math.abs(det) > safe && Math.abs(det) < 1 / safe) &&
    factorsOf(x).every(({ pivots }) => {
      const sizes = pivots.map(Math.abs);
      return Math.min(...sizes) > STEADY * Math.max(...sizes);
    })
  );
}

/** The cofactors of a steady A: y A⁻ᵀ with y = det A. */
const regularCofactors = (x: Value, y: Value): Value => mul(onMatrices(y), mT(inverse(x)));

/** The determinant of matrices that are known to be well-conditioned, even if their pivots do not look so. */
const regularDet = ofPivots('regularDet', productOf, regularCofactors);

/** The cofactors of A, where y = det A. */
export const cofactorsOf = adaptive<undefined>({
  name: 'cofactors',
  shape: ([x]) => x.shape,
  dtype: ([x]) => x.dtype,
  run: ([x, y]) => (isSteady(x, y) ? regularCofactors(x, y) : cofactors(x)),
});

/**
 * The cofactors of any A. Each row is divided by a power of 2 that makes its length about 1, and the cofactors are
 * multiplied by the powers of the other rows. So they are exact even if det A itself underflows.
 */
function cofactors(x: Value): Value {
  const lengths = noGrad(() => norm(x, { axis: -1, keepDims: true }));
  const powers = doubles(lengths).map((size) =>
    size > 0 && size < Infinity ? Math.floor(Math.log2(size)) : 0,
  );
  const n = x.shape[x.rank - 1];
  const others = powers.map((power, row) => {
    const first = row - (row % n);
    return powers.subarray(first, first + n).reduce((sum, each) => sum + each, -power);
  });
  // In two halves, since each half fits in the dtype, while the whole may not.
  const most = x.dtype === 'float32' ? 127 : 1023;
  const power = (exponents: Float64Array) =>
    constant(
      exponents.map((e) => 2 ** Math.min(e, most)),
      { shape: lengths.shape, dtype: x.dtype },
    );
  const half = others.map((e) => Math.floor(e / 2));
  const even = evenCofactors(div(x, power(powers)));
  return mul(mul(even, power(half)), power(others.map((e, i) => e - half[i])));
}

/**
 * The cofactors of a matrix A, computed from a matrix M that is not singular. With U and V the singular vectors of A's r
 * smallest singular values, and N the inverse of M,
 *
 *   M = [A  U; Vᵀ  0]     N = [N₁₁  N₁₂; N₂₁  S]     det A = det M · det S     (Jacobi's identity)
 *
 * for any constants U and V; with these M is far from singular, and S is small. The derivative with respect to A is
 * det M (det S · N₁₁ − N₁₂ adj(S) N₂₁)ᵀ.
 */
function evenCofactors(x: Value): Value {
  const n = x.shape[x.rank - 1];
  const decomposed = singularOf(x);
  const lost = decomposed.map((y) => y.subarray(0, n).filter((s) => !(s > STEADY * y[0])).length);
  const r = Math.max(0, ...lost);
  if (r === 0) return regularCofactors(x, apply(regularDet, [x], undefined));
  const [U, V] = [1, 1 + n].map((top) => lastColumns(x, decomposed, top, r));
  const corner = constant(new Float64Array(decomposed.length * r * r), {
    shape: [...stackShape(x), r, r],
    dtype: x.dtype,
  });
  const M = concat([concat([x, U], { axis: -1 }), concat([mT(V), corner], { axis: -1 })], { axis: -2 });
  const N = inverse(M);
  const [inside, border]: Range[] = [
    [0, n],
    [n, n + r],
  ];
  const S = block(N, border, border);
  const adjS = adjugate(S);
  const detS = div(trace(matmul(S, adjS), { axes: [-2, -1] }), r);
  const whole = sub(
    mul(onMatrices(detS), block(N, inside, inside)),
    matmul(block(N, inside, border), matmul(adjS, block(N, border, inside))),
  );
  return mul(onMatrices(apply(regularDet, [M], undefined)), mT(whole));
}

/** The last r columns of singular vectors, which begin in row `top` of the result of the decomposition. */
function lastColumns(x: Value, decomposed: readonly Float64Array[], top: number, r: number): Value {
  const n = x.shape[x.rank - 1];
  const entries = decomposed.flatMap((y) =>
    Array.from({ length: n * r }, (_, at) => y[(top + Math.floor(at / r)) * n + n - r + (at % r)]),
  );
  return constant(entries, { shape: [...stackShape(x), n, r], dtype: x.dtype });
}

/** The adjugate by the recursion of Faddeev and Le Verrier, which divides by no pivot, in r⁴ steps. */
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
