import { choleskyInPlace } from '../../array/cholesky.ts';
import { orthonormalize } from '../../array/householder.ts';
import { singularOf } from '../../array/jacobi.ts';
import { columnsOf, matricesOf, withColumns } from '../../array/matrices.ts';
import { eigenOf } from '../../array/symmetric-eigen.ts';
import { dataErrors } from '../../errors/data.ts';
import { takes } from '../../errors/surplus.ts';
import { nonlinear } from '../../families/nonlinear.ts';
import type { Operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { add, div, mul, square, sub } from '../elementwise/arithmetic.ts';
import { equal, where } from '../elementwise/logic.ts';
import { diagEmbed, triu } from '../shape/diagonal.ts';
import { expandDims, squeeze } from '../shape/shape.ts';
import { along, slice } from '../shape/slice.ts';
import { matmul } from './matmul.ts';
import {
  balanced,
  copyLower,
  matrices,
  mT,
  squareMatrices,
  stackShape,
  type ToleranceOptions,
  toleranceOf,
} from './matrices.ts';
import { triangularSolve } from './solve.ts';

const choleskyPrimitive = nonlinear('cholesky', {
  shape: (x) => x.shape,
  parts: (x) =>
    matricesOf(x).map((a, i) => {
      const minor = choleskyInPlace(a, x.shape[x.rank - 1]);
      if (minor > 0) throw dataErrors.notPositiveDefinite('cholesky', x, i, minor);
      return a;
    }),
  vjp: (g, L) => {
    const inverseTimes = (x: Value) => triangularSolve(L, x, { transpose: true });
    return mul(inverseTimes(mT(inverseTimes(copyLower(matmul(mT(L), g))))), 0.5);
  },
});

/**
 * The lower triangular L with A = L Lᵀ, `[…, n, n] → […, n, n]`, for symmetric positive-definite A; with `upper` its
 * transpose. Only the lower half of A is read. With g the gradient of L, that of A is ½ L⁻ᵀ copyltu(Lᵀ g) L⁻¹, where copyltu
 * copies the lower half to the upper one; it is symmetric (Murray 2016, "Differentiation of the Cholesky decomposition").
 *
 * Throws a DataError for a matrix that is not positive-definite.
 *
 * @example
 * ```ts
 * import { cholesky, value } from '@chainrule/core';
 * cholesky([[4, 2], [2, 5]]); // → [[2, 0], [1, 2]]
 * cholesky(value([[1, 2], [2, 1]], { name: 'K' })); // → throws K [2, 2] is not positive-definite: its leading minor of order 2
 * ```
 */
export const cholesky = takes('cholesky', 2, (x: Operand, options: { upper?: boolean } = {}): Value => {
  const L = apply(choleskyPrimitive, [squareMatrices('cholesky', x)], undefined);
  return optionsOf('cholesky', options, 'upper').upper ? mT(L) : L;
});

/** R of A = Q R, given Q, with exact zeros below its diagonal. */
const triangleOf = (Q: Value, A: Value) => triu(matmul(mT(Q), A));

/** Q alone, for matrices that have at least as many rows as columns. */
const orthonormalPrimitive = nonlinear('qr', {
  shape: (x) => x.shape,
  parts: (x) => {
    const [m, n] = x.shape.slice(-2);
    return matricesOf(x).map((a) => {
      const columns = columnsOf(a, n);
      orthonormalize(columns);
      return withColumns(columns, m);
    });
  },
  vjp: (g, Q, A) => {
    const free = sub(g, matmul(Q, copyLower(matmul(mT(g), Q))));
    return mT(triangularSolve(triangleOf(Q, A), mT(free), { upper: true }));
  },
});

/**
 * A = Q R, `[…, m, n] → Q […, m, k], R […, k, n]`, k = min(m, n), with orthonormal columns in Q, R upper triangular.
 *
 * With g the gradient of Q, its part in A's is (g − Q copyltu(gᵀ Q)) R⁻ᵀ (Walter and Lehmann 2018, "Algorithmic
 * differentiation of linear algebra functions with application in optimum experimental design"); the rest follows from R =
 * Qᵀ A. A derivative requires that the first k columns of A are independent. The signs are LAPACK's.
 */
export const qr = takes('qr', 1, (x: Operand): { Q: Value; R: Value } => {
  const A = matrices('qr', x);
  const [m, n] = A.shape.slice(-2);
  const leading = m < n ? slice(A, along(A.rank - 1, [0, m])) : A;
  const Q = apply(orthonormalPrimitive, [leading], undefined);
  return { Q, R: triangleOf(Q, A) };
});

/** Rows of stacked results: a primitive has only one result, so the values are above their vectors in one matrix. */
const rows = (x: Value, start: number, end?: number) => slice(x, along(x.rank - 2, [start, end]));
const firstRow = (x: Value) => slice(x, along(x.rank - 2, 0));

/** x[j] − x[i] in row i and column j, and ∞ where they are equal, so that a quotient by it is 0. */
const gaps = (x: Value) => {
  const differences = sub(expandDims(x, -2), expandDims(x, -1));
  return where(equal(differences, 0), Infinity, differences);
};

const eighPrimitive = nonlinear('eigh', {
  shape: (x) => [...stackShape(x), x.shape[x.rank - 1] + 1, x.shape[x.rank - 1]],
  parts: eigenOf,
  vjp: (g, y) => {
    const V = rows(y, 1);
    const turns = div(matmul(mT(V), rows(g, 1)), gaps(firstRow(y)));
    const symmetric = add(mul(add(turns, mT(turns)), 0.5), diagEmbed(firstRow(g)));
    return matmul(V, matmul(symmetric, mT(V)));
  },
});

/**
 * A = V diag(λ) Vᵀ for symmetric A, `[…, n, n] → eigenvalues […, n], eigenvectors […, n, n]`: the eigenvalues λ in ascending
 * order, and orthonormal eigenvectors as columns of V, each with its largest entry positive. Only the lower half of A is
 * read.
 *
 * With gλ and gV the gradients, that of A is the symmetric part of V (diag gλ + (Vᵀ gV) / E) Vᵀ, where E[i, j] = λ[j] − λ[i]
 * (Giles 2008). The vectors of equal eigenvalues are not unique and have no derivative; terms that would divide by zero are
 * left out.
 *
 * @example
 * ```ts
 * import { eigh } from '@chainrule/core';
 * const { eigenvalues, eigenvectors } = eigh([[2, 1], [1, 2]]);
 * eigenvalues; // → [1, 3]
 * eigenvectors.abs(); // → [[0.7071067811865475, 0.7071067811865475], [0.7071067811865475, 0.7071067811865475]]
 * ```
 */
export const eigh = takes('eigh', 1, (x: Operand): { eigenvalues: Value; eigenvectors: Value } => {
  return eigenOfOperand('eigh', x);
});

/** The eigenvalues of symmetric matrices, ascending, as in `eigh`. */
export const eigvalsh = takes(
  'eigvalsh',
  1,
  (x: Operand): Value => eigenOfOperand('eigvalsh', x).eigenvalues,
);

function eigenOfOperand(operation: string, x: Operand) {
  const { B, c } = balanced(squareMatrices(operation, x), [-2, -1]);
  const y = apply(eighPrimitive, [B], undefined);
  return { eigenvalues: rescaled(firstRow(y), c), eigenvectors: rows(y, 1) };
}

const rescaled = (values: Value, c: Value | undefined) =>
  c ? mul(values, squeeze(c, { axis: -1 })) : values;

const skew = (x: Value) => sub(x, mT(x));

/** The part of g that is orthogonal to the columns of U, divided by the singular values; 0 if a singular value is 0. */
const outside = (g: Value, U: Value, S: Value) =>
  div(sub(g, matmul(U, matmul(mT(U), g))), expandDims(where(equal(S, 0), Infinity, S), -2));

const svdPrimitive = nonlinear('svd', {
  shape: (x) => {
    const [m, n] = x.shape.slice(-2);
    return [...stackShape(x), 1 + m + n, Math.min(m, n)];
  },
  parts: singularOf,
  vjp: (g, y, x) => {
    const [m, n] = x.shape.slice(-2);
    const [S, U, V] = svdParts(y, m);
    const [gS, gU, gV] = svdParts(g, m);
    const E = gaps(square(S));
    const turns = (W: Value, gW: Value) => div(skew(matmul(mT(W), gW)), E);
    const left = mul(turns(U, gU), expandDims(S, -2));
    const right = mul(turns(V, gV), expandDims(S, -1));
    let gUtA = matmul(add(add(left, right), diagEmbed(gS)), mT(V));
    if (n > m) gUtA = add(gUtA, mT(outside(gV, V, S)));
    const inside = matmul(U, gUtA);
    return m > n ? add(inside, matmul(outside(gU, U, S), mT(V))) : inside;
  },
});

const svdParts = (y: Value, m: number) => [firstRow(y), rows(y, 1, 1 + m), rows(y, 1 + m)];

/**
 * A = U diag(S) Vh, reduced: `[…, m, n] → U […, m, k], S […, k], Vh […, k, n]`, k = min(m, n). S is descending; the
 * columns of U and the rows of Vh are orthonormal, and the largest entry of each column of U is positive.
 *
 * The derivative is that of Seeger, Hetzel, Dai, Meissner and Lawrence 2017, "Auto-differentiating linear algebra". The
 * vectors of equal singular values are not unique and have no derivative; terms that would divide by zero are left out.
 */
export const svd = takes('svd', 1, (x: Operand): { U: Value; S: Value; Vh: Value } => {
  return singularOfOperand('svd', x);
});

/** The singular values of matrices, descending, as in `svd`. */
export const svdvals = takes('svdvals', 1, (x: Operand): Value => singularOfOperand('svdvals', x).S);

function singularOfOperand(operation: string, x: Operand) {
  const { B, c } = balanced(matrices(operation, x), [-2, -1]);
  const [S, U, V] = svdParts(apply(svdPrimitive, [B], undefined), B.shape[B.rank - 2]);
  return { U, S: rescaled(S, c), Vh: mT(V) };
}

const pinvPrimitive = nonlinear<number>('pinv', {
  shape: (x) => [...stackShape(x), x.shape[x.rank - 1], x.shape[x.rank - 2]],
  parts: (x, tolerance) => {
    const [m, n] = x.shape.slice(-2);
    return singularOf(x).map((y) => pseudoinverse(y, m, n, tolerance));
  },
  vjp: (g, P, A) => {
    const [Pt, gt] = [mT(P), mT(g)];
    const left = matmul(gt, matmul(P, Pt));
    const right = matmul(Pt, matmul(P, gt));
    return add(
      sub(left, matmul(A, matmul(P, left))),
      sub(sub(right, matmul(right, matmul(P, A))), matmul(Pt, matmul(g, Pt))),
    );
  },
});

/** V diag(1/S) Uᵀ, without the singular values that are too small compared with the largest. */
function pseudoinverse(y: Float64Array, m: number, n: number, tolerance: number): Float64Array {
  const k = Math.min(m, n);
  const kept = Array.from({ length: k }, (_, j) => j).filter((j) => y[j] > tolerance * y[0]);
  return Float64Array.from({ length: n * m }, (_, at) => {
    const [v, u] = [(1 + m + Math.floor(at / m)) * k, (1 + (at % m)) * k];
    return kept.reduce((sum, j) => sum + (y[v + j] / y[j]) * y[u + j], 0);
  });
}

/**
 * The Moore–Penrose pseudoinverse A⁺, `[…, m, n] → […, n, m]`. Singular values of at most `tolerance` times the largest
 * count as zero (default: max(m, n) ε, with the dtype's ε).
 *
 * A primitive since the derivative of the singular vectors fails if values are equal, and that of A⁺ does not: with P = A⁺,
 * dP = −P dA P + P Pᵀ dAᵀ (1 − A P) + (1 − P A) dAᵀ Pᵀ P (Golub and Pereyra 1973), as long as the rank is constant.
 */
export const pinv = takes('pinv', 2, (x: Operand, options: ToleranceOptions = {}): Value => {
  const { B, c } = balanced(matrices('pinv', x), [-2, -1]);
  const P = apply(pinvPrimitive, [B], toleranceOf('pinv', B, options));
  return c ? div(P, c) : P;
});
