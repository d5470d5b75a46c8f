import { promote } from '../../array/dtype.ts';
import { join } from '../../array/join.ts';
import { sameShape } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import { operandsOf } from '../../families/operands.ts';
import type { Operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply, type Primitive } from '../../primitive.ts';
import { known } from '../../registry.ts';
import type { Value } from '../../value.ts';
import { broadcastTo } from '../reduce/sum.ts';
import { namedAxis } from './axes.ts';
import { pad } from './pad.ts';
import { expandDims, flatten, reshape, withAxes } from './shape.ts';
import { along, slice } from './slice.ts';

/*
 * Operations on lists of Values. Their first operand is an array, so they are only functions, and not in the table of
 * operations: `concat([a, b])`, not `a.concat(b)`.
 */

/** The start of the k-th of joined arrays. */
const startOf = (xs: readonly Value[], k: number, axis: number) =>
  xs.slice(0, k).reduce((sum, x) => sum + x.shape[axis], 0);

const concatPrimitive: Primitive<number> = known({
  name: 'concat',
  shape: (xs, axis) => xs[0].shape.map((n, k) => (k === axis ? startOf(xs, xs.length, axis) : n)),
  dtype: (xs) => xs.map((x) => x.dtype).reduce(promote),
  array: (xs, shape, dtype, axis) => join(xs, axis, shape, dtype),
  differentiable: () => true,
  vjp: (g, _, xs, k, axis) => {
    const start = startOf(xs, k, axis);
    return slice(g, along(axis, [start, start + xs[k].shape[axis]]));
  },
});

function operands(operation: string, xs: readonly Operand[]): Value[] {
  if (!Array.isArray(xs) || xs.length === 0)
    throw argumentErrors.badOption(operation, 'operands', 'an array of at least one', xs);
  return operandsOf(operation, xs);
}

function joined(operation: string, xs: readonly Value[], axis: number): Value {
  const [first] = xs;
  const resolved = namedAxis(operation, first, axis);
  for (const x of xs) {
    if (x.rank !== first.rank || x.shape.some((n, k) => k !== resolved && n !== first.shape[k]))
      throw shapeErrors.unfit(
        operation,
        `the shape of ${describe(first)} along every axis but ${resolved}`,
        x,
      );
  }
  return apply(concatPrimitive, xs, resolved);
}

/**
 * The operands joined along an axis (default: the first). Throws a ShapeError if their other axes differ.
 *
 * @example
 * ```ts
 * import { concat, value } from '@chainrule/core';
 * const a = value([[1, 2]], { name: 'a' });
 * concat([a, [[3, 4]]]); // → [[1, 2], [3, 4]]
 * concat([a, [[3]]], { axis: 1 }); // → [[1, 2, 3]]
 * concat([a, [[3]]]); // → throws expected the shape of a [1, 2] along every axis but 0
 * ```
 */
export const concat = takes('concat', 2, (xs: readonly Operand[], options: { axis?: number } = {}): Value => {
  const { axis = 0 } = optionsOf('concat', options, 'axis');
  return joined('concat', operands('concat', xs), axis);
});

/** Operands stacked along a new axis (default: the first). Throws a ShapeError if their shapes differ. */
export const stack = takes('stack', 2, (xs: readonly Operand[], options: { axis?: number } = {}): Value => {
  const list = operands('stack', xs);
  const { axis = 0 } = optionsOf('stack', options, 'axis');
  const different = list.find((x) => !sameShape(x.shape, list[0].shape));
  if (different) throw shapeErrors.unfit('stack', `the shape of ${describe(list[0])}`, different);
  return joined(
    'stack',
    list.map((x) => withAxes('stack', x, [axis])),
    axis,
  );
});

/** Operands side by side: joined along the second axis, vectors along their only one. */
export const hstack = takes('hstack', 1, (xs: readonly Operand[]): Value => {
  const list = operands('hstack', xs).map((x) => (x.rank === 0 ? flatten(x) : x));
  return joined('hstack', list, list[0].rank === 1 ? 0 : 1);
});

