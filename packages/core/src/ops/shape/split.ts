import { allocate } from '../../array/dtype.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { views } from '../../families/movement.ts';
import { type Operand, operand } from '../../make/create.ts';
import type { Value } from '../../value.ts';
import { sub } from '../elementwise/arithmetic.ts';
import { checkWhole } from '../indexing/indices.ts';
import { axisOf, listOf } from './axes.ts';
import { reshape } from './shape.ts';
import { along, readRanges } from './slice.ts';

/*
 * x in parts, along an axis (default: the first).
 */

/** The axis that is split. */
export interface SplitAxisOptions {
  /** The axis, counted from the end if negative; default: the first. */
  axis?: number;
}

const [splitPrimitive] = views('split');
const [unstackPrimitive] = views('unstack');
const [diffPrimitive] = views('diff');

/**
 * x in parts of this size along an axis, the last of which may be smaller; or in parts of the given sizes. PyTorch's split;
 * NumPy's takes the number of parts, like `chunk`. Throws a ShapeError if the given sizes do not add up to the size of the
 * axis.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const [, b] = value([1, 2, 3]).split(2);
 * b; // → [3]
 * value([1, 2, 3], { name: 'x' }).split([2, 2]); // → throws expected 4 entries along axis 0, got x [3]
 * ```
 */
export const split = takes(
  'split',
  3,
  (x: Operand, size: number | readonly number[], options: SplitAxisOptions = {}): Value[] => {
    const input = operand('split', x);
    const axis = axisOf('split', input, options, 0);
    const sizes = listOf(size);
    for (const each of sizes) checkWhole('split', 'size', each, Number(sizes !== size));
    if (sizes !== size) return inParts(input, axis, sizes[0]);
    const total = sizes.reduce((a, b) => a + b, 0);
    if (total !== input.shape[axis])
      throw shapeErrors.unfit('split', `${total} entries along axis ${axis}`, input);
    let start = 0;
    return sizes.map((each) => {
      start += each;
      return part(input, axis, start - each, start);
    });
  },
);

/**
 * x in this many parts of equal size along an axis. The last may be smaller, and there are fewer parts if fewer fill the
 * axis; an empty axis gives this many empty parts. PyTorch's chunk.
 */
export const chunk = takes(
  'chunk',
  3,
  (x: Operand, count: number, options: SplitAxisOptions = {}): Value[] => {
    const input = operand('chunk', x);
    const axis = axisOf('chunk', input, options, 0);
    checkWhole('chunk', 'count', count, 1);
    if (input.shape[axis] === 0) return Array.from({ length: count }, () => part(input, axis, 0, 0));
    return inParts(input, axis, Math.max(Math.ceil(input.shape[axis] / count), 1));
  },
);

function inParts(x: Value, axis: number, size: number): Value[] {
  // An empty axis has one part, which is empty.
  const count = Math.max(Math.ceil(x.shape[axis] / size), 1);
  return Array.from({ length: count }, (_, k) => part(x, axis, k * size, (k + 1) * size));
}

const part = (x: Value, axis: number, start: number, end: number) =>
  readRanges(splitPrimitive, x, along(axis, [start, end]));

/**
 * x in this many parts along an axis; if they cannot be equal, the first ones have one entry more. Or x cut before each of
 * the given positions, which are counted as in `slice`. NumPy's array_split.
 *
 * @example
 * ```ts
 * import { tensorSplit } from '@chainrule/core';
 * const [a, b] = tensorSplit([1, 2, 3], 2);
 * a; // → [1, 2]
 * b; // → [3]
 * tensorSplit([1, 2, 3, 4], [1, 3])[1]; // → [2, 3]
 * ```
 */
export const tensorSplit = takes(
  'tensorSplit',
  3,
  (x: Operand, parts: number | readonly number[], options: SplitAxisOptions = {}): Value[] => {
    const input = operand('tensorSplit', x);
    return cut('tensorSplit', input, parts, axisOf('tensorSplit', input, options, 0));
  },
);

function cut(operation: string, x: Value, parts: number | readonly number[], axis: number): Value[] {
  const n = x.shape[axis];
  const list = listOf(parts);
  const [count] = list;
  for (const each of list) checkWhole(operation, 'parts', each, list === parts ? undefined : 1);
  const inner = list === parts ? list : startsOf(operation, count, n);
  return [0, ...inner].map((start, k) => part(x, axis, start, inner[k] ?? n));
}

/** The starts of all parts except the first, if n entries are split into `count` parts. */
const startsOf = (operation: string, count: number, n: number) =>
  Array.from(
    allocate('int32', count - 1, operation),
    (_, k) => (k + 1) * Math.floor(n / count) + Math.min(k + 1, n % count),
  );

/** `tensorSplit` along a fixed axis, where a number of parts must divide the axis evenly. */
function cutEvenly(operation: string, x: Value, parts: number | readonly number[], axis: number): Value[] {
  const made = cut(operation, x, parts, axis);
  if (x.shape[axis] % made.length > 0 && !Array.isArray(parts))
    throw shapeErrors.unfit(operation, `axis ${axis} to divide into ${parts} equal parts`, x);
  return made;
}

function ofRank(operation: string, x: Operand, least: number): Value {
  const input = operand(operation, x);
  if (input.rank < least) throw shapeErrors.wrongRank(operation, input, `rank ${least} or more`);
  return input;
}

/** x in equal parts, or cut as in `tensorSplit`, along the second axis; a vector along its only one. */
export const hsplit = takes('hsplit', 2, (x: Operand, parts: number | readonly number[]): Value[] => {
  const input = ofRank('hsplit', x, 1);
  return cutEvenly('hsplit', input, parts, input.rank === 1 ? 0 : 1);
});

/** x in equal parts, or cut as in `tensorSplit`, along the first of at least two axes. */
export const vsplit = takes('vsplit', 2, (x: Operand, parts: number | readonly number[]): Value[] =>
  cutEvenly('vsplit', ofRank('vsplit', x, 2), parts, 0),
);

/** x in equal parts, or cut as in `tensorSplit`, along the third axis. */
export const dsplit = takes('dsplit', 2, (x: Operand, parts: number | readonly number[]): Value[] =>
  cutEvenly('dsplit', ofRank('dsplit', x, 3), parts, 2),
);

/** The slices at each index along an axis, without that axis: the inverse of `stack`. */
export const unstack = takes('unstack', 2, (x: Operand, options: SplitAxisOptions = {}): Value[] => {
  const input = operand('unstack', x);
  const axis = axisOf('unstack', input, options, 0);
  return Array.from({ length: input.shape[axis] }, (_, k) =>
    readRanges(unstackPrimitive, input, along(axis, k)),
  );
});

/** The differences of neighbours along an axis (default: the last), x[i + 1] − x[i], applied n times (default: 1). */
export const diff = takes('diff', 2, (x: Operand, options: { axis?: number; n?: number } = {}): Value => {
  const input = operand('diff', x);
  const axis = axisOf('diff', input, options, -1, 'axis, n');
  const { n = 1 } = options;
  checkWhole('diff', 'n', n, 0);
  let y = n === 0 ? reshape(input, input.shape) : input;
  // An empty axis stays empty.
  const rounds = Math.min(n, Math.max(input.shape[axis], 1));
  for (let k = 0; k < rounds; k++) {
    const [later, earlier] = [
      [1, null],
      [0, -1],
    ] as const;
    y = sub(
      readRanges(diffPrimitive, y, along(axis, later)),
      readRanges(diffPrimitive, y, along(axis, earlier)),
    );
  }
  return y;
});
