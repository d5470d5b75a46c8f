import { mean, mul, type Operand, reshape, rsqrt, square, sub, type Value } from '@chainrule/core';
import type { Kinds } from '../options.ts';

/*
 * What the layers that normalise share: a mean and a variance over some axes, and a scale and a shift for each channel.
 */

export interface Moments {
  readonly mean: Value;
  readonly variance: Value;
}

/** The mean and the variance (without a correction) over these axes, which are kept with size 1. */
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
  /** What the result is multiplied by; 1 where absent. */
  weight?: Operand | undefined;
  /** What is then added; 0 where absent. */
  bias?: Operand | undefined;
}

/** The options of what normalises, as a function. */
export const AFFINE: Kinds<Affine & { eps?: number }> = { weight: 'any', bias: 'any', eps: 'number' };

/** weight · y + bias, both of them brought to this shape, against which y broadcasts. */
export function scaledAndShifted(y: Value, { weight, bias }: Affine, shape: readonly number[]): Value {
  const scaled = weight === undefined ? y : mul(y, reshape(weight, shape));
  return bias === undefined ? scaled : scaled.add(reshape(bias, shape));
}

/** The shape that a number for each channel, axis 1, broadcasts from: `[channels, 1, 1]` for rank 4. */
export const channelShape = (x: Value) => x.shape.slice(1).map((n, k) => (k === 0 ? n : 1));

/** All axes from this one on. */
export const axesFrom = (x: Value, first: number) =>
  Array.from({ length: x.rank - first }, (_, k) => first + k);
