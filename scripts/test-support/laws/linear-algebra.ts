import { constant, einsum, multiDot, type Value } from '../../../packages/core/src/index.ts';
import * as functions from '../../../packages/core/src/ops/functions.ts';
import * as methods from '../../../packages/core/src/ops/index.ts';
import type { Case, Cases } from './case.ts';

const ops = { ...methods, ...functions };

const symmetric = (x: Value) => x.add(x.swapAxes(-2, -1));

const diagonal = (...entries: number[]) => constant(ops.diagEmbed(entries));

/** Positive-definite, with distinct eigenvalues. */
const positive = (x: Value) => x.matmul(x.swapAxes(-2, -1)).add(diagonal(1, 2.5, 4));

/** Far from singular. */
const regular = (x: Value) => x.add(diagonal(...[6, -7, 8, -9, 10, -11].slice(0, x.shape[x.rank - 1])));

/** Well-separated singular values, for a matrix of this shape. */
const spread = (x: Value, m: number, n: number) =>
  x
    .mul(0.3)
    .add(
      constant(
        Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 2 * i + 2 : 0))),
      ),
    );

const square: readonly number[][] = [[3, 3]];
const stack: readonly number[][] = [[2, 3, 3]];

/** A function of square matrices, applied to one and to a stack of them. */
const onSquares = (f: (x: Value) => Value, result: readonly number[]): Case[] => [
  { f, shapes: square, result },
  { f, shapes: stack, result: [2, ...result] },
];

