import { stridesOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { blocks, type View } from '../../families/movement.ts';
import { type Operand, ones, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { where } from '../elementwise/logic.ts';
import { readAcross } from '../indexing/gather.ts';
import { checkWhole, indexValue } from '../indexing/indices.ts';
import { padPrimitive, slice } from './slice.ts';

/** How many entries to add at both ends of an axis, or before its start and after its end; negative to cut off. */
export type PadWidth = number | readonly [before: number, after: number];

/** Which entries the padding repeats. */
type CopyMode = 'reflect' | 'replicate' | 'circular';

/** How `pad` fills the added entries. */
export interface PadOptions {
  /** A constant, or copies of entries of x; default: 'constant'. */
  mode?: 'constant' | CopyMode;
  /** The constant; default: 0. */
  value?: number;
}

const [padByIndexPrimitive] = blocks('padWithCopies');

/** For each mode, the entry at place i, also outside 0 … n − 1, if those from `first` to `end` are kept. */
const SOURCES: Record<CopyMode, (i: number, n: number, first: number, end: number) => number> = {
  replicate: (i, n) => Math.min(Math.max(i, 0), n - 1),
  circular: (i, _, first, end) => first + wrap(i - first, end - first),
  reflect: (i, n) => {
    const period = Math.max(2 * n - 2, 1);
    const j = wrap(i, period);
    return Math.min(j, period - j);
  },
};

const wrap = (i: number, n: number) => ((i % n) + n) % n;

/**
 * x with entries added at the ends of its axes: `widths` is one number for all, or one entry for each axis, a number or
 * `[before, after]`. A negative width cuts entries off.
 *
 * The mode says what is added: `constant` (the default) adds `value` (default: 0); `replicate` the nearest entry; `reflect`
 * the entries mirrored at the first and the last; `circular` the entries from the other end, after cutting off. Copied
 * entries add their gradient to that of the original; cut-off entries get none. Throws a ShapeError if there are too few
 * entries to cut off or to copy from.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([1, 2, 3]);
 * x.pad(1); // → [0, 1, 2, 3, 0]
 * x.pad([[0, 2]], { value: 9 }); // → [1, 2, 3, 9, 9]
 * x.pad([[-2, 1]]); // → [3, 0]
 * x.pad(2, { mode: 'reflect' }); // → [3, 2, 1, 2, 3, 2, 1]
 * x.pad(2, { mode: 'circular' }); // → [2, 3, 1, 2, 3, 1, 2]
 * ```
 */
export const pad = takes(
  'pad',
  3,
  (x: Operand, widths: number | readonly PadWidth[], options: PadOptions = {}): Value => {
    const input = operand('pad', x);
    const ends = readWidths(input, widths);
    const { mode = 'constant', value } = optionsOf('pad', options, 'mode, value');
    if (mode === 'constant') return padWithNumber(input, ends, value ?? 0);
    if (!Object.hasOwn(SOURCES, mode))
      throw argumentErrors.badOption('pad', 'mode', 'constant, reflect, replicate or circular', mode);
    if (value !== undefined) throw argumentErrors.badOption('pad', 'mode', 'constant for a value', mode);
    return ends.reduce((padded, [before, after], axis) => {
      if (before === 0 && after === 0) return padded;
      const n = input.shape[axis];
      const [first, end] = keptBy([before, after], n);
      const length = before + n + after;
      if (first === end && length > 0)
        throw shapeErrors.unfit('pad', `entries along axis ${axis} to copy from`, input);
      const from = Int32Array.from({ length }, (_, i) => SOURCES[mode](i - before, n, first, end));
      return readAcross(padByIndexPrimitive, padded, indexValue(from), axis);
    }, input);
  },
);

type Ends = readonly [before: number, after: number];

/** The start and end of what negative widths leave of an axis of n entries. */
const keptBy = ([before, after]: Ends, n: number) => [Math.max(0, -before), n - Math.max(0, -after)] as const;

function padWithNumber(x: Value, ends: readonly Ends[], value: number): Value {
  const kept = x.shape.map((n, axis) => keptBy(ends[axis], n));
  const left = kept.some(([first, end], axis) => end - first < x.shape[axis]) ? slice(x, kept) : x;
  const places = placesWithin(
    left,
    ends.map(([before, after]) => [Math.max(0, before), Math.max(0, after)]),
  );
  const padded = apply(padPrimitive, [left], places);
  if (value === 0) return padded;
  return where(apply(padPrimitive, [ones(left.shape, { dtype: 'bool' })], places), padded, value);
}

function readWidths(x: Value, widths: number | readonly PadWidth[]): Ends[] {
  const list = typeof widths === 'number' ? x.shape.map(() => widths) : widths;
  if (!Array.isArray(list) || list.length !== x.rank)
    throw argumentErrors.badOption(
      'pad',
      'widths',
      `a number, or one entry for each of ${x.rank} axes`,
      widths,
    );
  return Array.from(list, (width, axis) => {
    const [before, after] = Array.isArray(width) ? width : [width, width];
    checkWhole('pad', 'widths', before);
    checkWhole('pad', 'widths', after);
    const cut = Math.max(0, -before) + Math.max(0, -after);
    if (cut > x.shape[axis])
      throw shapeErrors.unfit('pad', `at least ${cut} entries along axis ${axis} to cut off`, x);
    return [before, after];
  });
}

/** The places of x within the padded array. */
function placesWithin(x: Value, ends: readonly Ends[]): View {
  const whole = x.shape.map((n, axis) => ends[axis][0] + n + ends[axis][1]);
  const strides = stridesOf(whole);
  const offset = strides.reduce((sum, stride, axis) => sum + stride * ends[axis][0], 0);
  return { whole, part: x.shape, strides, offset };
}
