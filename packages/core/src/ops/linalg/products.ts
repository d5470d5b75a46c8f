import { broadcastShapes } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { add, mul } from '../../families/elementwise.ts';
import { operandsOf } from '../../families/operands.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { sub } from '../elementwise/arithmetic.ts';
import { sum } from '../reduce/sum.ts';
import { axisOf } from '../shape/axes.ts';
import { roll } from '../shape/repeat.ts';
import { reshape } from '../shape/shape.ts';
import { product } from './matmul.ts';

/** The names of operands by rank. */
const KINDS = ['a scalar', 'a vector', 'a matrix', 'a stack of matrices, of rank 3'];

function ofRank(operation: string, x: Operand, rank: number): Value {
  const input = operand(operation, x);
  if (input.rank !== rank) throw shapeErrors.wrongRank(operation, input, KINDS[rank]);
  return input;
}

/** The product of operands of exactly these ranks. */
const strictProduct = (operation: string, a: Operand, b: Operand, rankOfA: number, rankOfB: number) =>
  product(operation, ofRank(operation, a, rankOfA), ofRank(operation, b, rankOfB));

/** The product of two matrices: `matmul`, but other ranks are a ShapeError. */
export const mm = takes('mm', 2, (a: Operand, b: Operand): Value => strictProduct('mm', a, b, 2, 2));

/**
 * The products of the matrices in two stacks, `[s, m, k] × [s, k, n] → [s, m, n]`: `matmul`, but other ranks are a
 * ShapeError.
 */
export const bmm = takes('bmm', 2, (a: Operand, b: Operand): Value => strictProduct('bmm', a, b, 3, 3));

/** A matrix times a vector: `matmul`, but other ranks are a ShapeError. */
export const mv = takes('mv', 2, (a: Operand, b: Operand): Value => strictProduct('mv', a, b, 2, 1));

/** Σ aᵢ bᵢ of two vectors: `matmul`, but other ranks are a ShapeError. */
export const dot = takes('dot', 2, (a: Operand, b: Operand): Value => strictProduct('dot', a, b, 1, 1));

/** Σ aᵢ bᵢ of two vectors: `dot` under the name that NumPy and PyTorch use for complex numbers. */
export const vdot = takes('vdot', 2, (a: Operand, b: Operand): Value => strictProduct('vdot', a, b, 1, 1));

/** Two operands that must broadcast; errors name the given operation. */
export function broadcastPair(operation: string, a: Operand, b: Operand): [Value, Value] {
  const [left, right] = operandsOf(operation, [a, b]);
  if (!broadcastShapes(left.shape, right.shape)) throw shapeErrors.notBroadcastable(operation, [left, right]);
  return [left, right];
}

/**
 * Σ a b along an axis (default: the last); a and b are broadcast.
 *
 * @example
 * ```ts
 * import { vecDot } from '@chainrule/core';
 * vecDot([[1, 2], [3, 4]], [10, 1]); // → [12, 34]
 * ```
 */
export const vecDot = takes('vecDot', 3, (a: Operand, b: Operand, options: { axis?: number } = {}): Value => {
  const products = mul(...broadcastPair('vecDot', a, b));
  return sum(products, { axis: axisOf('vecDot', products, options) });
});

/** aᵢ bⱼ, a matrix; both operands are taken as flat. */
export const outer = takes('outer', 2, (a: Operand, b: Operand): Value => {
  const [left, right] = operandsOf('outer', [a, b]);
  return mul(reshape(left, [-1, 1]), reshape(right, [1, -1]));
});

/** The factors of the two terms of `addmm` and similar operations. */
export interface AddProductOptions {
  /** The factor of the product; default: 1. */
  alpha?: number;
  /** The factor of x; default: 1. If it is 0, x is ignored, even if it contains NaN. */
  beta?: number;
}

function addProduct(x: Operand, product: Value, { alpha = 1, beta = 1 }: AddProductOptions): Value {
  const scaled = mul(product, alpha);
  return beta === 0 ? scaled : add(mul(x, beta), scaled);
}