/** Linear algebra. */
export const linearAlgebra = {
  addbmm: [
    {
      f: (x, a, b) => ops.addbmm(x, a, b, { alpha: 0.5, beta: 2 }),
      shapes: [[4], [3, 2, 3], [3, 3, 4]],
      result: [2, 4],
    },
  ],
  addmm: [
    {
      f: (x, a, b) => ops.addmm(x, a, b, { alpha: 0.5, beta: 2 }),
      shapes: [[4], [2, 3], [3, 4]],
      result: [2, 4],
    },
    { f: (x, a, b) => ops.addmm(x, a, b, { beta: 0 }), shapes: [[4], [2, 3], [3, 4]], result: [2, 4] },
  ],
  addmv: [
    {
      f: (x, a, b) => ops.addmv(x, a, b, { alpha: 0.5 }),
      shapes: [[2], [2, 3], [3]],
      result: [2],
    },
  ],
  addr: [{ f: (x, a, b) => ops.addr(x, a, b, { beta: 2 }), shapes: [[3], [2], [3]], result: [2, 3] }],
  baddbmm: [
    {
      f: (x, a, b) => ops.baddbmm(x, a, b),
      shapes: [
        [2, 1],
        [2, 2, 3],
        [2, 3, 4],
      ],
      result: [2, 2, 4],
    },
  ],
  bilinear: [
    {
      f: (a, b, W) => ops.bilinear(a, b, W),
      shapes: [
        [4, 2],
        [4, 3],
        [5, 2, 3],
      ],
      result: [4, 5],
    },
    { f: (a, W, bias) => ops.bilinear(a, a, W, bias), shapes: [[2], [3, 2, 2], [3]], result: [3] },
  ],
  bmm: [
    {
      f: ops.bmm,
      shapes: [
        [2, 2, 3],
        [2, 3, 4],
      ],
      result: [2, 2, 4],
    },
  ],
  cdist: [
    {
      f: (a, b) => ops.cdist(a, b),
      shapes: [
        [2, 3],
        [4, 3],
      ],
      result: [2, 4],
    },
    {
      f: (a, b) => ops.cdist(a, b, { p: 3 }),
      shapes: [
        [2, 1, 2, 3],
        [3, 4, 3],
      ],
      result: [2, 3, 2, 4],
    },
  ],
  cholesky: [
    ...onSquares((x) => ops.cholesky(positive(x)), [3, 3]),
    { f: (x) => ops.cholesky(positive(x), { upper: true }), shapes: square, result: [3, 3] },
  ],
  choleskyInverse: onSquares((x) => ops.choleskyInverse(ops.cholesky(positive(x))), [3, 3]),
  choleskySolve: [
    { f: (b, x) => ops.choleskySolve(b, regular(x)), shapes: [[3], [2, 3, 3]], result: [2, 3] },
    {
      f: (b, x) => ops.choleskySolve(b, regular(x), { upper: true }),
      shapes: [
        [3, 2],
        [3, 3],
      ],
      result: [3, 2],
    },
  ],
  cond: [
    { f: (x) => ops.cond(spread(x, 4, 3)), shapes: [[2, 4, 3]], result: [2] },
    { f: (x) => ops.cond(spread(x, 3, 3), { p: -2 }), shapes: square, result: [] },
    { f: (x) => ops.cond(spread(x, 3, 3), { p: 'fro' }), shapes: stack, result: [2] },
  ],
  corrCoef: [{ f: ops.corrCoef, shapes: [[2, 5]], result: [2, 2] }],
  cosineSimilarity: [
    { f: (a, b) => ops.cosineSimilarity(a, b), shapes: [[2, 3], [3]], result: [2] },
    {
      f: (a, b) => ops.cosineSimilarity(a, b, { axis: 0 }),
      shapes: [
        [3, 2],
        [3, 2],
      ],
      result: [2],
    },
  ],
  cov: [
    { f: (x) => ops.cov(x), shapes: [[2, 3, 5]], result: [2, 3, 3] },
    { f: (x) => ops.cov(x, { correction: 0 }), shapes: [[5]], result: [] },
  ],
  cross: [
    { f: (a, b) => ops.cross(a, b), shapes: [[2, 3], [3]], result: [2, 3] },
    {
      f: (a, b) => ops.cross(a, b, { axis: 0 }),
      shapes: [
        [3, 2],
        [3, 2],
      ],
      result: [3, 2],
    },
  ],
  det: [
    ...onSquares(ops.det, []),
    { f: (x) => ops.det(x.mul([[1], [1], [0]])), shapes: square, result: [] },
    { f: ops.det, shapes: [[1, 1]], result: [] },
  ],
  dot: [{ f: ops.dot, shapes: [[3], [3]], result: [] }],
  eigh: [
    ...onSquares((x) => ops.eigh(symmetric(spread(x, 3, 3))).eigenvalues, [3]),
    ...onSquares((x) => ops.eigh(symmetric(spread(x, 3, 3))).eigenvectors, [3, 3]),
  ],
  eigvalsh: onSquares((x) => ops.eigvalsh(symmetric(spread(x, 3, 3))), [3]),
  householderProduct: [
    {
      f: (v, tau) => ops.householderProduct(v, tau),
      shapes: [
        [2, 4, 3],
        [2, 3],
      ],
      result: [2, 4, 3],
    },
    { f: (v, tau) => ops.householderProduct(v, tau), shapes: [[3, 3], [1]], result: [3, 3] },
  ],
  inner: [
    {
      f: ops.inner,
      shapes: [
        [2, 3],
        [4, 3],
      ],
      result: [2, 4],
    },
    { f: ops.inner, shapes: [[2, 3], []], result: [2, 3] },
  ],
  inverse: onSquares((x) => ops.inverse(regular(x)), [3, 3]),
  kron: [
    {
      f: ops.kron,
      shapes: [
        [2, 3],
        [3, 2],
      ],
      result: [6, 6],
    },
    { f: ops.kron, shapes: [[2], [3, 2]], result: [3, 4] },
  ],
  logDet: onSquares((x) => ops.logDet(positive(x)), []),
  lstsq: [
    { f: (a, b) => ops.lstsq(spread(a, 4, 3), b), shapes: [[4, 3], [4]], result: [3] },
    {
      f: (a, b) => ops.lstsq(spread(a, 2, 3), b),
      shapes: [
        [2, 2, 3],
        [2, 2],
      ],
      result: [2, 3],
    },
    {
      f: (a, b) => ops.lstsq(spread(a, 4, 3), b),
      shapes: [
        [4, 3],
        [5, 4, 2],
      ],
      result: [5, 3, 2],
    },
  ],
  lu: [
    ...onSquares((x) => ops.lu(spread(x, 3, 3)).L, [3, 3]),
    ...onSquares((x) => ops.lu(spread(x, 3, 3)).U, [3, 3]),
    { f: (x) => ops.lu(spread(x, 4, 3)).L, shapes: [[2, 4, 3]], result: [2, 4, 3] },
    { f: (x) => ops.lu(spread(x, 4, 3)).U, shapes: [[4, 3]], result: [3, 3] },
    { f: (x) => ops.lu(spread(x, 2, 4)).L, shapes: [[2, 4]], result: [2, 2] },
    { f: (x) => ops.lu(spread(x, 2, 4)).U, shapes: [[2, 2, 4]], result: [2, 2, 4] },
    { f: (x) => ops.lu(spread(x, 4, 3)).P, shapes: [[4, 3]], result: [4, 4], constant: true },
  ],
  matmul: [
    {
      f: ops.matmul,
      shapes: [
        [2, 3],
        [3, 4],
      ],
      result: [2, 4],
    },
    { f: ops.matmul, shapes: [[3], [3]], result: [] },
    { f: ops.matmul, shapes: [[3], [3, 2]], result: [2] },
    { f: ops.matmul, shapes: [[2, 3], [3]], result: [2] },
    {
      f: ops.matmul,
      shapes: [
        [5, 1, 2, 3],
        [4, 3, 2],
      ],
      result: [5, 4, 2, 2],
    },
    { f: ops.matmul, shapes: [[2, 2, 3], [3]], result: [2, 2] },
    {
      f: ops.matmul,
      shapes: [
        [6, 2],
        [2, 5],
      ],
      result: [6, 5],
    },
  ],
  matrixExp: onSquares((x) => ops.matrixExp(x), [3, 3]),
  matrixNorm: [
    { f: (x) => ops.matrixNorm(x), shapes: [[2, 3, 4]], result: [2] },
    ...(['nuc', 2, -2, 1, -1, Infinity, -Infinity] as const).map((p) => ({
      f: (x: Value) => ops.matrixNorm(spread(x, 3, 4), { p }),
      shapes: [[2, 3, 4]],
      result: [2],
    })),
    {
      f: (x) => ops.matrixNorm(x, { p: 1, axes: [2, 0], keepDims: true }),
      shapes: [[3, 2, 4]],
      result: [1, 2, 1],
    },
  ],
  matrixPower: [
    ...onSquares((x) => ops.matrixPower(x, 5), [3, 3]),
    ...onSquares((x) => ops.matrixPower(regular(x), -2), [3, 3]),
  ],
  matrixRank: [{ f: (x) => ops.matrixRank(x), shapes: [[2, 3, 4]], result: [2], constant: true }],
  mm: [
    {
      f: ops.mm,
      shapes: [
        [2, 3],
        [3, 4],
      ],
      result: [2, 4],
    },
  ],
  mv: [{ f: ops.mv, shapes: [[2, 3], [3]], result: [2] }],
  normalize: [
    { f: (x) => ops.normalize(x), shapes: [[2, 3]], result: [2, 3] },
    { f: (x) => ops.normalize(x, { p: 3, axis: 0 }), shapes: [[2, 3]], result: [2, 3] },
    { f: (x) => ops.normalize(x, { eps: 100 }), shapes: [[3]], result: [3] },
  ],
  outer: [{ f: ops.outer, shapes: [[2], [2, 2]], result: [2, 4] }],
  pairwiseDistance: [
    { f: (a, b) => ops.pairwiseDistance(a, b), shapes: [[2, 3], [3]], result: [2] },
    {
      f: (a, b) => ops.pairwiseDistance(a, b, { p: 3, keepDims: true, eps: 0 }),
      shapes: [
        [2, 3],
        [2, 3],
      ],
      result: [2, 1],
    },
  ],
  pdist: [
    { f: (x) => ops.pdist(x), shapes: [[4, 3]], result: [6] },
    { f: (x) => ops.pdist(x, { p: 3 }), shapes: [[3, 2]], result: [3] },
    { f: (x) => ops.pdist(x), shapes: [[1, 2]], result: [0] },
  ],
  pinv: [
    { f: (x) => ops.pinv(spread(x, 4, 3)), shapes: [[2, 4, 3]], result: [2, 3, 4] },
    { f: (x) => ops.pinv(spread(x, 2, 3)), shapes: [[2, 3]], result: [3, 2] },
    { f: (x) => ops.pinv(x.matmul(x.swapAxes(0, 1))), shapes: [[4, 2]], result: [4, 4] },
  ],
  qr: [
    { f: (x) => ops.qr(spread(x, 4, 3)).Q, shapes: [[2, 4, 3]], result: [2, 4, 3] },
    { f: (x) => ops.qr(spread(x, 4, 3)).R, shapes: [[2, 4, 3]], result: [2, 3, 3] },
    { f: (x) => ops.qr(spread(x, 3, 4)).Q, shapes: [[3, 4]], result: [3, 3] },
    { f: (x) => ops.qr(spread(x, 3, 4)).R, shapes: [[3, 4]], result: [3, 4] },
  ],
  slogDet: onSquares((x) => ops.slogDet(regular(x)).logAbsDet, []),
  solve: [
    {
      f: (a, b) => ops.solve(regular(a), b),
      shapes: [
        [3, 3],
        [3, 2],
      ],
      result: [3, 2],
    },
    { f: (a, b) => ops.solve(regular(a), b), shapes: [[2, 3, 3], [3]], result: [2, 3] },
    {
      f: (a, b) => ops.solve(regular(a), b),
      shapes: [
        [3, 3],
        [2, 3, 1],
      ],
      result: [2, 3, 1],
    },
  ],
  svd: [
    { f: (x) => ops.svd(spread(x, 4, 3)).U, shapes: [[4, 3]], result: [4, 3] },
    { f: (x) => ops.svd(spread(x, 4, 3)).S, shapes: [[2, 4, 3]], result: [2, 3] },
    { f: (x) => ops.svd(spread(x, 4, 3)).Vh, shapes: [[4, 3]], result: [3, 3] },
    { f: (x) => ops.svd(spread(x, 2, 3)).U, shapes: [[2, 3]], result: [2, 2] },
    { f: (x) => ops.svd(spread(x, 2, 3)).Vh, shapes: [[2, 2, 3]], result: [2, 2, 3] },
  ],
  svdvals: [{ f: (x) => ops.svdvals(spread(x, 4, 3)), shapes: [[2, 4, 3]], result: [2, 3] }],
  tensorDot: [
    {
      f: (a, b) => ops.tensorDot(a, b),
      shapes: [
        [2, 3, 4],
        [3, 4, 2],
      ],
      result: [2, 2],
    },
    {
      f: (a, b) =>
        ops.tensorDot(a, b, {
          axes: [
            [0, -1],
            [2, 0],
          ],
        }),
      shapes: [
        [2, 3, 4],
        [4, 3, 2],
      ],
      result: [3, 3],
    },
    { f: (a, b) => ops.tensorDot(a, b, { axes: 0 }), shapes: [[2], [3]], result: [2, 3] },
  ],
  tensorInv: [
    {
      f: (x) => ops.tensorInv(regular(x.reshape([6, 6])).reshape([2, 3, 6]), { ind: 2 }),
      shapes: [[2, 3, 6]],
      result: [6, 2, 3],
    },
  ],
  tensorSolve: [
    {
      f: (a, b) => ops.tensorSolve(regular(a.reshape([6, 6])).reshape([2, 3, 3, 2]), b),
      shapes: [
        [2, 3, 6],
        [2, 3],
      ],
      result: [3, 2],
    },
    {
      f: (a, b) => ops.tensorSolve(regular(a).reshape([3, 3, 1]), b, { axes: [0] }),
      shapes: [
        [3, 3],
        [3, 1],
      ],
      result: [3],
    },
  ],
  triangularSolve: [
    {
      f: (a, b) => ops.triangularSolve(regular(a), b),
      shapes: [
        [3, 3],
        [3, 2],
      ],
      result: [3, 2],
    },
    {
      f: (a, b) => ops.triangularSolve(regular(a), b, { upper: true, transpose: true }),
      shapes: [[2, 3, 3], [3]],
      result: [2, 3],
    },
    {
      f: (a, b) => ops.triangularSolve(a, b, { upper: true, unitriangular: true }),
      shapes: [
        [3, 3],
        [3, 2],
      ],
      result: [3, 2],
    },
  ],
  vdot: [{ f: ops.vdot, shapes: [[3], [3]], result: [] }],
  vecDot: [
    { f: (a, b) => ops.vecDot(a, b), shapes: [[2, 3], [3]], result: [2] },
    { f: (a, b) => ops.vecDot(a, b, { axis: 0 }), shapes: [[2, 3], [3]], result: [3] },
  ],
  vectorNorm: [
    { f: (x) => ops.vectorNorm(x), shapes: [[2, 3]], result: [] },
    { f: (x) => ops.vectorNorm(x, { p: 3, axis: 0, keepDims: true }), shapes: [[2, 3]], result: [1, 3] },
  ],
} satisfies Cases;

