import { isFloat } from '../array/dtype.ts';
import { type Operand, operand } from '../create.ts';
import { errors } from '../errors.ts';
import type { Value } from '../value.ts';
import { abs, div, square, sub } from './arithmetic.ts';
import { countAlong, type ReductionOptions, resolveAxes } from './axes.ts';
import { pow, sqrt } from './exponential.ts';
import { unlessZero } from './guard.ts';
import { countNonzero } from './reduction.ts';
import { max, min } from './selection.ts';
import { astype } from './shape.ts';
import { mean, sum } from './sum.ts';

export interface VarianceOptions extends ReductionOptions {
  /** What is taken from the number of entries before dividing by it: 1 where absent, 0 for that of a population. */
  correction?: number;
}

/**
 * The variance Σ (x − x̄)² / (n − correction) over the given axes.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([1, 2, 3, 6]);
 * x.variance({ correction: 0 }); // → 3.5
 * x.variance().backward().of(x); // → [-1.3333, -0.6667, 0, 2]
 * ```
 */
export function variance(x: Operand, options: VarianceOptions = {}): Value {
  return varianceOf('variance', x, options);
}

function varianceOf(operation: string, x: Operand, options: VarianceOptions): Value {
  const { correction = 1 } = options;
  if (typeof correction !== 'number') throw errors.badOption(operation, 'correction', 'a number', correction);
  const input = operand(operation, x);
  const axes = resolveAxes(operation, input, options.axis);
  const deviation = sub(input, mean(input, { axis: axes, keepDims: true }));
  return div(sum(square(deviation), options), Math.max(0, countAlong(input, axes) - correction));
}

/** √ of a number that may be 0, where its gradient is taken to be 0. */
const rootOf = (x: Value) => unlessZero(x, 0, sqrt);

/** The standard deviation, the root of the variance: its gradient is 0 where it is 0. */
export function std(x: Operand, options: VarianceOptions = {}): Value {
  return rootOf(varianceOf('std', x, options));
}

export interface NormOptions extends ReductionOptions {
  /** The power, 2 where absent; any number, the infinities included. */
  p?: number;
}

/**
 * The p-norm (Σ |x|ᵖ)^(1/p) over the given axes; for p = ∞ and −∞ the largest and the smallest |x|, for p = 0 how many
 * numbers are not 0. The gradient is 0 at entries that are 0, and all 0 where the norm is.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([3, -4]);
 * x.norm(); // → 5
 * x.norm({ p: Infinity }); // → 4
 * x.norm().backward().of(x); // → [0.6, -0.8]
 * const origin = value([0, 0]);
 * origin.norm().backward().of(origin); // → [0, 0]
 * ```
 */
export function norm(x: Operand, options: NormOptions = {}): Value {
  const { p = 2 } = options;
  if (typeof p !== 'number' || Number.isNaN(p)) throw errors.badOption('norm', 'p', 'a number', p);
  const input = operand('norm', x);
  if (p === 0) return astype(countNonzero(input, options), isFloat(input.dtype) ? input.dtype : 'float64');
  if (p === 2) return rootOf(sum(square(input), options));
  const size = abs(input);
  if (p === 1) return sum(size, options);
  if (p === Infinity) return max(size, options);
  if (p === -Infinity) return min(size, options);
  const powers = unlessZero(size, p > 0 ? 0 : Infinity, (a) => pow(a, p));
  return unlessZero(sum(powers, options), p > 0 ? 0 : Infinity, (total) => pow(total, 1 / p));
}
