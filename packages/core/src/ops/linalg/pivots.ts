import { factorsOf } from '../../array/lu.ts';
import { nonlinear } from '../../families/nonlinear.ts';
import type { Primitive } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { mul } from '../elementwise/arithmetic.ts';
import { expandDims } from '../shape/shape.ts';
import { stackShape } from './matrices.ts';

/** A number computed from the pivots of elimination. */
export const ofPivots = (
  name: string,
  f: (pivots: readonly number[], parity: number) => number,
  slope?: (x: Value, y: Value) => Value,
): Primitive<undefined> =>
  nonlinear(name, {
    shape: stackShape,
    parts: (x) => factorsOf(x).map(({ pivots, parity }) => Float64Array.of(f(pivots, parity))),
    ...(slope && { vjp: (g: Value, y: Value, x: Value) => mul(onMatrices(g), slope(x, y)) }),
  });

/** One number for each matrix, in a shape that broadcasts with the matrices. */
export const onMatrices = (x: Value) => expandDims(x, [-2, -1]);

/** The product of the pivots, in an order without intermediate overflow or underflow. */
export function productOf(pivots: readonly number[], parity: number): number {
  const large = pivots.filter((pivot) => Math.abs(pivot) >= 1);
  const small = pivots.filter((pivot) => !(Math.abs(pivot) >= 1));
  let product = parity;
  for (let left = pivots.length; left > 0; left--) {
    const grow = small.length === 0 || (large.length > 0 && Math.abs(product) <= 1);
    product *= (grow ? large : small).pop()!;
  }
  return product;
}
