import type { TypedArray } from '../../array/dtype.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { takes } from '../../errors/surplus.ts';
import { kept, type Reduced, reduction } from '../../families/reduction.ts';
import { numberOf, type Operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { abs, add, div, mul, sign, square, sub } from '../elementwise/arithmetic.ts';
import { pow, sqrt } from '../elementwise/exponential.ts';
import { unlessZero } from '../elementwise/guard.ts';
import { equal, greater, where } from '../elementwise/logic.ts';
import {
  countAlong,
  namedAxis,
  REDUCTION,
  type ReductionOptions,
  reductionOf,
  resolveAxes,
} from '../shape/axes.ts';
import { asType, floats, reshape } from '../shape/shape.ts';
import { countNonzero } from './reduction.ts';
import { choice, max, min } from './selection.ts';
import { mean, sum } from './sum.ts';

/** The axes, and by how much the divisor n is reduced. */
export interface VarianceOptions extends ReductionOptions {
  /** Subtracted from the number of entries before dividing by it; 0 for a population; default: 1. */
  correction?: number;
}

/**
 * The variance Σ (x − x̄)² / (n − correction) over the given axes. It is not finite unless n is larger than the correction:
 * for no numbers, and for one number with a correction of 1, it is NaN.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([1, 2, 3, 6]);
 * x.variance({ correction: 0 }); // → 3.5
 * x.variance().backward().of(x); // → [-1.3333, -0.6667, 0, 2]
 * ```
 */
export const variance = takes(
  'variance',
  2,
  (x: Operand, options: VarianceOptions = {}): Value => varianceOf('variance', x, options),
);

function varianceOf(operation: string, x: Operand, options: VarianceOptions): Value {
  const { correction = 1, axis, keepDims } = optionsOf(operation, options, `${REDUCTION}, correction`);
  if (typeof correction !== 'number')
    throw argumentErrors.badOption(operation, 'correction', 'a number', correction);
  const input = floats(operation, x);
  const axes = resolveAxes(operation, input, axis);
  const deviation = sub(input, mean(input, { axis: axes, keepDims: true }));
  return div(sum(square(deviation), { axis, keepDims }), Math.max(0, countAlong(input, axes) - correction));
}

/** The standard deviation, the root of the variance, NaN where that is NaN: its gradient is 0 where it is 0. */
export const std = takes(
  'std',
  2,
  (x: Operand, options: VarianceOptions = {}): Value => unlessZero(varianceOf('std', x, options), 0, sqrt),
);

interface Powered extends Reduced {
  readonly p: number;
}

/** Σ |x/scale|ᵖ over a line. */
function powerSum(data: TypedArray, start: number, step: number, length: number, p: number, scale: number) {
  let total = 0;
  for (let i = 0, at = start; i < length; i++, at += step) {
    const x = Math.abs(data[at] / scale);
    total += p === 2 ? x * x : x ** p;
  }
  return total;
}

/** A primitive since |x|ᵖ may overflow although the norm does not: ∂y/∂x = sign(x) (|x|/y)ᵖ⁻¹, which is x/y for p = 2. */
const normPrimitive = reduction<Powered>('norm', {
  line: (data, start, step, length, { p }) => {
    let scale = 1;
    let total = powerSum(data, start, step, length, p, scale);
    if (!(total > 1e-30 && total < 1e30)) {
      const further = p > 0 ? Math.max : Math.min;
      scale = p > 0 ? 0 : Infinity;
      for (let i = 0, at = start; i < length; i++, at += step) scale = further(scale, Math.abs(data[at]));
      if (scale === 0 || scale === Infinity) return scale;
      // A power of 2, so that nothing is rounded.
      scale = 2 ** Math.floor(Math.log2(scale));
      total = powerSum(data, start, step, length, p, scale);
    }
    return scale * (p === 2 ? Math.sqrt(total) : total ** (1 / p));
  },
  vjp: (g, y, x, { axes, p }) => {
    const [slope, size] = [g, y].map((each) => reshape(each, kept(x.shape, axes)));
    const ratio = div(x, where(equal(size, 0), Infinity, size));
    if (p === 2) return mul(slope, ratio);
    const power = unlessZero(abs(ratio), 0, (a) => pow(a, p - 1));
    return mul(slope, mul(sign(x), power));
  },
});

/** The names of the options of a norm. */
export const NORM = `${REDUCTION}, p`;

/** The norm, and the axes. */
export interface NormOptions extends ReductionOptions {
  /** The power: any number, the infinities included; default: 2. */
  p?: number;
}

/**
 * The p-norm (Σ |x|ᵖ)^(1/p) over the given axes; for p = ∞ and −∞ the largest and the smallest |x|, for p = 0 how many
 * numbers are not 0. The gradient is 0 at entries that are 0, and 0 everywhere if the norm is 0. For no numbers it is 0 if 0
 * ≤ p < ∞; for p = ∞ and −∞ it throws a ShapeError, since there is no largest or smallest number.
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
export const norm = takes('norm', 2, (x: Operand, options: NormOptions = {}): Value => {
  const { p = 2, ...along } = optionsOf('norm', options, NORM);
  numberOf('norm', 'p', p);
  const input = floats('norm', x);
  if (p === 0) return asType(countNonzero(input, along), input.dtype);
  const size = abs(input);
  if (p === 1) return sum(size, along);
  if (Math.abs(p) === Infinity) choice('norm', input, along);
  if (p === Infinity) return max(size, along);
  if (p === -Infinity) return min(size, along);
  return apply(normPrimitive, [input], { ...reductionOf('norm', input, along), p });
});

/**
 * x with each of its slices across an axis scaled down to a p-norm (p, default: 2) of `maxNorm` if its norm is larger: x ·
 * maxNorm / (‖x‖ₚ + 10⁻⁷), as in PyTorch.
 *
 * @example
 * ```ts
 * import { renorm } from '@chainrule/core';
 * renorm([[3, 4], [0.3, 0.4]], { axis: 0, maxNorm: 1 }); // → [[0.6, 0.8], [0.3, 0.4]]
 * ```
 */
export const renorm = takes(
  'renorm',
  2,
  (x: Operand, options: { axis: number; maxNorm: number; p?: number }): Value => {
    const input = floats('renorm', x);
    const { axis, maxNorm, p = 2 } = optionsOf('renorm', options, 'axis, maxNorm, p');
    const across = namedAxis('renorm', input, axis);
    if (!(maxNorm >= 0))
      throw argumentErrors.badOption('renorm', 'maxNorm', 'a number, not below zero', maxNorm);
    const size = norm(input, {
      p,
      axis: [...input.shape.keys()].filter((k) => k !== across),
      keepDims: true,
    });
    return mul(input, where(greater(size, maxNorm), div(maxNorm, add(size, 1e-7)), 1));
  },
);
