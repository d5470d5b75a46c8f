import { broadcastShapes, type Shape, sameShape, sizeOf } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { shapeText } from '../../errors/text.ts';
import { type Blocks, type Listed, moveBlocks } from '../../families/movement.ts';
import { type Operand, operand } from '../../make/create.ts';
import type { Primitive } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { where } from '../elementwise/logic.ts';
import { broadcastTo } from '../reduce/sum.ts';
import { namedAxis } from '../shape/axes.ts';
import { asType, reshape } from '../shape/shape.ts';
import { slice } from '../shape/slice.ts';
import { checkInside, take } from './gather.ts';
import { indexOperand } from './indices.ts';
import { entriesAt, lastWriterOf, maskOf, slicesAt } from './places.ts';

/* What operations that write at indices share: the checks of their operands, and the writing itself. */

/** The operands of a scatter: x, the part of the source that is used, and where each of its entries goes. */
export function entriesInto(operation: string, x: Operand, indices: Operand, source: Operand, axis: number) {
  const input = operand(operation, x, source);
  const list = indexOperand(operation, indices);
  const along = namedAxis(operation, input, axis);
  checkInside(operation, input, list, along);
  const from = operand(operation, source, x);
  if (from.rank !== list.rank || list.shape.some((n, k) => n > from.shape[k]))
    throw shapeErrors.unfit(operation, `a source of at least ${shapeText(list.shape)}`, from);
  return {
    input,
    used: slice(
      from,
      list.shape.map((n) => [0, n]),
    ),
    places: entriesAt(operation, input, list, along, list.shape),
  };
}

/** The places of the slices across an axis at a vector of indices. */
export function slicesOf(operation: string, x: Value, indices: Operand, axis: number): Listed {
  const list = indexOperand(operation, indices);
  if (list.rank !== 1) throw shapeErrors.wrongRank(operation, list, 'a vector of indices');
  return slicesAt(operation, x, list, namedAxis(operation, x, axis));
}

/** The operands of writing slices: x, a source with a slice for each of the indices, and where they go. */
export function slicesInto(operation: string, x: Operand, indices: Operand, source: Operand, axis: number) {
  const input = operand(operation, x, source);
  const places = slicesOf(operation, input, indices, axis);
  const from = operand(operation, source, x);
  if (!sameShape(from.shape, places.part))
    throw shapeErrors.unfit(operation, `a source of shape ${shapeText(places.part)}`, from);
  return { input, from, places };
}

/** A source with the shape of the part of x that it is written to, broadcast if necessary. */
export function fitted(operation: string, source: Operand, x: Operand, part: Shape): Value {
  const from = operand(operation, source, x);
  if (sameShape(from.shape, part)) return from;
  const together = broadcastShapes(from.shape, part);
  if (!together || !sameShape(together, part)) throw shapeErrors.cannotBroadcastTo(operation, from, part);
  return broadcastTo(from, part);
}

/** Zeros with the entries of a source added at places. Booleans are added as int32, as in `add`. */
export const addedUp = (adding: Primitive<Blocks>, source: Value, places: Listed): Value =>
  moveBlocks(adding, source.dtype === 'bool' ? asType(source, 'int32') : source, places);

/**
 * x with the entries of a source written at places. If two go to the same place, the last one stays, and it alone gets the
 * gradient; what was overwritten gets none.
 */
export function overwrite(x: Value, source: Value, places: Listed): Value {
  if (sizeOf(places.part) === 0) return reshape(x, x.shape);
  return where(maskOf(places), take(source, lastWriterOf(places)), x);
}
