import { flat } from '../../array/ndarray.ts';
import { broadcastShapes, type Shape, sameShape, sizeOf } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { discrete } from '../../families/discrete.ts';
import { blocks } from '../../families/movement.ts';
import { type Operand, operand } from '../../make/create.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { where } from '../elementwise/logic.ts';
import { broadcastTo } from '../reduce/sum.ts';
import { reshape } from '../shape/shape.ts';
import { readAcross, take } from './gather.ts';
import { indexValue } from './indices.ts';
import { targetOf } from './places.ts';

/* Reading and writing where a mask is true; a number is true if it is not 0. No derivative passes to the mask. */

const [maskedSelectPrimitive] = blocks('maskedSelect');

/** The places where a mask, broadcast to this shape, is true. */
function placesOf(mask: Value, shape: Shape): Int32Array {
  const held: number[] = [];
  flat(broadcastTo(mask, shape)).forEach((n, i) => {
    if (n !== 0) held.push(i);
  });
  return Int32Array.from(held);
}

/**
 * The entries of x where a mask is true, as a vector in row-major order; x and the mask broadcast. The size of the result
 * depends on the numbers of the mask.
 *
 * @example
 * ```ts
 * import { maskedSelect, value } from '@chainrule/core';
 * const x = value([[1, -2], [-3, 4]]);
 * const y = maskedSelect(x, x.greater(0));
 * y; // → [1, 4]
 * y.square().sum().backward().of(x); // → [[2, 0], [0, 8]]
 * ```
 */
export const maskedSelect = takes('maskedSelect', 2, (x: Operand, mask: Operand): Value => {
  const [input, held] = [operand('maskedSelect', x), operand('maskedSelect', mask)];
  const shape = broadcastShapes(input.shape, held.shape);
  if (!shape) throw shapeErrors.notBroadcastable('maskedSelect', [input, held]);
  const whole = sameShape(shape, input.shape) ? input : broadcastTo(input, shape);
  return readAcross(maskedSelectPrimitive, whole, indexValue(placesOf(held, shape)), undefined);
});

/**
 * x with the places where a mask is true filled with the first entries of a source, in row-major order. The mask broadcasts
 * to x. Overwritten entries of x and unused entries of the source get no gradient. Throws a ShapeError if the source has too
 * few entries.
 *
 * @example
 * ```ts
 * import { maskedScatter } from '@chainrule/core';
 * maskedScatter([1, 2, 3, 4], [false, true, false, true], [10, 20, 30]); // → [1, 10, 3, 20]
 * ```
 */
export const maskedScatter = takes(
  'maskedScatter',
  3,
  (x: Operand, mask: Operand, source: Operand): Value => {
    const input = operand('maskedScatter', x, source);
    const held = operand('maskedScatter', mask);
    const { shape } = input;
    const together = broadcastShapes(held.shape, shape);
    if (!together || !sameShape(together, shape))
      throw shapeErrors.cannotBroadcastTo('maskedScatter', held, shape);
    const from = operand('maskedScatter', source, x);
    const whole = broadcastTo(held, shape);
    const ranks = apply(ranksPrimitive, [whole], targetOf('maskedScatter', from));
    return from.size === 0 ? reshape(input, shape) : where(whole, take(from, ranks), input);
  },
);

/** For each true entry of a mask, how many entries before it are true; 0 for the others. */
const ranksPrimitive = discrete<ReturnType<typeof targetOf>>('maskRanks', {
  shape: ([mask]) => mask.shape,
  array: ([mask], source) => {
    let held = 0;
    const ranks = Int32Array.from(flat(mask), (n) => (n === 0 ? 0 : held++));
    if (held > sizeOf(source.shape))
      throw shapeErrors.unfit(source.operation, `a source of at least ${held} numbers`, source);
    return ranks;
  },
});
