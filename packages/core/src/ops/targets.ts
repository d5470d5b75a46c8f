import { broadcastShapes, type Shape, sameShape } from '../array/shape.ts';
import { type Operand, operand } from '../create.ts';
import { errors, shapeText } from '../errors.ts';
import { Value } from '../value.ts';
import { namedAxis } from './axes.ts';
import { checkInside, take } from './gather.ts';
import { blocksAt, entriesAt, indexOperand, indexValue } from './indices.ts';
import { where } from './logic.ts';
import { reshape } from './shape.ts';
import { slice } from './slice.ts';
import { broadcastTo } from './sum.ts';

/*
 * What operations that write at indices share: their operands, checked, and the writing itself.
 */

/** The operands of a scatter: x, the part of the source that is used, and where each of its entries goes. */
export function entriesInto(operation: string, x: Operand, indices: Operand, source: Operand, axis: number) {
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

/** Where the slices across an axis lie that a vector of indices names. */
export function slicesOf(operation: string, x: Value, indices: Operand, axis: number) {
  const list = indexOperand(operation, indices);
  if (list.rank !== 1) throw errors.wrongRank(operation, list, 'a vector of indices');
  const along = namedAxis(operation, x, axis);
  const part = x.shape.map((n, k) => (k === along ? list.size : n));
  return { whole: x.shape, part, ...blocksAt(operation, x, list, along) };
}

/** The operands of writing slices: x, a source with a slice for each of the indices, and where they go. */
export function slicesInto(operation: string, x: Operand, indices: Operand, source: Operand, axis: number) {
  const input = operand(operation, x, source);
  const places = slicesOf(operation, input, indices, axis);
  const from = operand(operation, source, x);
  if (!sameShape(from.shape, places.part))
    throw errors.unfit(operation, `a source of shape ${shapeText(places.part)}`, from);
  return { input, from, places };
}

/** A source as the part of x that it is written to: of its shape, or broadcast to it. */
export function fitted(operation: string, source: Operand, x: Operand, part: Shape): Value {
  const from = operand(operation, source, x);
  if (sameShape(from.shape, part)) return from;
  const together = broadcastShapes(from.shape, part);
  if (!together || !sameShape(together, part)) throw errors.cannotBroadcastTo(operation, from, part);
  return broadcastTo(from, part);
}

/**
 * x with the entries of a source put in blocks, the i-th from `at[i]` on. Where two go to one place the last one stays,
 * and the gradient goes to it alone; what was overwritten gets none.
 */
export function overwrite(x: Value, source: Value, { at, block }: { at: Int32Array; block: number }): Value {
  if (at.length * block === 0) return reshape(x, x.shape);
  const last = new Int32Array(x.size);
  for (let i = 0, from = 0; i < at.length; i++) {
    for (let to = at[i], end = to + block; to < end; to++, from++) last[to] = from;
  }
  return where(maskOf(x.shape, x.size, at, block), take(source, indexValue(last, x.shape)), x);
}

/** A mask of this shape that holds in blocks, the i-th from `at[i]` on. */
export function maskOf(shape: Shape, size: number, at: Int32Array, block: number): Value {
  const data = new Uint8Array(size);
  for (const start of at) data.fill(1, start, start + block);
  return Value.of({ data: shape.length === 0 ? data[0] : data, shape, dtype: 'bool' });
}
