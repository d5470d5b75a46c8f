import { type Binary, elementwise, mul, type Unary } from '../families/elementwise.ts';
import { div, sub } from './arithmetic.ts';
import { equal, where } from './logic.ts';

const POSITIVE = { min: 0, max: Infinity };
const ANYWHERE = { min: -Infinity, max: Infinity };

/** eˣ: dy/dx = y. */
export const exp: Unary = elementwise('exp', 1, { forward: Math.exp, partials: [(y) => y] });

/** eˣ − 1, exact for small x: dy/dx = eˣ. */
export const expm1: Unary = elementwise('expm1', 1, { forward: Math.expm1, partials: [(_, x) => exp(x)] });

/** ln x: dy/dx = 1/x. */
export const log: Unary = elementwise('log', 1, {
  forward: Math.log,
  partials: [(_, x) => div(1, x)],
  domain: [POSITIVE],
});

/** ln(1 + x), exact for small x: dy/dx = 1/(1 + x). */
export const log1p: Unary = elementwise('log1p', 1, {
  forward: Math.log1p,
  partials: [(_, x) => div(1, sub(x, -1))],
  domain: [{ min: -1, max: Infinity }],
});

/** √x: dy/dx = 1/(2y). */
export const sqrt: Unary = elementwise('sqrt', 1, {
  forward: Math.sqrt,
  partials: [(y) => div(0.5, y)],
  domain: [POSITIVE],
});

/**
 * aᵇ: ∂y/∂a = b aᵇ⁻¹ (0 where b = 0), ∂y/∂b = y ln a (0 where a = 0 and b ≥ 0: the function is flat there).
 *
 * @example
 * ```ts
 * import { pow, value } from '@chainrule/core';
 * const x = value(3);
 * x.pow(2).backward().of(x); // → 6
 * pow(0, x); // → 0
 * ```
 */
export const pow: Binary = elementwise('pow', 2, {
  // IEEE 754 has 1 to any power at 1, NaN and infinities included; JavaScript's own power has NaN there.
  forward: (a, b) => (a === 1 ? 1 : a === -1 && Math.abs(b) === Infinity ? 1 : a ** b),
  partials: [
    (_, a, b) => where(equal(b, 0), 0, mul(b, pow(a, sub(b, 1)))),
    (y, a) => where(equal(y, 0), 0, mul(y, log(where(equal(y, 0), 1, a)))),
  ],
  domain: [POSITIVE, ANYWHERE],
});
