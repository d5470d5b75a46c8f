import { floating } from '../../array/dtype.ts';
import { multiplyAlong, type SparseMatrix, transposed } from '../../array/sparse.ts';
import { linear } from '../../families/linear.ts';
import { apply, type Primitive } from '../../primitive.ts';
import type { Value } from '../../value.ts';

interface Along {
  readonly axis: number;
  readonly matrix: SparseMatrix;
}

/**
 * An operation that applies a sparse matrix to the lines along one axis. Average pooling, interpolation and im2col do only
 * that, one spatial axis after the other; the transpose is the same with the matrix transposed.
 */
export function resampling(name: string): (x: Value, axis: number, matrix: SparseMatrix) => Value {
  const primitive: Primitive<Along> = linear<Along>(name, {
    shape: (x, { axis, matrix }) => x.shape.map((n, k) => (k === axis ? matrix.height : n)),
    dtype: (x) => floating(x.dtype),
    array: (x, _, dtype, { axis, matrix }) => multiplyAlong(x, axis, matrix, dtype),
    transpose: (g, _, { axis, matrix }) => apply(primitive, [g], { axis, matrix: transposed(matrix) }),
  });
  return (x, axis, matrix) => apply(primitive, [x], { axis, matrix });
}

/** Applies `step` along each of the last axes in turn, the last one first. */
export function alongLast<T>(
  x: Value,
  each: readonly T[],
  step: (x: Value, axis: number, which: T) => Value,
): Value {
  const first = x.rank - each.length;
  return each.reduceRight((y, which, k) => step(y, first + k, which), x);
}
