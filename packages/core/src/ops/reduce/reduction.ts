import { takes } from '../../errors/surplus.ts';
import { kept, type Reduced, reduction } from '../../families/reduction.ts';
import { constant, type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { add, div, mul, sub } from '../elementwise/arithmetic.ts';
import { exp, log } from '../elementwise/exponential.ts';
import { unlessZero } from '../elementwise/guard.ts';
import { isInf, isNaN, logicalNot, notEqual, where } from '../elementwise/logic.ts';
import { axesOf, axisOf, REDUCTION, type ReductionOptions, reductionOf } from '../shape/axes.ts';
import { floats, reshape } from '../shape/shape.ts';
import { productOfOthers } from './recurrence.ts';
import { peak } from './selection.ts';
import { sum } from './sum.ts';

const prodPrimitive = reduction<Reduced>('prod', {
  folds: 'product',
  line: (data, start, step, length) => {
    let product = 1;
    if (data instanceof Int32Array) {
      for (let i = 0, p = start; i < length; i++, p += step) product = Math.imul(product, data[p]);
    } else {
      for (let i = 0, p = start; i < length; i++, p += step) product *= data[p];
    }
    return product;
  },
  dtype: (x) => (x === 'bool' ? 'int32' : x),
  vjp: (g, _, x, { axes }) => {
    const [axis] = axes;
    const others = mul(productOfOthers(x, axis), productOfOthers(x, axis, true));
    return mul(reshape(g, kept(x.shape, axes)), others);
  },
});

/**
 * Π x over the given axes, 1 for no numbers: the derivative of each entry is the product of the others, exact even where
 * entries are 0.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([2, 0, 3]);
 * x.prod().backward().of(x); // → [0, 6, 0]
 * ```
 */
export const prod = takes('prod', 2, (x: Operand, options: ReductionOptions = {}): Value => {
  const input = operand('prod', x);
  const { axes, keepDims } = reductionOf('prod', input, options);
  // The sum and the product of a single number are the same.
  if (axes.length === 0) return sum(input, { axis: axes });
  // One axis after another, the last first, so that the others keep their positions.
  return axes.reduceRight((y, axis) => apply(prodPrimitive, [y], { axes: [axis], keepDims }), input);
});

/** How many numbers along the axes are not 0, as int32. No derivative passes through. */
export const countNonzero = takes(
  'countNonzero',
  2,
  (x: Operand, options: ReductionOptions = {}): Value =>
    sum(notEqual(operand('countNonzero', x), 0), optionsOf('countNonzero', options, REDUCTION)),
);

/** Looks for a number that is 0, or for one that is not; NaN is not 0. */
const search = (name: 'all' | 'any', whenFound: 0 | 1) =>
  reduction(name, {
    folds: name,
    line: (data, start, step, length) => {
      for (let i = 0, p = start; i < length; i++, p += step) {
        if (Number(data[p] !== 0) === whenFound) return whenFound;
      }
      return 1 - whenFound;
    },
    dtype: () => 'bool',
  });

const allPrimitive = search('all', 0);
const anyPrimitive = search('any', 1);

/**
 * Whether every number along the axes is true, that is, not 0; true if there are no numbers. No derivative passes through.
 */
export const all = takes('all', 2, (x: Operand, options: ReductionOptions = {}): Value => {
  const input = operand('all', x);
  return apply(allPrimitive, [input], reductionOf('all', input, options));
});

/**
 * Whether any number along the axes is true, that is, not 0; false if there are no numbers. No derivative passes through.
 */
export const any = takes('any', 2, (x: Operand, options: ReductionOptions = {}): Value => {
  const input = operand('any', x);
  return apply(anyPrimitive, [input], reductionOf('any', input, options));
});

/** The sum of the numbers along the axes that are not NaN; 0 if there are none. */
export const nanSum = takes('nanSum', 2, (x: Operand, options: ReductionOptions = {}): Value => {
  const input = operand('nanSum', x);
  return sum(where(isNaN(input), 0, input), optionsOf('nanSum', options, REDUCTION));
});

/** The mean of the numbers along the axes that are not NaN; NaN if there are none. */
export const nanMean = takes('nanMean', 2, (x: Operand, options: ReductionOptions = {}): Value => {
  const input = floats('nanMean', x);
  return div(nanSum(input, optionsOf('nanMean', options, REDUCTION)), sum(logicalNot(isNaN(input)), options));
});

/**
 * ln Σ eˣ over the axes, without overflow: the gradient is softmax(x). For no numbers, and if all are −∞, it is −∞ with
 * gradient 0.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([1000, 1000]).logSumExp(); // → 1000.6931471805599
 * ```
 */
export const logSumExp = takes('logSumExp', 2, (x: Operand, options: ReductionOptions = {}): Value => {
  const input = floats('logSumExp', x);
  const largest = peak(input, axesOf('logSumExp', input, options));
  const m = where(isInf(largest), 0, largest);
  const total = sum(exp(sub(input, m)), options);
  return add(unlessZero(total, -Infinity, log), reshape(m, total.shape));
});

/** The spacing of the samples of an integral, and the axis. */
export interface TrapezoidOptions {
  /** The axis to integrate along; default: the last. */
  axis?: number;
  /** The distance between neighbours; default: 1. */
  dx?: number;
}

/** The integral by the trapezoidal rule, Σ dx (xₖ + xₖ₊₁)/2 along an axis; 0 for fewer than two numbers. */
export const trapezoid = takes('trapezoid', 2, (x: Operand, options: TrapezoidOptions = {}): Value => {
  const input = floats('trapezoid', x);
  const axis = axisOf('trapezoid', input, options, -1, 'axis, dx');
  const { dx = 1 } = options;
  const n = input.shape[axis];
  const weights = new Float64Array(n).fill(n > 1 ? dx : 0);
  weights[0] /= 2;
  weights[n - 1] /= 2;
  const shape = input.shape.slice(axis).map((_, k) => (k === 0 ? n : 1));
  return sum(mul(input, constant(weights, { shape, dtype: input.dtype })), { axis });
});
