import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { type Binary, elementwise, none } from '../../families/elementwise.ts';
import { kept, type Reduced, reduction } from '../../families/reduction.ts';
import { type Operand, operand } from '../../make/create.ts';
import { apply, type Primitive } from '../../primitive.ts';
import { noGrad } from '../../recording.ts';
import type { Value } from '../../value.ts';
import { div } from '../elementwise/arithmetic.ts';
import { where } from '../elementwise/logic.ts';
import { countAlong, type ReductionOptions, reductionOf } from '../shape/axes.ts';
import { reshape } from '../shape/shape.ts';
import { sum } from './sum.ts';

/*
 * Reductions that pick one of their numbers. The gradient goes to the entries equal to it, in equal shares. If there is a
 * NaN, it is picked.
 */

/** Whether x was picked: equal to y, or NaN. */
export const picked: Binary = elementwise('picked', 2, {
  forward: (x, y) => (x === y || Number.isNaN(x) ? 1 : 0),
  partials: [none, none],
  result: 'bool',
});

/** The gradient of a reduction that picks: in equal shares to what was picked. */
export const shareAmong =
  (isPicked: Binary) =>
  (g: Value, y: Value, x: Value, { axes }: Reduced): Value => {
    const whole = kept(x.shape, axes);
    const hits = isPicked(x, reshape(y, whole));
    return where(hits, div(reshape(g, whole), sum(hits, { axis: axes, keepDims: true })), 0);
  };

/** The largest number for sign 1, the smallest for −1; as in Math, −0 is below 0. */
const extreme = (name: string, sign: 1 | -1) =>
  reduction(name, {
    folds: sign === 1 ? 'largest' : 'smallest',
    line: (data, start, step, length) => {
      let best = -Infinity;
      for (let i = 0, p = start; i < length; i++, p += step) best = Math.max(best, sign * data[p]);
      return sign * best;
    },
    vjp: shareAmong(picked),
  });

/** The position of the largest number for sign 1, of the smallest for −1. */
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

const maxPrimitive = extreme('max', 1);
const minPrimitive = extreme('min', -1);
const argMaxPrimitive = place('argMax', 1);
const argMinPrimitive = place('argMin', -1);

/** The input and what a reduction does to it. Throws if there is nothing to pick from. */
export function choice(operation: string, x: Operand, options: ReductionOptions) {
  const input = operand(operation, x);
  const reduced = reductionOf(operation, input, options);
  const length = countAlong(input, reduced.axes);
  if (length === 0) throw shapeErrors.unfit(operation, 'at least one number along the axes reduced', input);
  return { input, reduced, length };
}

const picking = (operation: string, primitive: Primitive<Reduced>) =>
  takes(operation, 2, (x: Operand, options: ReductionOptions = {}): Value => {
    const { input, reduced } = choice(operation, x, options);
    return apply(primitive, [input], reduced);
  });

/**
 * The largest number along the axes, NaN if there is a NaN. Equal ones share the gradient. Throws a ShapeError if there are
 * no numbers.
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
export const max = picking('max', maxPrimitive);

/** The smallest number along the axes, NaN if there is a NaN; otherwise like `max`. */
export const min = picking('min', minPrimitive);

/** `max` under PyTorch's name for reducing several axes. */
export const amax = picking('amax', maxPrimitive);

/** `min` under PyTorch's name for reducing several axes. */
export const amin = picking('amin', minPrimitive);

/** The smallest and the largest number along the axes at once, as in `min` and `max`. */
export const aminmax = takes(
  'aminmax',
  2,
  (x: Operand, options: ReductionOptions = {}): { min: Value; max: Value } => {
    const { input, reduced } = choice('aminmax', x, options);
    return { min: apply(minPrimitive, [input], reduced), max: apply(maxPrimitive, [input], reduced) };
  },
);

/** The largest number along the axes as a constant that broadcasts against x; −∞ if there are no numbers. */
export function peak(x: Value, axes: readonly number[]): Value {
  return noGrad(() => apply(maxPrimitive, [x], { axes, keepDims: true }));
}

/** The axis of `argMax` and similar operations. */
export interface PlaceOptions {
  /** The axis to look along; default: none, which counts positions of x in row-major order. */
  axis?: number;
  /** Keep the axis, with size 1. */
  keepDims?: boolean;
}

/**
 * The position of the largest number along an axis, as int32: the first of equal ones, or the first NaN if there is one. No
 * derivative passes through. Throws a ShapeError if there are no numbers.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([[1, 5, 5], [7, 2, 3]]);
 * x.argMax(); // → 3
 * x.argMax({ axis: 1 }); // → [1, 0]
 * ```
 */
export const argMax: (x: Operand, options?: PlaceOptions) => Value = picking('argMax', argMaxPrimitive);

/** The position of the smallest number along an axis, as int32; otherwise like `argMax`. */
export const argMin: (x: Operand, options?: PlaceOptions) => Value = picking('argMin', argMinPrimitive);
