import { type DType, isDType } from '../array/dtype.ts';
import { readStrided } from '../array/move.ts';
import { cast, flat } from '../array/ndarray.ts';
import { isShape, resolveAxis, type Shape, sizeOf, stridesOf } from '../array/shape.ts';
import { type Operand, operand } from '../create.ts';
import { errors } from '../errors.ts';
import { linear } from '../families/linear.ts';
import { apply } from '../primitive.ts';
import type { Value } from '../value.ts';

const reshapePrimitive = linear<Shape>('reshape', {
  shape: (_, shape) => shape,
  array: (x) => flat(x),
  transpose: (g, x) => reshape(g, x.shape),
});

/**
 * The same numbers in row-major order under another shape; one size may be −1 and is worked out.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([1, 2, 3, 4]).reshape([2, -1]); // → [[1, 2], [3, 4]]
 * value([1, 2, 3]).reshape([2, 2]); // → throws holds 3 numbers
 * ```
 */
export function reshape(x: Operand, shape: Shape): Value {
  if (!Array.isArray(shape)) throw errors.badShape('reshape', shape);
  const input = operand('reshape', x);
  const open = shape.indexOf(-1);
  const known = sizeOf(shape.filter((_, axis) => axis !== open));
  const full = shape.map((n, axis) => (axis === open && known > 0 ? input.size / known : n));
  if (sizeOf(full) !== input.size || !isShape(full)) throw errors.cannotReshape(input, shape, input.size);
  return apply(reshapePrimitive, [input], full);
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
export function transpose(x: Operand, axes?: readonly number[]): Value {
  const input = operand('transpose', x);
  const order = axes
    ? axes.map((axis) => resolveAxis(axis, input.rank) ?? -1)
    : input.shape.map((_, k) => input.rank - 1 - k);
  const complete = order.length === input.rank && input.shape.every((_, axis) => order.includes(axis));
  if (!complete) throw errors.badAxes('transpose', axes ?? order, input);
  return apply(transposePrimitive, [input], order);
}

const castPrimitive = linear<DType>('astype', {
  shape: (x) => x.shape,
  dtype: (_, dtype) => dtype,
  array: (x, _, dtype) => cast(x, dtype).data,
  transpose: (g, x) => astype(g, x.dtype),
});

/** The same numbers as another dtype, rounded to it; no derivative passes through integers and booleans. */
export function astype(x: Operand, dtype: DType): Value {
  if (!isDType(dtype)) throw errors.badDType('astype', dtype);
  const input = operand('astype', x);
  return input.dtype === dtype ? input : apply(castPrimitive, [input], dtype);
}
