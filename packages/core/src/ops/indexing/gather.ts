import { broadcastShapes, broadcastStrides, type Shape } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { shapeText } from '../../errors/text.ts';
import { type Blocks, blocks, moveBlocks, type Pair } from '../../families/movement.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { namedAxis } from '../shape/axes.ts';
import { indexOperand } from './indices.ts';
import { entriesAt, slicesAt } from './places.ts';

/*
 * Entries by their indices: int32 Values or plain arrays of whole numbers, counted from the end if negative. An entry that
 * is read several times gets the sum of its gradients.
 */

export const [gatherPrimitive, scatterAddPrimitive]: Pair<Blocks> = blocks('gather', 'scatterAdd');
export const [indexSelectPrimitive, indexAddPrimitive]: Pair<Blocks> = blocks('indexSelect', 'indexAdd');
const [takePrimitive] = blocks('take');
const [takeAlongAxisPrimitive] = blocks('takeAlongAxis');

type Reading = Pair<Blocks>[0];

/** Reads whole slices across an axis, in the order of the indices, whose own axes replace that axis. */
export function readAcross(primitive: Reading, x: Value, indices: Value, axis: number | undefined): Value {
  return moveBlocks(primitive, x, slicesAt(primitive.name, x, indices, axis));
}

/** Reads single entries along an axis, an index for each entry of the result; all other axes broadcast. */
export function readAlong(primitive: Reading, x: Value, indices: Value, axis: number): Value {
  const { name } = primitive;
  checkRank(name, x, indices);
  const outer = broadcastShapes(withSize(x.shape, axis, 1), withSize(indices.shape, axis, 1));
  if (!outer) throw shapeErrors.notBroadcastable(name, [x, indices]);
  const part = withSize(outer, axis, indices.shape[axis]);
  const strides: [number[], number[]] = [
    broadcastStrides(indices.shape, part),
    broadcastStrides(x.shape, withSize(outer, axis, x.shape[axis])),
  ];
  return moveBlocks(primitive, x, entriesAt(name, x, indices, axis, part, strides));
}

const withSize = (shape: Shape, axis: number, n: number) => shape.map((size, k) => (k === axis ? n : size));

function checkRank(operation: string, x: Value, indices: Value): void {
  if (indices.rank !== x.rank) throw shapeErrors.unfit(operation, `indices of rank ${x.rank}`, indices);
}

/** Checks that indices are not longer than x along any axis except the one that they count along. */
export function checkInside(operation: string, x: Value, indices: Value, axis: number): void {
  checkRank(operation, x, indices);
  if (indices.shape.some((n, k) => k !== axis && n > x.shape[k]))
    throw shapeErrors.unfit(
      operation,
      `indices within ${shapeText(x.shape)} along every axis but ${axis}`,
      indices,
    );
}

/**
 * The entries of x at indices along an axis, one index for each entry of the result: y[i, j] = x[i, indices[i, j]] for axis
 * 1. The other axes broadcast. Throws a ShapeError if an index is out of range, or if the indices do not have x's rank.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([[10, 20, 30], [40, 50, 60]], { name: 'x' });
 * x.takeAlongAxis([[2], [0]], 1); // → [[30], [40]]
 * x.takeAlongAxis([[-1, 1]], 1); // → [[30, 20], [60, 50]]
 * x.takeAlongAxis([[0], [3]], 1); // → throws index 3 at [1, 0] is out of range for axis 1 of x [2, 3]
 * ```
 */
export const takeAlongAxis = takes(
  'takeAlongAxis',
  3,
  (x: Operand, indices: Operand, axis: number): Value => {
    const input = operand('takeAlongAxis', x);
    const along = namedAxis('takeAlongAxis', input, axis);
    return readAlong(takeAlongAxisPrimitive, input, indexOperand('takeAlongAxis', indices), along);
  },
);

/**
 * PyTorch's gather: y[i, j] = x[i, indices[i, j]] for axis 1. The indices have x's rank and may be shorter than x along the
 * other axes; nothing is broadcast. Throws a ShapeError otherwise, or if an index is out of range.
 */
export const gather = takes('gather', 3, (x: Operand, indices: Operand, axis: number): Value => {
  const input = operand('gather', x);
  const list = indexOperand('gather', indices);
  const along = namedAxis('gather', input, axis);
  checkInside('gather', input, list, along);
  return moveBlocks(gatherPrimitive, input, entriesAt('gather', input, list, along, list.shape));
});

/**
 * Whole slices of x across an axis, in the order of the indices; the axes of the indices replace that axis. Without an axis,
 * x is taken as flat. Throws a ShapeError if an index is out of range.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const words = value([[0, 1], [2, 3], [4, 5]]);
 * words.take([2, 0, 2], { axis: 0 }); // → [[4, 5], [0, 1], [4, 5]]
 * words.take([2, 0, 2], { axis: 0 }).sum().backward().of(words); // → [[1, 1], [0, 0], [2, 2]]
 * words.take([-1, 3]); // → [5, 3]
 * ```
 */
export const take = takes(
  'take',
  3,
  (x: Operand, indices: Operand, options: { axis?: number } = {}): Value => {
    const input = operand('take', x);
    const { axis } = optionsOf('take', options, 'axis');
    const along = axis === undefined ? undefined : namedAxis('take', input, axis);
    return readAcross(takePrimitive, input, indexOperand('take', indices), along);
  },
);

/**
 * PyTorch's index_select: whole slices of x across an axis, in the order of a vector of indices. Throws a ShapeError if an
 * index is out of range.
 */
export const indexSelect = takes('indexSelect', 3, (x: Operand, indices: Operand, axis: number): Value => {
  const input = operand('indexSelect', x);
  const list = indexOperand('indexSelect', indices);
  if (list.rank !== 1) throw shapeErrors.wrongRank('indexSelect', list, 'a vector of indices');
  return readAcross(indexSelectPrimitive, input, list, namedAxis('indexSelect', input, axis));
});
