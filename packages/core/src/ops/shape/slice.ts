import { stridesOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { dataErrors } from '../../errors/data.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { type Pair, type View, views } from '../../families/movement.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { checkWhole, resolveIndex } from '../indexing/indices.ts';
import { axesOf, axisOf } from './axes.ts';

/* Evenly spaced parts of an array. The derivative of each entry in the part is 1; other entries get none. */

/**
 * Python's start:end:step along one axis. Negative bounds count from the end, bounds beyond the ends are clamped, and a null
 * or missing bound is open.
 */
export type Range = readonly [start?: number | null, end?: number | null, step?: number | null];

/** The pair of `slice`; to read with a step of 1 is the transpose of padding with zeros. */
export const [slicePrimitive, padPrimitive]: Pair<View> = views('slice', 'pad');
const [selectPrimitive] = views('select');
const [narrowPrimitive] = views('narrow');
const [flipPrimitive] = views('flip');
const [unfoldPrimitive] = views('unfold');

/** The entries of one axis of length n in a range. */
function entriesOf(operation: string, range: Range, n: number) {
  const wrong = Array.isArray(range)
    ? range.find((bound) => bound != null && !Number.isInteger(bound))
    : range;
  if (wrong != null)
    throw argumentErrors.badOption(operation, 'range', '[start, end, step] of whole numbers or null', wrong);
  const [start, end, step] = range;
  const by = step ?? 1;
  if (by === 0) throw argumentErrors.badOption(operation, 'step', 'a whole number other than 0', by);
  const [lowest, highest] = by > 0 ? [0, n] : [-1, n - 1];
  const drawnIn = (bound: number) => Math.min(Math.max(bound < 0 ? bound + n : bound, lowest), highest);
  const first = start == null ? (by > 0 ? lowest : highest) : drawnIn(start);
  const last = end == null ? (by > 0 ? highest : lowest) : drawnIn(end);
  return { first, by, count: Math.max(0, Math.ceil((last - first) / by)) };
}

/** Applies a reading primitive to the part given by ranges; an axis with a bare index is removed. */
export function readRanges(primitive: Pair<View>[0], x: Value, ranges: readonly (Range | number)[]): Value {
  return apply(primitive, [x], viewOf(primitive.name, x, ranges));
}

/** The places of the part of x given by ranges. */
export function viewOf(operation: string, x: Value, ranges: readonly (Range | number)[]): View {
  if (!Array.isArray(ranges)) throw argumentErrors.badOption(operation, 'ranges', 'an array', ranges);
  if (ranges.length > x.rank) throw shapeErrors.unfit(operation, `at least ${ranges.length} axes`, x);
  const own = stridesOf(x.shape);
  const part: number[] = [];
  const strides: number[] = [];
  let offset = 0;
  x.shape.forEach((n, axis) => {
    const range = ranges[axis] ?? [];
    if (typeof range === 'number') {
      offset += resolveIndex(operation, range, x, axis) * own[axis];
      return;
    }
    const { first, by, count } = entriesOf(operation, range, n);
    offset += first * own[axis];
    part.push(count);
    strides.push(by * own[axis]);
  });
  return { whole: x.shape, part, strides, offset };
}

/** A range or an index for one axis; the others are kept whole. */
export function along(axis: number, range: Range | number): (Range | number)[] {
  const ranges: (Range | number)[] = [];
  ranges[axis] = range;
  return ranges;
}

/**
 * The part of x given by a range for each axis: `[start, end, step]` as in Python's start:end:step, `[]` for all of an axis,
 * a bare index to remove the axis. Axes without a range are kept whole. Throws a ShapeError if an index is out of range.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([[1, 2, 3, 4], [5, 6, 7, 8]], { name: 'x' });
 * x.slice([[], [1, 3]]); // → [[2, 3], [6, 7]]
 * x.slice([-1, [null, null, -2]]); // → [8, 6]
 * x.slice([2]); // → throws index 2 is out of range for axis 0 of x [2, 4]
 * ```
 */
export const slice = takes(
  'slice',
  2,
  (x: Operand, ranges: readonly (Range | number)[]): Value =>
    readRanges(slicePrimitive, operand('slice', x), ranges),
);

/** The slice at an index along an axis (default: 0), without that axis. Throws a ShapeError if the index is out of range. */
export const select = takes(
  'select',
  3,
  (x: Operand, index: number, options: { axis?: number } = {}): Value => {
    const input = operand('select', x);
    const axis = axisOf('select', input, options, 0);
    if (typeof index !== 'number') throw dataErrors.notANumber('select', index);
    return readRanges(selectPrimitive, input, along(axis, index));
  },
);

/** The entries from `start` to before `start + length` along an axis (default: 0). */
export const narrow = takes(
  'narrow',
  2,
  (x: Operand, options: { axis?: number; start: number; length: number }): Value => {
    const input = operand('narrow', x);
    const { start, length } = optionsOf('narrow', options);
    const axis = axisOf('narrow', input, options, 0, 'axis, start, length');
    const n = input.shape[axis];
    const first = start < 0 ? start + n : start;
    const fits = Number.isInteger(first) && Number.isInteger(length) && first >= 0 && length >= 0;
    if (!fits || first + length > n)
      throw shapeErrors.unfit('narrow', `axis ${axis} to hold ${length} entries from ${start} on`, input);
    return readRanges(narrowPrimitive, input, along(axis, [first, first + length]));
  },
);

/** The entries in reverse order along the given axes (default: all of them). */
export const flip = takes(
  'flip',
  2,
  (x: Operand, options: { axis?: number | readonly number[] } = {}): Value => flipped('flip', x, options),
);

function flipped(operation: string, x: Operand, options: { axis?: number | readonly number[] }): Value {
  const input = operand(operation, x);
  const axes = axesOf(operation, input, options);
  return readRanges(
    flipPrimitive,
    input,
    input.shape.map((_, axis) => (axes.includes(axis) ? [null, null, -1] : [])),
  );
}

/** The columns in reverse order: `flip` along axis 1. */
export const fliplr = takes('fliplr', 1, (x: Operand): Value => flipped('fliplr', x, { axis: 1 }));

/** The rows in reverse order: `flip` along axis 0. */
export const flipud = takes('flipud', 1, (x: Operand): Value => flipped('flipud', x, { axis: 0 }));

/**
 * Windows of `size` entries along an axis (default: the last), each `step` entries (default: 1) after the one before; the
 * window's own axis comes last. PyTorch's Tensor.unfold. Throws a ShapeError if no window fits.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([1, 2, 3, 4]);
 * x.unfold({ size: 2 }); // → [[1, 2], [2, 3], [3, 4]]
 * x.unfold({ size: 2 }).sum().backward().of(x); // → [1, 2, 2, 1]
 * ```
 */
export const unfold = takes(
  'unfold',
  2,
  (x: Operand, options: { axis?: number; size: number; step?: number }): Value => {
    const input = operand('unfold', x);
    const { size, step = 1 } = optionsOf('unfold', options);
    const axis = axisOf('unfold', input, options, -1, 'axis, size, step');
    checkWhole('unfold', 'size', size, 0);
    checkWhole('unfold', 'step', step, 1);
    const windows = Math.floor((input.shape[axis] - size) / step) + 1;
    if (windows < 1) throw shapeErrors.unfit('unfold', `at least ${size} entries along axis ${axis}`, input);
    const own = stridesOf(input.shape);
    return apply(unfoldPrimitive, [input], {
      whole: input.shape,
      part: [...input.shape.map((n, k) => (k === axis ? windows : n)), size],
      strides: [...own.map((stride, k) => (k === axis ? stride * step : stride)), own[axis]],
      offset: 0,
    });
  },
);
