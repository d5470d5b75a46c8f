import { argumentErrors } from '../../errors/arguments.ts';
import { takes } from '../../errors/surplus.ts';
import { type Reduced, reduction } from '../../families/reduction.ts';
import type { Operand } from '../../make/create.ts';
import { roundHalfToEven } from '../../numbers/rounding.ts';
import { optionsOf } from '../../options.ts';
import { apply, type Primitive } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { lerp, mul, sub } from '../elementwise/arithmetic.ts';
import { equal, isNaN, logicalNot, where } from '../elementwise/logic.ts';
import { floor } from '../elementwise/rounding.ts';
import { REDUCTION, type ReductionOptions } from '../shape/axes.ts';
import { stack } from '../shape/join.ts';
import { asType, floats } from '../shape/shape.ts';
import { choice, picked, shareAmong } from './selection.ts';
import { sum } from './sum.ts';

/* The number below which a given fraction of the numbers lies. Numbers equal to it share the gradient. */

/** How the position in sorted order, counted from 0, is rounded to a whole number. */
const ROUNDED = { lower: Math.floor, higher: Math.ceil, nearest: roundHalfToEven };

interface Ranked extends Reduced {
  /** The fraction of the numbers before it. */
  readonly q: number;
  readonly rounded: keyof typeof ROUNDED;
}

const ranked = (name: string, skipsNaN: boolean) =>
  reduction<Ranked>(name, {
    line: (data, start, step, length, { q, rounded }) => {
      const sorted = new Float64Array(length);
      for (let i = 0, p = start; i < length; i++, p += step) sorted[i] = data[p];
      sorted.sort();
      // A typed array sorts NaN to its end.
      let n = length;
      while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
      if (n === 0 || (n < length && !skipsNaN)) return Number.NaN;
      return sorted[ROUNDED[rounded](q * (n - 1))];
    },
    vjp: shareAmong(skipsNaN ? equal : picked),
  });

const medianPrimitive = ranked('median', false);
const nanMedianPrimitive = ranked('nanMedian', true);
const quantilePrimitive = ranked('quantile', false);
const nanQuantilePrimitive = ranked('nanQuantile', true);

function medianOf(primitive: Primitive<Ranked>, x: Operand, options: ReductionOptions): Value {
  const { input, reduced } = choice(primitive.name, x, options);
  return apply(primitive, [input], { ...reduced, q: 0.5, rounded: 'lower' });
}

/**
 * The middle number along the axes, the lower of two as in PyTorch; NaN if there is a NaN. Numbers equal to it share the
 * gradient. Throws a ShapeError if there are no numbers.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * value([3, 1, 9]).median(); // → 3
 * value([3, 1, 9, 4]).median(); // → 3
 * ```
 */
export const median = takes(
  'median',
  2,
  (x: Operand, options: ReductionOptions = {}): Value => medianOf(medianPrimitive, x, options),
);

/** The median of the numbers that are not NaN; NaN, with gradient 0, if there are none. */
export const nanMedian = takes(
  'nanMedian',
  2,
  (x: Operand, options: ReductionOptions = {}): Value => medianOf(nanMedianPrimitive, x, options),
);

/** The axes, and the result between two entries. */
export interface QuantileOptions extends ReductionOptions {
  /**
   * The result between two neighbours in sorted order: a point on the line between them (`linear`), one of the two, the
   * `nearest` (ties to the even position), or their `midpoint`; default: `linear`.
   */
  interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest';
}

/**
 * The number below which the fraction q of the numbers along the axes lies; between two of them in sorted order it is on the
 * line from one to the other. NaN if there is a NaN; equal numbers share the gradient. For several q there is a result for
 * each, along a new first axis. Throws a ShapeError if there are no numbers, and a DataError for a q outside 0 … 1.
 *
 * @example
 * ```ts
 * import { quantile } from '@chainrule/core';
 * quantile([4, 1, 3, 2], 0.5); // → 2.5
 * quantile([4, 1, 3, 2], [0, 0.5, 0.9]); // → [1, 2.5, 3.7]
 * quantile([4, 1, 3, 2], 0.5, { interpolation: 'higher' }); // → 3
 * ```
 */
export const quantile = takes(
  'quantile',
  3,
  (x: Operand, q: number | readonly number[], options: QuantileOptions = {}): Value =>
    quantileOf(quantilePrimitive, x, q, options),
);

/** The quantile of the numbers that are not NaN, otherwise like `quantile`; NaN, with gradient 0, if there are none. */
export const nanQuantile = takes(
  'nanQuantile',
  3,
  (x: Operand, q: number | readonly number[], options: QuantileOptions = {}): Value =>
    quantileOf(nanQuantilePrimitive, x, q, options),
);

function quantileOf(
  primitive: Primitive<Ranked>,
  x: Operand,
  q: number | readonly number[],
  options: QuantileOptions,
): Value {
  const { name } = primitive;
  if (Array.isArray(q) && q.length > 0)
    return stack(q.map((each: number) => quantileOf(primitive, x, each, options)));
  if (typeof q !== 'number' || !(q >= 0 && q <= 1))
    throw argumentErrors.badOption(name, 'q', 'a number from 0 to 1', q);
  const { interpolation = 'linear', ...along } = optionsOf(name, options, `${REDUCTION}, interpolation`);
  const { input, reduced, length } = choice(name, floats(name, x), along);
  const at = (rounded: keyof typeof ROUNDED) => apply(primitive, [input], { ...reduced, q, rounded });
  if (Object.hasOwn(ROUNDED, interpolation)) return at(interpolation as keyof typeof ROUNDED);
  if (interpolation === 'midpoint') return between(at('lower'), at('higher'), 0.5);
  if (interpolation !== 'linear')
    throw argumentErrors.badOption(
      name,
      'interpolation',
      'linear, lower, higher, midpoint or nearest',
      interpolation,
    );
  if (primitive === quantilePrimitive) {
    const position = q * (length - 1);
    const fraction = position - Math.floor(position);
    return fraction === 0 ? at('lower') : between(at('lower'), at('higher'), fraction);
  }
  // The number of numbers differs from line to line.
  const { axes: axis, keepDims } = reduced;
  const position = mul(q, sub(sum(logicalNot(isNaN(input)), { axis, keepDims }), 1));
  return between(at('lower'), at('higher'), asType(sub(position, floor(position)), input.dtype));
}

/** Interpolates between two numbers; if both are the same, infinities included, returns that number. */
const between = (a: Value, b: Value, t: Operand) => where(equal(a, b), a, lerp(a, b, t));
