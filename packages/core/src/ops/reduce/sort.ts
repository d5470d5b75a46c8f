import { flat } from '../../array/ndarray.ts';
import { lastOfLongestRun } from '../../array/runs.ts';
import { sortingOrder } from '../../array/sort.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { discrete } from '../../families/discrete.ts';
import { type Blocks, chosenBlocks, type Pair } from '../../families/movement.ts';
import { kept } from '../../families/reduction.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { readAlong } from '../indexing/gather.ts';
import { checkWhole } from '../indexing/indices.ts';
import { axisOf, REDUCTION } from '../shape/axes.ts';
import { squeeze } from '../shape/shape.ts';
import { narrow } from '../shape/slice.ts';
import type { PlaceOptions } from './selection.ts';

/*
 * Order along an axis. Equal entries keep their order, and NaN counts as larger than any number. The gradient of each entry
 * goes back to where the entry came from.
 */

/** What was found along an axis, and its positions there. */
export interface ValuesAndIndices {
  readonly values: Value;
  /** The positions as int32. */
  readonly indices: Value;
}

/** The axis along which entries are sorted, and the order. */
export interface SortOptions {
  /** The axis to sort along; default: the last. */
  axis?: number;
  /** Whether to sort from the largest to the smallest; default: false. */
  descending?: boolean;
}

const [sortPrimitive] = chosenBlocks('sort');
const [topKPrimitive] = chosenBlocks('topK');
const [kthValuePrimitive] = chosenBlocks('kthValue');
const [modePrimitive] = chosenBlocks('mode');

const argSortPrimitive = discrete<{ axis: number; descending: boolean }>('argSort', {
  shape: ([x]) => x.shape,
  array: ([x], { axis, descending }) => sortingOrder(x, axis, descending),
});

/** The position of the most frequent entry, given the indices that sort. */
const argModePrimitive = discrete<{ axis: number }>('argMode', {
  shape: ([x], { axis }) => kept(x.shape, [axis]),
  array: ([x, order], { axis }) => lastOfLongestRun(x, axis, flat(order)),
});

/** The operand, the axis counted from the front, and the indices that sort along it. */
function ordered(operation: string, x: Operand, options: SortOptions) {
  const input = operand(operation, x);
  const along = axisOf(operation, input, options, -1, 'axis, descending');
  const { descending = false } = options;
  const order = apply(argSortPrimitive, [input], { axis: along, descending });
  return { input, along, order };
}

/**
 * The entries in ascending order along an axis.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([3, 1, 2]);
 * x.sort(); // → [1, 2, 3]
 * x.sort({ descending: true }).mul([10, 20, 30]).sum().backward().of(x); // → [10, 30, 20]
 * ```
 */
export const sort = takes('sort', 2, (x: Operand, options: SortOptions = {}): Value => {
  const { input, along, order } = ordered('sort', x, options);
  return readAlong(sortPrimitive, input, order, along);
});

/** The indices that sort along an axis, as int32. No derivative passes through. */
export const argSort = takes(
  'argSort',
  2,
  (x: Operand, options: SortOptions = {}): Value => ordered('argSort', x, options).order,
);

/**
 * The k largest entries along an axis (default: the last), or the k smallest with `largest: false`, in order, and their
 * indices as int32. Throws a ShapeError if the axis has fewer entries.
 *
 * @example
 * ```ts
 * import { topK } from '@chainrule/core';
 * const { values, indices } = topK([1, 5, 3], 2);
 * values; // → [5, 3]
 * indices; // → [1, 2]
 * ```
 */
export const topK = takes(
  'topK',
  3,
  (x: Operand, k: number, options: { axis?: number; largest?: boolean } = {}): ValuesAndIndices => {
    checkWhole('topK', 'k', k, 0);
    const { axis, largest = true } = optionsOf('topK', options, 'axis, largest');
    const { input, along, order } = ordered('topK', x, { axis, descending: largest });
    if (k > input.shape[along])
      throw shapeErrors.unfit('topK', `at least ${k} entries along axis ${along}`, input);
    const indices = narrow(order, { axis: along, start: 0, length: k });
    return { values: readAlong(topKPrimitive, input, indices, along), indices };
  },
);

/** One entry of each line along an axis; it alone gets the gradient. */
function found(
  primitive: Pair<Blocks>[0],
  x: Value,
  indices: Value,
  axis: number,
  keepDims = false,
): ValuesAndIndices {
  const values = readAlong(primitive, x, indices, axis);
  return keepDims
    ? { values, indices }
    : { values: squeeze(values, { axis }), indices: squeeze(indices, { axis }) };
}

/**
 * The k-th smallest entry along an axis (default: the last), counted from 1, and its index. The entry at this index alone
 * gets the gradient. NaN counts as larger than any number. Throws a ShapeError if the axis has fewer than k entries.
 *
 * @example
 * ```ts
 * import { kthValue } from '@chainrule/core';
 * const { values, indices } = kthValue([[7, 5, 6], [1, 3, 2]], 2);
 * values; // → [6, 2]
 * indices; // → [2, 2]
 * ```
 */
export const kthValue = takes(
  'kthValue',
  3,
  (x: Operand, k: number, options: PlaceOptions = {}): ValuesAndIndices => {
    checkWhole('kthValue', 'k', k, 1);
    const { axis, keepDims } = optionsOf('kthValue', options, REDUCTION);
    const { input, along, order } = ordered('kthValue', x, { axis });
    if (k > input.shape[along])
      throw shapeErrors.unfit('kthValue', `at least ${k} entries along axis ${along}`, input);
    const indices = narrow(order, { axis: along, start: k - 1, length: 1 });
    return found(kthValuePrimitive, input, indices, along, keepDims);
  },
);

/**
 * The most frequent entry along an axis (default: the last), the smallest of several, and its last index. The entry at this
 * index alone gets the gradient. Every NaN counts as distinct. Throws a ShapeError if there are no entries.
 *
 * @example
 * ```ts
 * import { mode } from '@chainrule/core';
 * const { values, indices } = mode([3, 1, 3, 2, 1]);
 * values; // → 1
 * indices; // → 4
 * ```
 */
export const mode = takes('mode', 2, (x: Operand, options: PlaceOptions = {}): ValuesAndIndices => {
  const { axis, keepDims } = optionsOf('mode', options, REDUCTION);
  const { input, along, order } = ordered('mode', x, { axis });
  if (input.shape[along] === 0)
    throw shapeErrors.unfit('mode', `at least one entry along axis ${along}`, input);
  const indices = apply(argModePrimitive, [input, order], { axis: along });
  return found(modePrimitive, input, indices, along, keepDims);
});
