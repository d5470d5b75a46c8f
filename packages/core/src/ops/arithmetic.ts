import { add, type Binary, elementwise, mul, none, type Unary } from '../families/elementwise.ts';
import type { Value } from '../value.ts';
import { equal, less, where } from './logic.ts';

export { add, mul };

/** a − b, entry by entry. */
export const sub: Binary = elementwise('sub', 2, {
  forward: (a, b) => a - b,
  partials: [() => 1, () => -1],
  result: 'promoted',
});

/** a / b, entry by entry: ∂y/∂a = 1/b, ∂y/∂b = −y/b. */
export const div: Binary = elementwise('div', 2, {
  forward: (a, b) => a / b,
  partials: [(_, __, b) => div(1, b), (y, _, b) => neg(div(y, b))],
  domain: [
    { min: -Infinity, max: Infinity },
    { min: 0, max: Infinity },
  ],
});

/** −x. */
export const neg: Unary = elementwise('neg', 1, {
  forward: (x) => -x,
  partials: [() => -1],
  result: 'promoted',
});

/** 1/x: dy/dx = −y². */
export const reciprocal: Unary = elementwise('reciprocal', 1, {
  forward: (x) => 1 / x,
  partials: [(y) => neg(square(y))],
  domain: [{ min: 0, max: Infinity }],
});

/** x²: dy/dx = 2x. */
export const square: Unary = elementwise('square', 1, {
  forward: (x) => x * x,
  partials: [(_, x) => mul(2, x)],
  result: 'promoted',
});

/** |x|: dy/dx = sign(x), 0 at x = 0. */
export const abs: Unary = elementwise('abs', 1, {
  forward: Math.abs,
  partials: [(_, x) => sign(x)],
  result: 'promoted',
  kink: (x) => x,
});

/** −1, 0 or 1, and NaN of NaN as in NumPy. No derivative passes through. */
export const sign: Unary = elementwise('sign', 1, {
  forward: Math.sign,
  partials: [none],
  result: 'promoted',
  kink: (x) => x,
});

/** The share of the gradient that goes to a side: none where it loses, half where the two are equal. */
const shareUnless = (loses: Value, a: Value, b: Value) => where(equal(a, b), 0.5, where(loses, 0, 1));

/** The larger of a and b; NaN where either is. Where they are equal each gets half of the gradient. */
export const maximum: Binary = elementwise('maximum', 2, {
  forward: Math.max,
  partials: [(_, a, b) => shareUnless(less(a, b), a, b), (_, a, b) => shareUnless(less(b, a), a, b)],
  result: 'promoted',
  kink: (a, b) => a - b,
});

/** The smaller of a and b; NaN where either is. Where they are equal each gets half of the gradient. */
export const minimum: Binary = elementwise('minimum', 2, {
  forward: Math.min,
  partials: [(_, a, b) => shareUnless(less(b, a), a, b), (_, a, b) => shareUnless(less(a, b), a, b)],
  result: 'promoted',
  kink: (a, b) => a - b,
});
