import { isFloat } from '../../array/dtype.ts';
import { takes } from '../../errors/surplus.ts';
import { type Binary, elementwise, type Ternary } from '../../families/elementwise.ts';
import { type Operand, operand } from '../../make/create.ts';
import type { Value } from '../../value.ts';
import { equal, greater, isNaN, less, logicalAnd, logicalNot, logicalOr, where } from './logic.ts';

/*
 * The larger, the smaller, and both bounds. At ties, maximum and minimum share the gradient, fmax and fmin give it to the
 * first operand, and clamp passes it to x.
 */

/** The share of the gradient that goes to a side: 0 where it loses, half where the two are equal. */
const shareUnless = (loses: Value, a: Value, b: Value) => where(equal(a, b), 0.5, where(loses, 0, 1));

const difference = (a: number, b: number) => a - b;

/** The larger of a and b; NaN where either is NaN. Where they are equal, each gets half of the gradient. */
export const maximum: Binary = elementwise('maximum', 2, {
  forward: Math.max,
  commutes: true,
  partials: [(_, a, b) => shareUnless(less(a, b), a, b), (_, a, b) => shareUnless(less(b, a), a, b)],
  result: 'promoted',
  kink: difference,
});

/** The smaller of a and b; NaN where either is NaN. Where they are equal, each gets half of the gradient. */
export const minimum: Binary = elementwise('minimum', 2, {
  forward: Math.min,
  commutes: true,
  partials: [(_, a, b) => shareUnless(less(b, a), a, b), (_, a, b) => shareUnless(less(a, b), a, b)],
  result: 'promoted',
  kink: difference,
});

/** Whether a is taken, given that either may be NaN. */
const firstWins = (a: Value, b: Value, loses: (a: Value, b: Value) => Value) =>
  logicalOr(isNaN(b), logicalNot(logicalOr(loses(a, b), isNaN(a))));

const firstOrSecond = (name: string, pick: (a: number, b: number) => number, loses: Binary): Binary =>
  elementwise(name, 2, {
    forward: (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : pick(a, b)),
    commutes: true,
    products: [
      (g, _, a, b) => where(firstWins(a, b, loses), g, 0),
      (g, _, a, b) => where(firstWins(a, b, loses), 0, g),
    ],
    result: 'promoted',
    kink: difference,
  });

/** The larger of a and b; where one is NaN, the other. Where they are equal, a gets the gradient. */
export const fmax: Binary = firstOrSecond('fmax', Math.max, less);

/** The smaller of a and b; where one is NaN, the other. Where they are equal, a gets the gradient. */
export const fmin: Binary = firstOrSecond('fmin', Math.min, greater);

const clampPrimitive: Ternary = elementwise('clamp', 3, {
  forward: (x, min, max) => Math.min(Math.max(x, min), max),
  products: [
    (g, _, x, min, max) => where(logicalOr(less(x, min), greater(x, max)), 0, g),
    (g, _, x, min, max) => where(logicalAnd(less(x, min), less(min, max)), g, 0),
    (g, _, x, min, max) => where(logicalOr(greater(x, max), less(max, min)), g, 0),
  ],
  result: 'promoted',
  kink: (x, min, max = Infinity) => Math.min(Math.abs(x - min), Math.abs(x - max), Math.abs(max - min)),
});

/** x clamped between two bounds, either of which may be left out: dy/dx = 1 between them and at them, 0 outside. */
export const clamp = takes('clamp', 3, (x: Operand, min?: Operand, max?: Operand): Value => {
  const input = operand('clamp', x);
  if (isFloat(input.dtype)) return clampPrimitive(input, min ?? -Infinity, max ?? Infinity);
  // An infinite bound would turn integers into floats.
  const raised = min === undefined ? input : maximum(input, min);
  return max === undefined ? raised : minimum(raised, max);
});
