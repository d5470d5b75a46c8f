import type { NDArray } from '@chainrule/core';
import { type Expression, list, name, number } from '../expression/expression.ts';

/** Entries shown at either end of an axis that is longer than LONGEST_AXIS. */
const EDGE = 3;
const LONGEST_AXIS = 2 * EDGE + 2;

/** Arrays of a higher rank than a matrix's are written out up to this many numbers. */
const LARGEST_STACK = 64;

/** What a float32 can tell apart from its neighbours. */
const FLOAT32_DIGITS = 7;

/**
 * The numbers of an array as an expression, to be put in for its name: a number, or lists in lists. The middle of a long
 * axis is left out, and of a large stack of matrices only the shape is told.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { expression, toText, toTeX } from '@chainrule/formula';
 * const { numbersOf } = expression;
 * toText(numbersOf(constant([[0.15, 0.2], [0.25, 0.3]]))); // → [[0.15, 0.2], [0.25, 0.3]]
 * toTeX(numbersOf(constant(new Float32Array([0.1, 2])))); // → \left[0.1, 2\right]
 * ```
 */
export function numbersOf(array: NDArray): Expression {
  const { data, shape } = array;
  if (typeof data === 'number') return entry(data, array);
  if (shape.length > 2 && data.length > LARGEST_STACK) return name(`[${shape.join('×')}]`);
  const nested = (axis: number, offset: number, size: number): Expression => {
    if (axis === shape.length) return entry(data[offset], array);
    const step = size / shape[axis];
    const shown = indicesOf(shape[axis]);
    return list(shown.map((k) => (k === undefined ? name('…') : nested(axis + 1, offset + k * step, step))));
  };
  return nested(0, 0, data.length);
}

function entry(x: number, { dtype }: NDArray): Expression {
  if (dtype === 'bool') return name(String(x !== 0));
  return number(dtype === 'float32' ? Number(x.toPrecision(FLOAT32_DIGITS)) : x);
}

/** The indices along an axis of which the entries are shown; undefined for those that are left out. */
function indicesOf(length: number): (number | undefined)[] {
  const all = Array.from({ length }, (_, k) => k);
  return length > LONGEST_AXIS ? [...all.slice(0, EDGE), undefined, ...all.slice(-EDGE)] : all;
}
