import { flat } from '../array/ndarray.ts';
import { sameShape } from '../array/shape.ts';
import { type Operand, operand } from '../create.ts';
import { errors, shapeText } from '../errors.ts';
import { apply } from '../primitive.ts';
import { Value } from '../value.ts';
import { add } from './arithmetic.ts';
import { namedAxis } from './axes.ts';
import { checkInside, indexAddPrimitive, scatterAddPrimitive, take } from './gather.ts';
import { blocksAt, checkWhole, entriesAt, indexOperand, indexValue } from './indices.ts';
import { where } from './logic.ts';
import { reshape } from './shape.ts';
import { slice } from './slice.ts';

/*
 * Writing at indices: x with something added or put at the places that the indices name. x itself is unchanged.
 */

/** The operands of a scatter, checked: x, the part of the source that is used, and where it goes. */
function scattered(operation: string, x: Operand, indices: Operand, source: Operand, axis: number) {
  const input = operand(operation, x, source);
  const list = indexOperand(operation, indices);
  const along = namedAxis(operation, input, axis);
  checkInside(operation, input, list, along);
  const from = operand(operation, source, x);
  if (from.rank !== list.rank || list.shape.some((n, k) => n > from.shape[k]))
    throw errors.unfit(operation, `a source of at least ${shapeText(list.shape)}`, from);
  return {
    input,
    used: slice(
      from,
      list.shape.map((n) => [0, n]),
    ),
    places: { whole: input.shape, part: list.shape, ...entriesAt(operation, input, list, along, list.shape) },
  };
}

/**
 * x with the entries of a source added along an axis where the indices say, y[i, indices[i, j]] += source[i, j] for
 * axis 1. The indices have x's rank and fit into the source, and into x but for the axis; PyTorch's scatter_add.
 *
 * @example
 * ```ts
 * import { scatterAdd, zeros } from '@chainrule/core';
 * scatterAdd(zeros([3]), [0, 2, 0], [1, 2, 3], 0); // → [4, 0, 2]
 * ```
 */
export function scatterAdd(x: Operand, indices: Operand, source: Operand, axis: number): Value {
  const { input, used, places } = scattered('scatterAdd', x, indices, source, axis);
  return add(input, apply(scatterAddPrimitive, [used], places));
}

/**
 * x with the entries of a source put along an axis where the indices say, y[i, indices[i, j]] = source[i, j] for axis 1.
 *
 * Where two go to one place the last one stays, and the gradient goes to it alone; what was overwritten gets none.
 */
export function scatter(x: Operand, indices: Operand, source: Operand, axis: number): Value {
  const { input, used, places } = scattered('scatter', x, indices, source, axis);
  const written = new Uint8Array(input.size);
  const last = new Int32Array(input.size);
  const { at } = places;
  for (let from = 0; from < at.length; from++) {
    written[at[from]] = 1;
    last[at[from]] = from;
  }
  if (at.length === 0) return reshape(input, input.shape);
  const { shape } = input;
  return where(Value.of({ data: written, shape, dtype: 'bool' }), take(used, indexValue(last, shape)), input);
}

/** x with the slices of a source across an axis added where a vector of indices says; PyTorch's index_add. */
export function indexAdd(x: Operand, indices: Operand, source: Operand, axis: number): Value {
  const input = operand('indexAdd', x, source);
  const list = indexOperand('indexAdd', indices);
  if (list.rank !== 1) throw errors.wrongRank('indexAdd', list, 'a vector of indices');
  const along = namedAxis('indexAdd', input, axis);
  const from = operand('indexAdd', source, x);
  const part = input.shape.map((n, k) => (k === along ? list.size : n));
  if (!sameShape(from.shape, part))
    throw errors.unfit('indexAdd', `a source of shape ${shapeText(part)}`, from);
  const places = { whole: input.shape, part, ...blocksAt('indexAdd', input, list, along) };
  return add(input, apply(indexAddPrimitive, [from], places));
}

/** x with a number, or another operand's entries, where a mask holds. The gradient there goes to what was filled in. */
export function maskedFill(x: Operand, mask: Operand, fill: Operand): Value {
  return where(mask, fill, x);
}

/**
 * Rows of a unit matrix, `[…] → […, classes]`, as int32: 1 at each index, 0 elsewhere. Without `classes` there is one
 * more than the largest index. No derivative passes through.
 *
 * @example
 * ```ts
 * import { oneHot } from '@chainrule/core';
 * oneHot([2, 0]); // → [[0, 0, 1], [1, 0, 0]]
 * oneHot([2], 2); // → throws expected indices from 0 to 1
 * ```
 */
export function oneHot(indices: Operand, classes?: number): Value {
  const list = indexOperand('oneHot', indices);
  const numbers = flat(list);
  let largest = -1;
  for (const index of numbers) largest = Math.max(largest, index);
  const n = classes ?? largest + 1;
  checkWhole('oneHot', 'classes', n, 0);
  const data = new Int32Array(numbers.length * n);
  numbers.forEach((index, i) => {
    if (!Number.isInteger(index) || index < 0 || index >= n)
      throw errors.badOption(
        'oneHot',
        'indices',
        classes === undefined ? 'indices from 0 on' : `indices from 0 to ${n - 1}`,
        index,
      );
    data[i * n + index] = 1;
  });
  return indexValue(data, [...list.shape, n]);
}
