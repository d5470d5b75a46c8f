import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { mul } from '../../families/elementwise.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { sigmoid } from '../elementwise/activation.ts';
import { div, neg, sub } from '../elementwise/arithmetic.ts';
import { exp, log } from '../elementwise/exponential.ts';
import { axisOf } from '../shape/axes.ts';
import { floats } from '../shape/shape.ts';
import { narrow } from '../shape/slice.ts';
import { peak } from './selection.ts';
import { sum } from './sum.ts';

/*
 * Activations along an axis. Both forms of softmax do not change if a number is added to all of x, so the largest is
 * subtracted first, as a constant: eˣ then cannot overflow, and no derivative is lost.
 */

/** The axis of an operation. */
export interface AxisOptions {
  /** The axis to go along, counted from the end if negative; default: the last. */
  axis?: number;
}

function shifted(operation: string, x: Operand, options: AxisOptions) {
  const input = floats(operation, x);
  const axis = [axisOf(operation, input, options)];
  return { z: sub(input, peak(input, axis)), along: { axis, keepDims: true } };
}

/**
 * eˣ / Σ eˣ along an axis: positive numbers that add up to 1. If all numbers are −∞, the result and the gradient are NaN, as
 * in PyTorch; attention gives zeros instead.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([1000, 1000, -Infinity]).softmax(); // → [0.5, 0.5, 0]
 * ```
 */
export const softmax = takes('softmax', 2, (x: Operand, options: AxisOptions = {}): Value => {
  const { z, along } = shifted('softmax', x, options);
  const e = exp(z);
  return div(e, sum(e, along));
});

/** softmax(−x): the smallest number gets the most. */
export const softmin = takes(
  'softmin',
  2,
  (x: Operand, options: AxisOptions = {}): Value =>
    softmax(neg(operand('softmin', x)), optionsOf('softmin', options, 'axis')),
);

/** x − ln Σ eˣ along an axis: the logarithm of softmax(x), exact even if softmax underflows; NaN if all numbers are −∞. */
export const logSoftmax = takes('logSoftmax', 2, (x: Operand, options: AxisOptions = {}): Value => {
  const { z, along } = shifted('logSoftmax', x, options);
  return sub(z, log(sum(exp(z), along)));
});

/** a σ(b), where a and b are the halves of x along an axis. Throws a ShapeError if the axis has an odd size. */
export const glu = takes('glu', 2, (x: Operand, options: AxisOptions = {}): Value => {
  const input = operand('glu', x);
  const axis = axisOf('glu', input, options);
  const length = input.shape[axis] / 2;
  if (!Number.isInteger(length)) throw shapeErrors.unfit('glu', `an even size along axis ${axis}`, input);
  const half = (start: number) => narrow(input, { axis, start, length });
  return mul(half(0), sigmoid(half(length)));
});
