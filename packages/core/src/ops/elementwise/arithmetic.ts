import { divRow, negRow, squareRow, subRow } from '../../array/arithmetic-rows.ts';
import { takes } from '../../errors/surplus.ts';
import { add, type Binary, elementwise, mul, none, type Unary } from '../../families/elementwise.ts';
import type { Operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';

export { add, mul };

/** a − b, entry by entry. */
export const sub: Binary = elementwise('sub', 2, {
  forward: (a, b) => a - b,
  row: subRow,
  partials: [() => 1, () => -1],
  result: 'number',
});

/** a / b, entry by entry: ∂y/∂a = 1/b, ∂y/∂b = −y/b. */
export const div: Binary = elementwise('div', 2, {
  forward: (a, b) => a / b,
  row: divRow,
  partials: [(_, __, b) => div(1, b), (y, _, b) => neg(div(y, b))],
  domain: [
    { min: -Infinity, max: Infinity },
    { min: 0, max: Infinity },
  ],
});

/** −x. */
export const neg: Unary = elementwise('neg', 1, {
  forward: (x) => -x,
  row: negRow,
  partials: [() => -1],
  result: 'number',
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
  row: squareRow,
  partials: [(_, x) => mul(2, x)],
  result: 'number',
});

/** |x|: dy/dx = sign(x), 0 at x = 0. */
export const abs: Unary = elementwise('abs', 1, {
  forward: Math.abs,
  partials: [(_, x) => sign(x)],
  result: 'number',
  kink: (x) => x,
});

/** −1, 0 or 1; NaN for NaN, as in NumPy. No derivative passes through. */
export const sign: Unary = elementwise('sign', 1, {
  forward: Math.sign,
  partials: [none],
  result: 'number',
  kink: (x) => x,
});

/** x + c a b, with c = `options.value` (default: 1). */
export const addcmul = takes(
  'addcmul',
  4,
  (x: Operand, a: Operand, b: Operand, options: { value?: number } = {}): Value =>
    add(x, mul(mul(a, b), optionsOf('addcmul', options, 'value').value ?? 1)),
);

/** x + c a / b, with c = `options.value` (default: 1). */
export const addcdiv = takes(
  'addcdiv',
  4,
  (x: Operand, a: Operand, b: Operand, options: { value?: number } = {}): Value =>
    add(x, mul(div(a, b), optionsOf('addcdiv', options, 'value').value ?? 1)),
);

/** a + t (b − a): a at t = 0, b at t = 1. */
export const lerp = takes(
  'lerp',
  3,
  (a: Operand, b: Operand, t: Operand): Value => add(a, mul(t, sub(b, a))),
);
