import { matrixProduct } from '../../array/contract.ts';
import { broadcastShapes, type Shape, sizeOf } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { bilinear } from '../../families/bilinear.ts';
import { type Operand, operand } from '../../make/create.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { reshape, transpose } from '../shape/shape.ts';

const matmulPrimitive = bilinear('matmul', {
  shape: (a, b) => {
    const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
    if (!batch) throw shapeErrors.notBroadcastable('matmul', [a, b]);
    return [...batch, a.shape[a.rank - 2], b.shape[b.rank - 1]];
  },
  array: matrixProduct,
  wrt: [(g, _, b) => matmul(g, swapLast(b)), (g, a) => matmul(swapLast(a), g)],
  onStacks: () => undefined,
  contracts: (a, _, y) => sizeOf(y) * a[a.length - 1],
});

const swapLast = (x: Value) => {
  const axes = x.shape.map((_, k) => k);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
};

/**
 * The matrix product, `[…, m, k] × […, k, n] → […, m, n]`; the axes before the last two broadcast. With g the gradient of y
 * = A B, that of A is g Bᵀ and that of B is Aᵀ g.
 *
 * A vector on the left is a row, a vector on the right a column, and the result does not have that axis. Throws a ShapeError
 * for scalars, and if the inner sizes differ.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const A = value([[1, 2], [3, 4]], { name: 'A' });
 * A.matmul([[1], [1]]); // → [[3], [7]]
 * A.matmul([10, 1]); // → [12, 34]
 * A.matmul([[1, 2, 3]]); // → throws inner sizes differ: A [2, 2] ×
 * ```
 */
export const matmul = takes('matmul', 2, (a: Operand, b: Operand): Value => product('matmul', a, b));

/** `matmul` on behalf of another operation, which may have checked the ranks more strictly. */
export function product(operation: string, a: Operand, b: Operand): Value {
  const left = operand(operation, a, b);
  const right = operand(operation, b, a);
  for (const x of [left, right])
    if (x.rank === 0) throw shapeErrors.wrongRank(operation, x, 'a vector or a matrix');
  const inner = right.shape[Math.max(right.rank - 2, 0)];
  if (left.shape[left.rank - 1] !== inner) throw shapeErrors.innerSizes(left, right, operation);
  const A = left.rank === 1 ? reshape(left, [1, inner]) : left;
  const B = right.rank === 1 ? reshape(right, [inner, 1]) : right;
  const made = apply(matmulPrimitive, [A, B], undefined);
  if (left.rank > 1 && right.rank > 1) return made;
  return reshape(made, withoutVectorAxes(made.shape, left.rank === 1, right.rank === 1));
}

const withoutVectorAxes = (shape: Shape, row: boolean, column: boolean) =>
  shape.filter((_, axis) => !(row && axis === shape.length - 2) && !(column && axis === shape.length - 1));
