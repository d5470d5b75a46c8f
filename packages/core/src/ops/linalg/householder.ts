import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import type { Operand } from '../../make/create.ts';
import { eye } from '../../make/fill.ts';
import type { Value } from '../../value.ts';
import { add, mul, sub } from '../elementwise/arithmetic.ts';
import { broadcastTo } from '../reduce/sum.ts';
import { tril } from '../shape/diagonal.ts';
import { expandDims, floats } from '../shape/shape.ts';
import { along, narrow, slice } from '../shape/slice.ts';
import { matmul } from './matmul.ts';
import { matrices, mT, stackShape } from './matrices.ts';

/**
 * The first n columns of the product of reflections H = 1 − τ v vᵀ, `[…, m, n]` and `[…, k] → […, m, n]` with k ≤ n ≤ m: the
 * vector v of the i-th reflection is column i below the diagonal, with 1 on the diagonal and 0 above it.
 */
export const householderProduct = takes('householderProduct', 2, (vectors: Operand, taus: Operand): Value => {
  const given = matrices('householderProduct', vectors);
  const tau = floats('householderProduct', taus);
  const [m, n] = given.shape.slice(-2);
  const k = tau.shape[tau.rank - 1];
  if (n > m) throw shapeErrors.unfit('householderProduct', 'at least as many rows as columns', given);
  if (tau.rank === 0 || k > n)
    throw shapeErrors.unfit('householderProduct', `at most ${n} factors for ${describe(given)}`, tau);
  const start = eye(m, n, { dtype: given.dtype });
  const all = add(tril(given, { offset: -1 }), start);
  let Q = broadcastTo(start, [...stackShape(given), m, n]);
  for (let i = k - 1; i >= 0; i--) {
    const v = narrow(all, { axis: -1, start: i, length: 1 });
    const factor = expandDims(slice(tau, along(tau.rank - 1, i)), [-2, -1]);
    Q = sub(Q, mul(factor, matmul(v, matmul(mT(v), Q))));
  }
  return Q;
});
