import { isShape, type Shape } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { shapeText } from '../../errors/text.ts';
import { type Operand, operand } from '../../make/create.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { namedAxis } from './axes.ts';
import { completed, reshape, reshaping } from './shape.ts';

/* The same numbers with another rank. */

const unflattenPrimitive = reshaping('unflatten');
const ravelPrimitive = reshaping('ravel');

/**
 * x with one axis split into several of these sizes; one size may be −1 and is computed. The inverse of `flatten`. Throws a
 * ShapeError if the sizes do not fit.
 *
 * @example
 * ```ts
 * import { unflatten } from '@chainrule/core';
 * unflatten([1, 2, 3, 4], 0, [2, -1]); // → [[1, 2], [3, 4]]
 * ```
 */
export const unflatten = takes('unflatten', 3, (x: Operand, axis: number, sizes: Shape): Value => {
  const input = operand('unflatten', x);
  const along = namedAxis('unflatten', input, axis);
  if (!Array.isArray(sizes) || !isShape(sizes.map((n) => (n === -1 ? 1 : n))))
    throw shapeErrors.badShape('unflatten', sizes);
  const { shape } = input;
  const full = completed(sizes, shape[along]);
  if (!full)
    throw shapeErrors.unfit('unflatten', `axis ${along} to have the size of ${shapeText(sizes)}`, input);
  return apply(unflattenPrimitive, [input], [...shape.slice(0, along), ...full, ...shape.slice(along + 1)]);
});

/** All numbers of x as a vector, in row-major order. */
export const ravel = takes('ravel', 1, (x: Operand): Value => {
  const input = operand('ravel', x);
  return apply(ravelPrimitive, [input], [input.size]);
});

/** x with at least one axis: a scalar becomes a vector of one entry. */
export const atleast1d = takes('atleast1d', 1, (x: Operand): Value => {
  const input = operand('atleast1d', x);
  return reshape(input, input.rank === 0 ? [1] : input.shape);
});

/** x with at least two axes: a vector becomes a row. */
export const atleast2d = takes('atleast2d', 1, (x: Operand): Value => {
  const input = operand('atleast2d', x);
  return reshape(input, input.rank < 2 ? [1, input.size] : input.shape);
});

/** x with at least three axes: `[m, n] → [m, n, 1]`, and a vector `[n] → [1, n, 1]`. */
export const atleast3d = takes('atleast3d', 1, (x: Operand): Value => {
  const input = operand('atleast3d', x);
  if (input.rank > 2) return reshape(input, input.shape);
  return reshape(input, input.rank === 2 ? [...input.shape, 1] : [1, input.size, 1]);
});
