import { broadcastShapes, type Shape } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { blocks } from '../../families/movement.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { add } from '../elementwise/arithmetic.ts';
import { where } from '../elementwise/logic.ts';
import { indexOperand } from './indices.ts';
import { crossingsAt, maskOf } from './places.ts';
import { addedUp, fitted, overwrite, slicesInto, slicesOf } from './targets.ts';

/* Writing at indices, for rarer uses than scatter.ts: whole slices, and entries by an index for each axis. */

const [, indexPutPrimitive] = blocks('indexGet', 'indexPut');

/**
 * x with slices of a source written across an axis at a vector of indices; PyTorch's index_copy. If two go to the same
 * place, the last one stays; what was overwritten gets no gradient. Throws a ShapeError if an index is out of range.
 *
 * @example
 * ```ts
 * import { indexCopy } from '@chainrule/core';
 * indexCopy([[1, 2], [3, 4], [5, 6]], [2, 0], [[9, 9], [8, 8]], 0); // → [[8, 8], [3, 4], [9, 9]]
 * ```
 */
export const indexCopy = takes(
  'indexCopy',
  4,
  (x: Operand, indices: Operand, source: Operand, axis: number): Value => {
    const { input, from, places } = slicesInto('indexCopy', x, indices, source, axis);
    return overwrite(input, from, places);
  },
);

/**
 * x with one number, a scalar operand, in the slices across an axis at a vector of indices; its gradient is the sum over
 * them.
 */
export const indexFill = takes(
  'indexFill',
  4,
  (x: Operand, indices: Operand, fill: Operand, axis: number): Value => {
    const input = operand('indexFill', x, fill);
    const from = operand('indexFill', fill, x);
    if (from.rank > 0) throw shapeErrors.wrongRank('indexFill', from, 'a scalar to fill in');
    return where(maskOf(slicesOf('indexFill', input, indices, axis)), from, input);
  },
);

/**
 * x with a source written at indices, an array of indices for each of the first axes: y[i[k], j[k]] = source[k] for indices
 * [i, j]; NumPy's x[i, j] = source. The arrays of indices broadcast against each other, axes without indices are written
 * whole, and the source broadcasts to the written part.
 *
 * If two go to the same place, the last one stays, and it alone gets the gradient; with `accumulate` all are added to x.
 * Throws a ShapeError if an index is out of range.
 *
 * @example
 * ```ts
 * import { indexPut, zeros } from '@chainrule/core';
 * indexPut(zeros([2, 3]), [[0, 1], [2, 0]], [5, 6]); // → [[0, 0, 5], [6, 0, 0]]
 * indexPut(zeros([2, 2]), [[1, 1]], [1, 2], { accumulate: true }); // → [[0, 0], [2, 4]]
 * ```
 */
export const indexPut = takes(
  'indexPut',
  4,
  (
    x: Operand,
    indices: readonly Operand[],
    source: Operand,
    options: { accumulate?: boolean } = {},
  ): Value => {
    const input = operand('indexPut', x, source);
    if (!Array.isArray(indices) || indices.length === 0)
      throw argumentErrors.badOption(
        'indexPut',
        'indices',
        'an array of indices for each of the first axes',
        indices,
      );
    if (indices.length > input.rank)
      throw shapeErrors.unfit('indexPut', `at least ${indices.length} axes`, input);
    const lists = indices.map((each) => indexOperand('indexPut', each));
    const shape = lists.map((list) => list.shape).reduce(together, []);
    if (!shape) throw shapeErrors.notBroadcastable('indexPut', lists);
    const from = fitted('indexPut', source, x, [...shape, ...input.shape.slice(lists.length)]);
    const places = crossingsAt('indexPut', input, lists, shape);
    if (!optionsOf('indexPut', options, 'accumulate').accumulate) return overwrite(input, from, places);
    return add(input, addedUp(indexPutPrimitive, from, places));
  },
);

const together = (a: Shape | undefined, b: Shape) => a && broadcastShapes(a, b);