const einsums: [equation: string, result: number[], ...shapes: number[][]][] = [
  ['ij,jk->ik', [2, 4], [2, 3], [3, 4]],
  ['ii', [], [3, 3]],
  ['ii->i', [3], [3, 3]],
  ['ijj->ji', [3, 2], [2, 3, 3]],
  ['b...i,...ij->b...j', [5, 2, 4], [5, 2, 3], [2, 3, 4]],
  ['i,i,i->', [], [3], [3], [3]],
  ['ij,kj,k', [2], [2, 3], [4, 3], [4]],
  ['ab,b->ba', [3, 2], [2, 3], [1]],
  ['ij->ij', [2, 3], [2, 3]],
];

/** Functions that are not in the table, since their first operand is a list or an equation. */
export const contractions: Cases = {
  einsum: einsums.map(([equation, result, ...shapes]) => ({
    f: (...xs) => einsum(equation, ...xs),
    shapes,
    result,
  })),
  multiDot: [
    {
      f: (...xs) => multiDot(xs),
      shapes: [
        [2, 5],
        [5, 1],
        [1, 4],
        [4, 3],
      ],
      result: [2, 3],
    },
    { f: (...xs) => multiDot(xs), shapes: [[5], [5, 2], [2, 4], [4]], result: [] },
    { f: (x) => multiDot([x]), shapes: [[2, 3]], result: [2, 3] },
  ],
};
