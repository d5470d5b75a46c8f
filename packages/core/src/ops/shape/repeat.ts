import { allocate } from '../../array/dtype.ts';
import { stridesOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { blocks, views } from '../../families/movement.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { readAcross } from '../indexing/gather.ts';
import { axesInTurn, checkWhole, indexValue } from '../indexing/indices.ts';
import { axisOf, listOf } from './axes.ts';
import { flatten, reshape, swapAxes } from './shape.ts';
import { flip } from './slice.ts';

/* Entries repeated, shifted and rotated. */

const [tilePrimitive] = views('tile');
const [repeatPrimitive] = blocks('repeat');
const [rollPrimitive] = blocks('roll');

/**
 * x repeated as a whole, `counts[k]` times along axis k. As in NumPy, ones are added on the left of the counts or of x's
 * shape, whichever is shorter.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([1, 2]).tile([2, 2]); // → [[1, 2, 1, 2], [1, 2, 1, 2]]
 * ```
 */
export const tile = takes('tile', 2, (x: Operand, counts: readonly number[]): Value => {
  const input = operand('tile', x);
  if (!Array.isArray(counts))
    throw argumentErrors.badOption('tile', 'counts', 'an array, a count for each axis', counts);
  for (const count of counts) checkWhole('tile', 'counts', count, 0);
  const rank = Math.max(input.rank, counts.length);
  const extended = (xs: readonly number[]) => [...Array<number>(rank - xs.length).fill(1), ...xs];
  const [shape, times] = [extended(input.shape), extended(counts)];
  const own = stridesOf(shape);
  return apply(tilePrimitive, [input], {
    whole: input.shape,
    part: shape.map((n, axis) => n * times[axis]),
    grid: shape.flatMap((n, axis) => [times[axis], n]),
    strides: own.flatMap((stride) => [0, stride]),
    offset: 0,
  });
});

/**
 * Each entry, or each slice across an axis, repeated in place: `repeats` times, or the k-th `repeats[k]` times. Without an
 * axis x is taken as flat. NumPy's repeat, PyTorch's repeat_interleave.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([1, 2]).repeat(2); // → [1, 1, 2, 2]
 * value([[1], [2]]).repeat([2, 1], { axis: 0 }); // → [[1], [1], [2]]
 * ```
 */
export const repeat = takes(
  'repeat',
  3,
  (x: Operand, repeats: number | readonly number[], options: { axis?: number } = {}): Value => {
    const input = optionsOf('repeat', options, 'axis').axis === undefined ? flatten(x) : operand('repeat', x);
    const axis = axisOf('repeat', input, options, 0);
    const n = input.shape[axis];
    const counts = Array.isArray(repeats) ? listOf(repeats) : Array(n).fill(repeats);
    for (const count of counts) checkWhole('repeat', 'repeats', count, 0);
    if (counts.length !== n)
      throw shapeErrors.unfit('repeat', `${counts.length} entries along axis ${axis}`, input);
    const total = counts.reduce((a, b) => a + b, 0);
    const indices = allocate('int32', total, 'repeat') as Int32Array;
    let at = 0;
    counts.forEach((count, k) => {
      indices.fill(k, at, at + count);
      at += count;
    });
    return readAcross(repeatPrimitive, input, indexValue(indices), axis);
  },
);

/**
 * The entries shifted along axes; those that leave at the end come back at the start. A negative shift moves back. There is
 * a shift for each axis, or one for all. Without an axis x is taken as flat, and keeps its shape.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([1, 2, 3]).roll(1); // → [3, 1, 2]
 * ```
 */
export const roll = takes(
  'roll',
  3,
  (
    x: Operand,
    shift: number | readonly number[],
    options: { axis?: number | readonly number[] } = {},
  ): Value => {
    const input = operand('roll', x);
    const { axis: named } = optionsOf('roll', options, 'axis');
    if (named === undefined) return reshape(roll(flatten(input), shift, { axis: 0 }), input.shape);
    const axes = axesInTurn('roll', input, named);
    const shifts = Array.isArray(shift) ? listOf(shift) : axes.map(() => shift as number);
    for (const each of shifts) checkWhole('roll', 'shift', each);
    if (shifts.length !== axes.length)
      throw argumentErrors.badOption(
        'roll',
        'shift',
        `a number, or one for each of ${axes.length} axes`,
        shift,
      );
    if (axes.length === 0) return reshape(input, input.shape);
    return axes.reduce((rolled, axis, k) => {
      const n = input.shape[axis];
      const indices = Int32Array.from({ length: n }, (_, i) => (((i - shifts[k]) % n) + n) % n);
      return readAcross(rollPrimitive, rolled, indexValue(indices), axis);
    }, input);
  },
);

/** x rotated by quarter turns from the first of two axes to the second (default: the first two of x). */
export const rot90 = takes(
  'rot90',
  3,
  (x: Operand, quarters: number = 1, options: { axes?: readonly [number, number] } = {}): Value => {
    const input = operand('rot90', x);
    checkWhole('rot90', 'quarters', quarters);
    const [from, to] = axesInTurn('rot90', input, optionsOf('rot90', options, 'axes').axes ?? [0, 1]);
    const turns = ((quarters % 4) + 4) % 4;
    if (turns === 0) return reshape(input, input.shape);
    if (turns === 2) return flip(input, { axis: [from, to] });
    return flip(swapAxes(input, from, to), { axis: turns === 1 ? from : to });
  },
);
