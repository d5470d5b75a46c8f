import { type DType, isDType, isFloat } from '../../array/dtype.ts';
import { readStrided } from '../../array/move.ts';
import { cast, flat } from '../../array/ndarray.ts';
import { isShape, resolveAxis, type Shape, sizeOf, stridesOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { linear } from '../../families/linear.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply, type Primitive } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { axesInTurn, newAxes } from '../indexing/indices.ts';
import { listOf, namedAxis, resolveAxes } from './axes.ts';

export const reshaping = (name: string): Primitive<Shape> =>
  linear<Shape>(name, {
    shape: (_, shape) => shape,
    array: (x) => flat(x),
    transpose: (g, x) => reshape(g, x.shape),
    movement: 'same-numbers',
    onStacks: (shape, count) => [count, ...shape],
  });

const reshapePrimitive = reshaping('reshape');
const flattenPrimitive = reshaping('flatten');
const squeezePrimitive = reshaping('squeeze');
const expandDimsPrimitive = reshaping('expandDims');

/**
 * The same numbers in row-major order with another shape; one size may be −1 and is computed. Throws a ShapeError if the
 * shape holds a different number of entries.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([1, 2, 3, 4]).reshape([2, -1]); // → [[1, 2], [3, 4]]
 * value([1, 2, 3]).reshape([2, 2]); // → throws holds 3 numbers
 * ```
 */
export const reshape = takes('reshape', 2, (x: Operand, shape: Shape): Value => {
  if (!Array.isArray(shape) || ![...shape].every(Number.isSafeInteger))
    throw shapeErrors.badShape('reshape', shape);
  const input = operand('reshape', x);
  const full = completed(shape, input.size);
  if (!full) throw shapeErrors.cannotReshape(input, shape, input.size);
  return apply(reshapePrimitive, [input], full);
});

/** A shape with a size of −1 computed, if there is one; undefined if it does not hold this many numbers. */
export function completed(shape: Shape, size: number): Shape | undefined {
  const open = shape.indexOf(-1);
  const known = sizeOf(shape.filter((_, axis) => axis !== open));
  const full = shape.map((n, axis) => (axis === open && known > 0 ? size / known : n));
  return sizeOf(full) === size && isShape(full) ? full : undefined;
}

/** The axes from `startAxis` to `endAxis` (default: all) as one; a scalar becomes a vector of one entry. */
export const flatten = takes(
  'flatten',
  2,
  (x: Operand, options: { startAxis?: number; endAxis?: number } = {}): Value => {
    const input = operand('flatten', x);
    const { startAxis = 0, endAxis = -1 } = optionsOf('flatten', options, 'startAxis, endAxis');
    if (input.rank === 0) return apply(flattenPrimitive, [input], [1]);
    const [start, end] = [startAxis, endAxis].map((axis) => namedAxis('flatten', input, axis));
    if (end < start)
      throw argumentErrors.badOption('flatten', 'endAxis', `an axis from ${start} on`, endAxis);
    const { shape } = input;
    const size = sizeOf(shape.slice(start, end + 1));
    return apply(flattenPrimitive, [input], [...shape.slice(0, start), size, ...shape.slice(end + 1)]);
  },
);

/**
 * x without the given axes, each of size 1; default: without all axes of size 1. Throws a ShapeError if a given axis is
 * longer.
 */
export const squeeze = takes(
  'squeeze',
  2,
  (x: Operand, options: { axis?: number | readonly number[] } = {}): Value => {
    const input = operand('squeeze', x);
    const { shape } = input;
    const ones = shape.flatMap((n, axis) => (n === 1 ? [axis] : []));
    const { axis = ones } = optionsOf('squeeze', options, 'axis');
    const axes = resolveAxes('squeeze', input, axis);
    const long = axes.find((axis) => shape[axis] !== 1);
    if (long !== undefined) throw shapeErrors.unfit('squeeze', `axis ${long} to have size 1`, input);
    return apply(
      squeezePrimitive,
      [input],
      shape.filter((_, axis) => !axes.includes(axis)),
    );
  },
);

/**
 * x with new axes of size 1, given by their positions in the result.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([1, 2]).expandDims(-1); // → [[1], [2]]
 * value([1, 2]).expandDims([0, 2]).shape; // → [1, 2, 1]
 * ```
 */
export const expandDims = takes(
  'expandDims',
  2,
  (x: Operand, axis: number | readonly number[]): Value =>
    withAxes('expandDims', operand('expandDims', x), listOf(axis)),
);

/** x with new axes of size 1; errors name the given operation. */
export function withAxes(operation: string, x: Value, axes: readonly number[]): Value {
  const rank = x.rank + axes.length;
  const added = newAxes(operation, x, axes, rank);
  const sizes = [...x.shape];
  const shape = Array.from({ length: rank }, (_, k) => (added.includes(k) ? 1 : sizes.shift()!));
  return apply(expandDimsPrimitive, [x], shape);
}

const transposePrimitive = linear<readonly number[]>('transpose', {
  shape: (x, axes) => axes.map((axis) => x.shape[axis]),
  array: (x, shape, _, axes) => {
    const strides = stridesOf(x.shape);
    return readStrided(
      x,
      shape,
      axes.map((axis) => strides[axis]),
    );
  },
  transpose: (g, _, axes) =>
    transpose(
      g,
      axes.map((__, k) => axes.indexOf(k)),
    ),
  onStacks: (axes) => [0, ...axes.map((axis) => axis + 1)],
  movement: 'permute',
});

/**
 * The axes in another order: reversed, or in the order given.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([[1, 2, 3], [4, 5, 6]]).transpose(); // → [[1, 4], [2, 5], [3, 6]]
 * ```
 */
export const transpose = takes(
  'transpose',
  2,
  (x: Operand, axes?: readonly number[]): Value => reordered('transpose', x, axes),
);

function reordered(operation: string, x: Operand, axes?: readonly number[]): Value {
  const input = operand(operation, x);
  const named = axes === undefined ? input.shape.map((_, k) => input.rank - 1 - k) : listOf(axes);
  const order = Array.from(named, (axis) => resolveAxis(axis, input.rank) ?? -1);
  const complete = order.length === input.rank && input.shape.every((_, axis) => order.includes(axis));
  if (!complete) throw shapeErrors.badAxes(operation, named, input);
  return apply(transposePrimitive, [input], order);
}

/** The axes in the order given: `transpose` under PyTorch's name. */
export const permute = takes(
  'permute',
  2,
  (x: Operand, axes: readonly number[]): Value => reordered('permute', x, listOf(axes)),
);

/** x with the axes `from` moved to the positions `to`; the others keep their order. */
export const moveAxis = takes(
  'moveAxis',
  3,
  (x: Operand, from: number | readonly number[], to: number | readonly number[]): Value => {
    const input = operand('moveAxis', x);
    const [sources, targets] = [from, to].map((axes) => axesInTurn('moveAxis', input, axes));
    if (sources.length !== targets.length)
      throw argumentErrors.badOption('moveAxis', 'to', `${sources.length} axes, as many as are moved`, to);
    const others = input.shape.map((_, k) => k).filter((k) => !sources.includes(k));
    return transpose(
      input,
      input.shape.map((_, k) => (targets.includes(k) ? sources[targets.indexOf(k)] : others.shift()!)),
    );
  },
);

/** x with two axes exchanged. */
export const swapAxes = takes('swapAxes', 3, (x: Operand, a: number, b: number): Value => {
  const input = operand('swapAxes', x);
  const [first, second] = [a, b].map((axis) => namedAxis('swapAxes', input, axis));
  return transpose(
    input,
    input.shape.map((_, k) => (k === first ? second : k === second ? first : k)),
  );
});

const castPrimitive = linear<DType>('asType', {
  shape: (x) => x.shape,
  dtype: (_, dtype) => dtype,
  array: (x, _, dtype) => cast(x, dtype).data,
  transpose: (g, x) => asType(g, x.dtype),
  onStacks: (dtype) => dtype,
});

/** An operand as floats: integers and booleans become float64. */
export function floats(operation: string, x: Operand): Value {
  const input = operand(operation, x);
  return isFloat(input.dtype) ? input : asType(input, 'float64');
}

/** The same numbers as another dtype, rounded to it; no derivative passes through integers and booleans. */
export const asType = takes('asType', 2, (x: Operand, dtype: DType): Value => {
  if (!isDType(dtype)) throw argumentErrors.badDType('asType', dtype);
  return apply(castPrimitive, [operand('asType', x)], dtype);
});
