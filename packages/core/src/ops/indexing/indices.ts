import { resolveAxis, SCALAR, type Shape, sizeOf, stridesOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { type Described, describe } from '../../errors/text.ts';
import { type Operand, operand } from '../../make/create.ts';
import { Value } from '../../value.ts';
import { listOf, resolveAxes } from '../shape/axes.ts';

/**
 * An index along an axis, or among all entries if there is no axis, counted from the front. It is entry i of indices of this
 * shape; the message names its position.
 */
export function resolveIndex(
  operation: string,
  index: number,
  x: Omit<Described, 'dtype'>,
  axis: number | undefined,
  i = 0,
  shape: Shape = SCALAR,
  n = lengthAlong(x.shape, axis),
): number {
  const resolved = index < 0 ? index + n : index;
  if (Number.isInteger(resolved) && resolved >= 0 && resolved < n) return resolved;
  const of = axis === undefined ? describe(x) : `axis ${axis} of ${describe(x)}`;
  throw shapeErrors.badIndex(operation, index, placeOf(i, shape), n, of);
}

/** How many entries an index along an axis can choose from; without an axis, the number of all entries. */
export const lengthAlong = (shape: Shape, axis: number | undefined): number =>
  axis === undefined ? sizeOf(shape) : shape[axis];

/** Indices as whole numbers: an int32 Value, or plain arrays. */
export function indexOperand(operation: string, indices: Operand): Value {
  const given = operand(operation, indices);
  if (given.dtype === 'bool' || (indices instanceof Value && given.dtype !== 'int32'))
    throw shapeErrors.notIndices(operation, given);
  return given;
}

/** Indices that were computed here and need no copy; default: a vector. */
export function indexValue(data: Int32Array, shape: Shape = [data.length]): Value {
  return Value.of({ data: shape.length === 0 ? data[0] : data, shape, dtype: 'int32' });
}

/** The position of the i-th entry of an array of this shape. */
function placeOf(i: number, shape: Shape): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(i / stride) % shape[axis]);
}

/** Throws if an option is not a whole number, or is below the least one allowed. */
export function checkWhole(operation: string, option: string, n: unknown, least = -Infinity): void {
  if (Number.isSafeInteger(n) && (n as number) >= least) return;
  const bound = least === -Infinity ? '' : `, ${least} or more`;
  throw argumentErrors.badOption(operation, option, `a whole number${bound}`, n);
}

/** Axes counted from the front, in the order given. */
export function axesInTurn(operation: string, x: Value, axis: number | readonly number[]): number[] {
  const named = listOf(axis);
  resolveAxes(operation, x, named);
  return named.map((k) => resolveAxis(k, x.rank)!);
}

/** The positions of new axes in a result of this rank, counted from the front, in the order given. */
export function newAxes(operation: string, x: Value, axes: readonly number[], rank: number): number[] {
  const added = Array.from(axes, (axis) => resolveAxis(axis, rank) ?? -1);
  if (added.includes(-1) || new Set(added).size < axes.length)
    throw shapeErrors.badNewAxis(operation, axes, x, rank);
  return added;
}