/** β x + α A B for matrices A and B; x is broadcast. */
export const addmm = takes(
  'addmm',
  4,
  (x: Operand, a: Operand, b: Operand, options: AddProductOptions = {}): Value =>
    addProduct(x, strictProduct('addmm', a, b, 2, 2), optionsOf('addmm', options, 'alpha, beta')),
);

/** β x + α A B for stacks of matrices A and B, `[s, m, k] × [s, k, n]`; x is broadcast. */
export const baddbmm = takes(
  'baddbmm',
  4,
  (x: Operand, a: Operand, b: Operand, options: AddProductOptions = {}): Value =>
    addProduct(x, strictProduct('baddbmm', a, b, 3, 3), optionsOf('baddbmm', options, 'alpha, beta')),
);

/** β x + α Σ A B, summed over two stacks of matrices, `[s, m, k] × [s, k, n] → [m, n]`; x is broadcast. */
export const addbmm = takes(
  'addbmm',
  4,
  (x: Operand, a: Operand, b: Operand, options: AddProductOptions = {}): Value => {
    const products = strictProduct('addbmm', a, b, 3, 3);
    return addProduct(x, sum(products, { axis: 0 }), optionsOf('addbmm', options, 'alpha, beta'));
  },
);

/** β x + α A b for a matrix A and a vector b; x is broadcast. */
export const addmv = takes(
  'addmv',
  4,
  (x: Operand, a: Operand, b: Operand, options: AddProductOptions = {}): Value =>
    addProduct(x, strictProduct('addmv', a, b, 2, 1), optionsOf('addmv', options, 'alpha, beta')),
);

/** β x + α a bᵀ, the outer product of two vectors; x is broadcast. */
export const addr = takes(
  'addr',
  4,
  (x: Operand, a: Operand, b: Operand, options: AddProductOptions = {}): Value => {
    const product = outer(ofRank('addr', a, 1), ofRank('addr', b, 1));
    return addProduct(x, product, optionsOf('addr', options, 'alpha, beta'));
  },
);

/**
 * The Kronecker product: every entry of a times all of b, in blocks. Sizes multiply axis by axis; the operand of lower rank
 * gets axes of size 1 on its left.
 *
 * @example
 * ```ts
 * import { kron } from '@chainrule/core';
 * kron([[1, 2]], [[1], [3]]); // → [[1, 2], [3, 6]]
 * ```
 */
export const kron = takes('kron', 2, (a: Operand, b: Operand): Value => {
  const [left, right] = [operand('kron', a, b), operand('kron', b, a)];
  const rank = Math.max(left.rank, right.rank);
  const sizes = ({ shape }: Value) => [...Array<number>(rank - shape.length).fill(1), ...shape];
  const [m, n] = [sizes(left), sizes(right)];
  const blocks = mul(
    reshape(
      left,
      m.flatMap((size) => [size, 1]),
    ),
    reshape(
      right,
      n.flatMap((size) => [1, size]),
    ),
  );
  return reshape(
    blocks,
    m.map((size, axis) => size * n[axis]),
  );
});

/**
 * The cross product a × b of vectors along an axis of size 3 (default: the last); a and b broadcast. Throws a ShapeError for
 * any other size.
 *
 * @example
 * ```ts
 * import { cross } from '@chainrule/core';
 * cross([1, 0, 0], [0, 1, 0]); // → [0, 0, 1]
 * cross([1, 2], [3, 4]); // → throws expected size 3 along axis 0
 * ```
 */
export const cross = takes('cross', 3, (a: Operand, b: Operand, options: { axis?: number } = {}): Value => {
  const [left, right] = [operand('cross', a, b), operand('cross', b, a)];
  const turned = (x: Value, by: number) => {
    const axis = axisOf('cross', x, options);
    if (x.shape[axis] !== 3) throw shapeErrors.unfit('cross', `size 3 along axis ${axis}`, x);
    return roll(x, -by, { axis });
  };
  return sub(mul(turned(left, 1), turned(right, 2)), mul(turned(left, 2), turned(right, 1)));
});
