import { allocate, type TypedArray } from '../../array/dtype.ts';
import { forEachLine } from '../../array/lines.ts';
import { flat } from '../../array/ndarray.ts';
import { takes } from '../../errors/surplus.ts';
import { type Operand, operand } from '../../make/create.ts';
import { apply, type Primitive } from '../../primitive.ts';
import { noGrad } from '../../recording.ts';
import { known } from '../../registry.ts';
import type { Value } from '../../value.ts';
import { add, mul, sub } from '../elementwise/arithmetic.ts';
import { exp, log } from '../elementwise/exponential.ts';
import { minimum } from '../elementwise/extremum.ts';
import { unlessZero } from '../elementwise/guard.ts';
import { isInf, logicalNot, where } from '../elementwise/logic.ts';
import { axisOf } from '../shape/axes.ts';
import { floats } from '../shape/shape.ts';
import { along, slice } from '../shape/slice.ts';
import { productOfOthers, recurrence } from './recurrence.ts';
import type { TrapezoidOptions } from './reduction.ts';
import { picked } from './selection.ts';

/*
 * Running results along one axis: each entry of the result is computed from the entries up to and including it. Their
 * derivatives run the other way; booleans count as int32.
 */

/** The axis of a running reduction. */
export interface CumulativeOptions {
  /** The axis to go along, counted from the end if negative; default: the last. */
  axis?: number;
}

interface RunningRule {
  /** Writes one line of the result: `length` numbers, `step` apart, from `start` on. */
  readonly line: (data: TypedArray, out: TypedArray, start: number, step: number, length: number) => void;
  readonly vjp: (g: Value, y: Value, x: Value, axis: number) => Value;
}

function running(name: string, rule: RunningRule): (x: Operand, options?: CumulativeOptions) => Value {
  const primitive: Primitive<number> = known({
    name,
    shape: ([x]) => x.shape,
    dtype: ([x]) => (x.dtype === 'bool' ? 'int32' : x.dtype),
    array: ([x], shape, dtype, axis) => {
      const data = flat(x);
      const out = allocate(dtype, data.length);
      forEachLine(shape, axis, (start, step) => rule.line(data, out, start, step, shape[axis]));
      return out;
    },
    differentiable: () => true,
    vjp: (g, y, [x], _, axis) => rule.vjp(g, y, x, axis),
  });
  return takes(name, 2, (x: Operand, options: CumulativeOptions = {}) => {
    const input = operand(name, x);
    return apply(primitive, [input], axisOf(name, input, options));
  });
}

const backFrom = (axis: number) => ({ axis, reverse: true });

/** The sum of the entries up to and including each one along an axis. */
export const cumSum = running('cumSum', {
  line: (data, out, start, step, length) => {
    let total = 0;
    for (let i = 0, p = start; i < length; i++, p += step) {
      total += data[p];
      out[p] = total;
    }
  },
  vjp: (g, _, __, axis) => add(g, recurrence(1, g, backFrom(axis))),
});

/**
 * The product of the entries up to and including each one along an axis. Its derivatives are exact even where entries are 0.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([2, 0, 3]);
 * x.cumProd(); // → [2, 0, 0]
 * x.cumProd().sum().backward().of(x); // → [1, 8, 0]
 * ```
 */
export const cumProd = running('cumProd', {
  line: (data, out, start, step, length) => {
    let product = 1;
    for (let i = 0, p = start; i < length; i++, p += step) {
      product = out instanceof Int32Array ? Math.imul(product, data[p]) : product * data[p];
      out[p] = product;
    }
  },
  vjp: (g, _, x, axis) => mul(add(g, recurrence(x, mul(x, g), backFrom(axis))), productOfOthers(x, axis)),
});

/** The largest number so far for sign 1, the smallest for −1. */
const runningExtreme = (name: string, sign: 1 | -1): ReturnType<typeof running> =>
  running(name, {
    line: (data, out, start, step, length) => {
      let best = -Infinity;
      for (let i = 0, p = start; i < length; i++, p += step) {
        const x = sign * data[p];
        if (x > best || Number.isNaN(x)) best = x;
        out[p] = sign * best;
      }
    },
    // The gradient of an entry that set no record goes to the entry before it.
    vjp: (g, y, x, axis) => {
      const record = picked(x, y);
      const later = recurrence(logicalNot(record), where(record, 0, g), backFrom(axis));
      return where(record, add(g, later), 0);
    },
  });

/** The largest number up to and including each one along an axis; the last of equal ones gets the gradient. */
export const cumMax = runningExtreme('cumMax', 1);

/** The smallest number up to and including each one along an axis; the last of equal ones gets the gradient. */
export const cumMin = runningExtreme('cumMin', -1);

/**
 * ln Σ eˣ over the entries up to and including each one along an axis, without overflow. Where it is −∞ its gradient is 0.
 *
 * With m the largest entry so far, as a constant, it is m + ln t, where t, the sum of eˣ⁻ᵐ, follows a recurrence.
 */
export const logCumSumExp = takes('logCumSumExp', 2, (x: Operand, options: CumulativeOptions = {}): Value => {
  const input = floats('logCumSumExp', x);
  const axis = axisOf('logCumSumExp', input, options);
  const largest = noGrad(() => cumMax(input, { axis }));
  const m = where(isInf(largest), 0, largest);
  const before = recurrence(0, m, { axis });
  const shrink = exp(minimum(sub(before, m), 0));
  const term = exp(sub(input, m));
  const t = add(mul(shrink, recurrence(shrink, term, { axis })), term);
  return add(unlessZero(t, -Infinity, log), m);
});

/**
 * The integral by the trapezoidal rule up to each entry except the first along an axis, Σ dx (xₖ + xₖ₊₁)/2.
 *
 * @example
 * ```ts
 * import { cumulativeTrapezoid } from '@chainrule/core';
 * cumulativeTrapezoid([1, 3, 5]); // → [2, 6]
 * ```
 */
export const cumulativeTrapezoid = takes(
  'cumulativeTrapezoid',
  2,
  (x: Operand, options: TrapezoidOptions = {}): Value => {
    const input = floats('cumulativeTrapezoid', x);
    const axis = axisOf('cumulativeTrapezoid', input, options, -1, 'axis, dx');
    const { dx = 1 } = options;
    const [later, earlier] = [slice(input, along(axis, [1])), slice(input, along(axis, [0, -1]))];
    return cumSum(mul(add(later, earlier), dx / 2), { axis });
  },
);
