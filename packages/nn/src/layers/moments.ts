import { mean, mul, type Operand, reshape, rsqrt, square, sub, type Value } from '@chainrule/core';
import type { Kinds } from '../options.ts';

/*
 * Shared by the normalising layers: a mean and a variance over some axes, and a scale and a shift for each channel.
 */

export interface Moments {
  readonly mean: Value;
  readonly variance: Value;
}

/** The mean and the (biased) variance over these axes, which are kept with size 1. */
export function momentsOf(x: Value, axis: readonly number[]): Moments & { centred: Value } {
  const centre = mean(x, { axis, keepDims: true });
  const centred = sub(x, centre);
  return { mean: centre, variance: mean(square(centred), { axis, keepDims: true }), centred };
}

/** (x − mean) / √(variance + ε). */
export function standardized(x: Value, moments: Moments & { centred?: Value }, eps: number): Value {
  return mul(moments.centred ?? sub(x, moments.mean), rsqrt(moments.variance.add(eps)));
}

export interface Affine {
  /** The factor of the result. Default: 1. */
  weight?: Operand | undefined;
  /** The bias that is added. Default: 0. */
  bias?: Operand | undefined;
}

/** The options of normalising functions. */
export const AFFINE: Kinds<Affine & { eps?: number }> = { weight: 'any', bias: 'any', eps: 'number' };

/** weight · y + bias, both reshaped to this shape, which broadcasts against y. */
export function scaledAndShifted(y: Value, { weight, bias }: Affine, shape: readonly number[]): Value {
  const scaled = weight === undefined ? y : mul(y, reshape(weight, shape));
  return bias === undefined ? scaled : scaled.add(reshape(bias, shape));
}

/** The shape from which one number per channel, axis 1, broadcasts: `[channels, 1, 1]` for rank 4. */
export const channelShape = (x: Value) => x.shape.slice(1).map((n, k) => (k === 0 ? n : 1));

/** All axes from this one to the last. */
export const axesFrom = (x: Value, first: number) =>
  Array.from({ length: x.rank - first }, (_, k) => first + k);
