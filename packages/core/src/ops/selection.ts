import { type Operand, operand } from '../create.ts';
import { errors } from '../errors.ts';
import { type Binary, elementwise, none } from '../families/elementwise.ts';
import { kept, type Reduced, reduction } from '../families/reduction.ts';
import { apply, type Primitive } from '../primitive.ts';
import { noGrad } from '../recording.ts';
import type { Value } from '../value.ts';
import { div, lerp } from './arithmetic.ts';
import { countAlong, type ReductionOptions, reductionOf } from './axes.ts';
import { where } from './logic.ts';
import { floats, reshape } from './shape.ts';
import { sum } from './sum.ts';

/*
 * Reductions that pick one of the numbers they are given. The gradient goes to the entries that equal the one picked,
 * in equal shares; NaN is picked wherever there is one.
 */

/** Whether x is what was picked: equal to y, or NaN. */
export const picked: Binary = elementwise('picked', 2, {
  forward: (x, y) => (x === y || Number.isNaN(x) ? 1 : 0),
  partials: [none, none],
  result: 'bool',
});

function shareAmongPicked(g: Value, y: Value, x: Value, { axes }: Reduced): Value {
  const whole = kept(x.shape, axes);
  const hits = picked(x, reshape(y, whole));
  return where(hits, div(reshape(g, whole), sum(hits, { axis: axes, keepDims: true })), 0);
}

/** The largest number for sign 1, the smallest for −1. */
const extreme = (name: string, sign: 1 | -1) =>
  reduction(name, {
    line: (data, start, step, length) => {
      let best = -Infinity;
      for (let i = 0, p = start; i < length; i++, p += step) {
        const x = sign * data[p];
        if (!(x <= best)) {
          if (Number.isNaN(x)) return x;
          best = x;
        }
      }
      return sign * best;
    },
    vjp: shareAmongPicked,
  });

/** The place of the largest number for sign 1, of the smallest for −1. */
const place = (name: string, sign: 1 | -1) =>
  reduction(name, {
    line: (data, start, step, length) => {
      let best = -Infinity;
      let found = 0;
      for (let i = 0, p = start; i < length; i++, p += step) {
        const x = sign * data[p];
        if (!(x <= best)) {
          if (Number.isNaN(x)) return i;
          best = x;
          found = i;
        }
      }
      return found;
    },
    dtype: () => 'int32',
  });

interface Ranked extends Reduced {
  /** How many of the numbers come before it. */
  readonly rank: number;
}

const ranked = (name: string) =>
  reduction<Ranked>(name, {
    line: (data, start, step, length, { rank }) => {
      const sorted = new Float64Array(length);
      for (let i = 0, p = start; i < length; i++, p += step) sorted[i] = data[p];
      sorted.sort();
      // A typed array sorts NaN to its end.
      return Number.isNaN(sorted[length - 1]) ? Number.NaN : sorted[rank];
    },
    vjp: shareAmongPicked,
  });

const maxPrimitive = extreme('max', 1);
const minPrimitive = extreme('min', -1);
const argMaxPrimitive = place('argMax', 1);
const argMinPrimitive = place('argMin', -1);
const medianPrimitive = ranked('median');
const quantilePrimitive = ranked('quantile');

/** The input and what a reduction does to it, where there is something to pick from. */
function choice(operation: string, x: Operand, options: ReductionOptions) {
  const input = operand(operation, x);
  const reduced = reductionOf(operation, input, options);
  const length = countAlong(input, reduced.axes);
  if (length === 0) throw errors.unfit(operation, 'at least one number along the axes reduced', input);
  return { input, reduced, length };
}

function pick(primitive: Primitive<Reduced>, x: Operand, options: ReductionOptions): Value {
  const { input, reduced } = choice(primitive.name, x, options);
  return apply(primitive, [input], reduced);
}

/**
 * The largest number along the axes, NaN where there is one. Equal ones share the gradient.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([[1, 5, 5], [7, 2, 3]]);
 * x.max(); // → 7
 * x.max({ axis: 1 }); // → [5, 7]
 * x.max({ axis: 1 }).sum().backward().of(x); // → [[0, 0.5, 0.5], [1, 0, 0]]
 * value([]).max(); // → throws at least one number
 * ```
 */
export function max(x: Operand, options: ReductionOptions = {}): Value {
  return pick(maxPrimitive, x, options);
}

/** The smallest number along the axes, NaN where there is one. Equal ones share the gradient. */
export function min(x: Operand, options: ReductionOptions = {}): Value {
  return pick(minPrimitive, x, options);
}

/** `max` under the name that PyTorch has for it where several axes are reduced. */
export const amax = max;

/** `min` under the name that PyTorch has for it where several axes are reduced. */
export const amin = min;

/** The largest along the axes as a constant that broadcasts against x; −∞ of nothing. */
export function peak(x: Value, axes: readonly number[]): Value {
  return noGrad(() => apply(maxPrimitive, [x], { axes, keepDims: true }));
}

export interface PlaceOptions {
  /** The axis to look along; the places of x in row-major order are counted where absent. */
  axis?: number;
  /** Keep the axis, with size 1. */
  keepDims?: boolean;
}

/**
 * Where the largest number along an axis stands, as int32: the first of equal ones, and the first NaN where there is
 * one. No derivative passes through.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([[1, 5, 5], [7, 2, 3]]);
 * x.argMax(); // → 3
 * x.argMax({ axis: 1 }); // → [1, 0]
 * ```
 */
export function argMax(x: Operand, options: PlaceOptions = {}): Value {
  return pick(argMaxPrimitive, x, options);
}

/** Where the smallest number along an axis stands, as int32: otherwise as `argMax`. */
export function argMin(x: Operand, options: PlaceOptions = {}): Value {
  return pick(argMinPrimitive, x, options);
}

/**
 * The number in the middle along the axes, the lower one of two as in PyTorch; NaN where there is one. Numbers that
 * equal it share the gradient.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([3, 1, 9]).median(); // → 3
 * value([3, 1, 9, 4]).median(); // → 3
 * value([3, 1, 9, 4]).quantile(0.5); // → 3.5
 * ```
 */
export function median(x: Operand, options: ReductionOptions = {}): Value {
  const { input, reduced, length } = choice('median', x, options);
  return apply(medianPrimitive, [input], { ...reduced, rank: (length - 1) >> 1 });
}

/**
 * The number below which the fraction q of the numbers along the axes lies; between two of them in sorted order it is
 * on the line from one to the other. NaN where there is one; equal numbers share the gradient.
 */
export function quantile(x: Operand, q: number, options: ReductionOptions = {}): Value {
  if (typeof q !== 'number' || !(q >= 0 && q <= 1))
    throw errors.badOption('quantile', 'q', 'a number from 0 to 1', q);
  const { input, reduced, length } = choice('quantile', floats('quantile', x), options);
  const position = q * (length - 1);
  const rank = Math.floor(position);
  const lower = apply(quantilePrimitive, [input], { ...reduced, rank });
  if (rank === position) return lower;
  return lerp(lower, apply(quantilePrimitive, [input], { ...reduced, rank: rank + 1 }), position - rank);
}
