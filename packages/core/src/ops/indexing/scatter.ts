import { allocate } from '../../array/dtype.ts';
import { flat } from '../../array/ndarray.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { takes } from '../../errors/surplus.ts';
import { discrete } from '../../families/discrete.ts';
import type { Operand } from '../../make/create.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { add } from '../elementwise/arithmetic.ts';
import { where } from '../elementwise/logic.ts';
import { indexAddPrimitive, scatterAddPrimitive } from './gather.ts';
import { checkWhole, indexOperand } from './indices.ts';
import { addedUp, entriesInto, overwrite, slicesInto } from './targets.ts';

/* Writing at indices: x with something added or written at the places of the indices. x itself does not change. */

/**
 * x with the entries of a source added at indices along an axis, y[i, indices[i, j]] += source[i, j] for axis 1. The indices
 * have x's rank, and are no longer than the source, nor than x except along the axis. PyTorch's scatter_add. Throws a
 * ShapeError otherwise, or if an index is out of range.
 *
 * @example
 * ```ts
 * import { scatterAdd, zeros } from '@chainrule/core';
 * scatterAdd(zeros([3]), [0, 2, 0], [1, 2, 3], 0); // → [4, 0, 2]
 * ```
 */
export const scatterAdd = takes(
  'scatterAdd',
  4,
  (x: Operand, indices: Operand, source: Operand, axis: number): Value => {
    const { input, used, places } = entriesInto('scatterAdd', x, indices, source, axis);
    return add(input, addedUp(scatterAddPrimitive, used, places));
  },
);

/**
 * x with the entries of a source written at indices along an axis, y[i, indices[i, j]] = source[i, j] for axis 1. Shapes and
 * errors are as in `scatterAdd`.
 *
 * If two go to the same place, the last one stays, and it alone gets the gradient; what was overwritten gets none.
 */
export const scatter = takes(
  'scatter',
  4,
  (x: Operand, indices: Operand, source: Operand, axis: number): Value => {
    const { input, used, places } = entriesInto('scatter', x, indices, source, axis);
    return overwrite(input, used, places);
  },
);

/**
 * x with the slices of a source across an axis added at a vector of indices; PyTorch's index_add. Throws a ShapeError if an
 * index is out of range.
 */
export const indexAdd = takes(
  'indexAdd',
  4,
  (x: Operand, indices: Operand, source: Operand, axis: number): Value => {
    const { input, from, places } = slicesInto('indexAdd', x, indices, source, axis);
    return add(input, addedUp(indexAddPrimitive, from, places));
  },
);

/** x with a number, or another operand's entries, where a mask is true. The gradient there goes to what was filled in. */
export const maskedFill = takes(
  'maskedFill',
  3,
  (x: Operand, mask: Operand, fill: Operand): Value => where(mask, fill, x),
);

const oneHotPrimitive = discrete<{ classes: number; allowed: string }>('oneHot', {
  shape: ([list], { classes }) => [...list.shape, classes],
  array: ([list], { classes, allowed }) => {
    const numbers = flat(list);
    const rows = allocate('int32', numbers.length * classes, 'oneHot');
    numbers.forEach((index, i) => {
      if (!Number.isInteger(index) || index < 0 || index >= classes)
        throw argumentErrors.badOption('oneHot', 'indices', allowed, index);
      rows[i * classes + index] = 1;
    });
    return rows;
  },
});

/**
 * Rows of a unit matrix, `[…] → […, classes]`, as int32: 1 at each index, 0 elsewhere. Default for `classes`: one more than
 * the largest index. No derivative passes through. Throws a DataError for an index outside 0 … classes − 1.
 *
 * @example
 * ```ts
 * import { oneHot } from '@chainrule/core';
 * oneHot([2, 0]); // → [[0, 0, 1], [1, 0, 0]]
 * oneHot([2], 2); // → throws expected indices from 0 to 1
 * ```
 */
export const oneHot = takes('oneHot', 2, (indices: Operand, classes?: number): Value => {
  const list = indexOperand('oneHot', indices);
  const n = classes === undefined ? largestOf(list) + 1 : classes;
  checkWhole('oneHot', 'classes', n, 0);
  const allowed = classes === undefined ? 'indices from 0 on' : `indices from 0 to ${n - 1}`;
  return apply(oneHotPrimitive, [list], { classes: n, allowed });
});

/** The largest index, or −1 if there is none. */
function largestOf(list: Value): number {
  let largest = -1;
  for (const index of flat(list)) largest = Math.max(largest, index);
  return largest;
}
