import { factorsOf } from '../../array/lu.ts';
import { takes } from '../../errors/surplus.ts';
import { nonlinear } from '../../families/nonlinear.ts';
import type { Operand } from '../../make/create.ts';
import { eye } from '../../make/fill.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { add, sub } from '../elementwise/arithmetic.ts';
import { tril, triu } from '../shape/diagonal.ts';
import { concat } from '../shape/join.ts';
import { matmul } from './matmul.ts';
import { block, identityFor, matrices, mT } from './matrices.ts';
import { triangularSolve } from './solve.ts';

const below = (x: Value) => tril(x, { offset: -1 });

/** P, such that row i of PᵀA is the row of A that elimination moved there. */
const exchangesPrimitive = nonlinear('luExchanges', {
  shape: (x) => [...x.shape.slice(0, -1), x.shape[x.rank - 2]],
  parts: (x) => {
    const m = x.shape[x.rank - 2];
    return factorsOf(x).map(({ rows }) => {
      const P = new Float64Array(m * m);
      rows.forEach((row, to) => {
        P[row * m + to] = 1;
      });
      return P;
    });
  },
});

const exchanges = (A: Value) => apply(exchangesPrimitive, [A], undefined);

/** L below the diagonal and U on and above it. */
const luPrimitive = nonlinear('lu', {
  shape: (x) => x.shape,
  parts: (x) => factorsOf(x).map(({ lu }) => lu),
  vjp: (g, F, A) => {
    const [m, n] = F.shape.slice(-2);
    const k = Math.min(m, n);
    const blocks = (x: Value) => [block(x, [0, k], [0, k]), block(x, [k], [0, k]), block(x, [0, k], [k])];
    const [F11, F21, F12] = blocks(F);
    const [g11, g21, g12] = blocks(g);
    const overL = (x: Value) => triangularSolve(F11, x, { unitriangular: true, transpose: true });
    const overU = (x: Value) => mT(triangularSolve(F11, mT(x), { upper: true }));
    const L = add(below(F11), identityFor(F11));
    const ofL = sub(matmul(mT(L), below(g11)), matmul(g12, mT(F12)));
    const ofU = sub(matmul(triu(g11), mT(triu(F11))), matmul(mT(F21), g21));
    const top = concat([overL(overU(add(below(ofL), triu(ofU)))), overL(g12)], { axis: -1 });
    return matmul(exchanges(A), m > n ? concat([top, overU(g21)], { axis: -2 }) : top);
  },
});

/**
 * A = P L U by elimination with partial pivoting, `[…, m, n] → P […, m, m], L […, m, k], U […, k, n]`, k = min(m, n):
 * P exchanges rows, L is lower triangular with ones on its diagonal, U upper triangular.
 *
 * P is constant. With g the gradients of L and U, that of PᵀA is L⁻ᵀ (tril₋₁(Lᵀ gL) + triu(gU Uᵀ)) U⁻ᵀ for a square matrix.
 * A derivative requires that the first k rows and columns of PᵀA are regular.
 *
 * @example
 * ```ts
 * import { lu } from '@chainrule/core';
 * const { P, L, U } = lu([[1, 2], [4, 4]]);
 * P; // → [[0, 1], [1, 0]]
 * L; // → [[1, 0], [0.25, 1]]
 * U; // → [[4, 4], [0, 1]]
 * ```
 */
export const lu = takes('lu', 1, (x: Operand): { P: Value; L: Value; U: Value } => {
  const A = matrices('lu', x);
  const [m, n] = A.shape.slice(-2);
  const k = Math.min(m, n);
  const F = apply(luPrimitive, [A], undefined);
  const L = add(below(block(F, [], [0, k])), eye(m, k, { dtype: A.dtype }));
  return { P: exchanges(A), L, U: triu(block(F, [0, k], [])) };
});