/** Operands below each other: joined along the first axis; a vector is a row. */
export const vstack = takes(
  'vstack',
  1,
  (xs: readonly Operand[]): Value => joined('vstack', operands('vstack', xs).map(asMatrix), 0),
);

/** Operands behind each other: joined along the third axis; a matrix gets a third axis of size 1, and a vector is a row. */
export const dstack = takes('dstack', 1, (xs: readonly Operand[]): Value => {
  const list = operands('dstack', xs).map(asMatrix);
  return joined(
    'dstack',
    list.map((x) => (x.rank === 2 ? expandDims(x, 2) : x)),
    2,
  );
});

/** Operands as columns of one matrix: vectors as one column each, matrices with all of theirs. */
export const columnStack = takes('columnStack', 1, (xs: readonly Operand[]): Value => {
  const columns = operands('columnStack', xs).map((x) => (x.rank < 2 ? reshape(x, [-1, 1]) : x));
  return joined('columnStack', columns, 1);
});

/** A vector as a row, a scalar as a matrix of one entry. */
const asMatrix = (x: Value) => (x.rank < 2 ? reshape(x, [1, -1]) : x);

/**
 * A matrix with the given matrices along its diagonal and 0 elsewhere; a vector is a row, a scalar a matrix of one entry.
 *
 * @example
 * ```ts
 * import { blockDiagonal } from '@chainrule/core';
 * blockDiagonal([[[1, 2], [3, 4]], 5]); // → [[1, 2, 0], [3, 4, 0], [0, 0, 5]]
 * ```
 */
export const blockDiagonal = takes('blockDiagonal', 1, (xs: readonly Operand[]): Value => {
  const list = operands('blockDiagonal', xs).map(asMatrix);
  const wide = list.find((x) => x.rank !== 2);
  if (wide) throw shapeErrors.wrongRank('blockDiagonal', wide, 'a matrix');
  const columns = startOf(list, list.length, 1);
  const rows = list.map((x, k) => {
    const before = startOf(list, k, 1);
    return pad(x, [0, [before, columns - before - x.shape[1]]]);
  });
  return joined('blockDiagonal', rows, 0);
});

/**
 * The coordinates of a grid, one array for each given vector: the k-th array holds the k-th vector along axis k. With
 * `indexing: 'xy'` the first two axes are exchanged, as in pictures.
 */
export const meshgrid = takes(
  'meshgrid',
  2,
  (xs: readonly Operand[], options: { indexing?: 'ij' | 'xy' } = {}): Value[] => {
    const list = vectors('meshgrid', xs);
    const { indexing = 'ij' } = optionsOf('meshgrid', options, 'indexing');
    if (indexing !== 'ij' && indexing !== 'xy')
      throw argumentErrors.badOption('meshgrid', 'indexing', 'ij or xy', indexing);
    const axes = list.map((_, k) => (indexing === 'xy' && k < 2 && list.length > 1 ? 1 - k : k));
    const shape = axes.map((k) => list[k].size);
    return list.map((x, k) =>
      broadcastTo(
        reshape(
          x,
          shape.map((n, axis) => (axis === axes[k] ? n : 1)),
        ),
        shape,
      ),
    );
  },
);

/**
 * Every combination of one entry from each vector, one in each row; the last vector changes fastest. For a single vector,
 * its entries.
 */
export const cartesianProduct = takes('cartesianProduct', 1, (xs: readonly Operand[]): Value => {
  const list = vectors('cartesianProduct', xs);
  if (list.length === 1) return flatten(list[0]);
  return stack(
    meshgrid(list).map((x) => flatten(x)),
    { axis: 1 },
  );
});

function vectors(operation: string, xs: readonly Operand[]): Value[] {
  return operands(operation, xs).map((x) => {
    if (x.rank > 1) throw shapeErrors.wrongRank(operation, x, 'a vector');
    return x.rank === 0 ? flatten(x) : x;
  });
}
