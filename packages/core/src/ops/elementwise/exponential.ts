import { expRow } from '../../array/arithmetic-rows.ts';
import { takes } from '../../errors/surplus.ts';
import { type Binary, elementwise, mul, type Unary } from '../../families/elementwise.ts';
import { numberOf, type Operand } from '../../make/create.ts';
import * as numbers from '../../numbers/logistic.ts';
import * as powers from '../../numbers/powers.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { abs, add, div, neg, sign, square, sub } from './arithmetic.ts';
import { ANYWHERE, POSITIVE } from './domains.ts';
import { clamp } from './extremum.ts';
import { equal, greater, lessEqual, logicalAnd, logicalOr, where } from './logic.ts';

/** eˣ: dy/dx = y. */
export const exp: Unary = elementwise('exp', 1, { forward: Math.exp, row: expRow, partials: [(y) => y] });

/** 2ˣ: dy/dx = y ln 2. */
export const exp2: Unary = elementwise('exp2', 1, {
  forward: (x) => 2 ** x,
  partials: [(y) => mul(y, Math.LN2)],
});

/** eˣ − 1, exact for small x: dy/dx = eˣ. */
export const expm1: Unary = elementwise('expm1', 1, { forward: Math.expm1, partials: [(_, x) => exp(x)] });

/** ln x: dy/dx = 1/x. */
export const log: Unary = elementwise('log', 1, {
  forward: Math.log,
  partials: [(_, x) => div(1, x)],
  domain: [POSITIVE],
});

/** log₂ x: dy/dx = 1/(x ln 2). */
export const log2: Unary = elementwise('log2', 1, {
  forward: Math.log2,
  partials: [(_, x) => div(Math.LOG2E, x)],
  domain: [POSITIVE],
});

/** log₁₀ x: dy/dx = 1/(x ln 10). */
export const log10: Unary = elementwise('log10', 1, {
  forward: Math.log10,
  partials: [(_, x) => div(Math.LOG10E, x)],
  domain: [POSITIVE],
});

/** ln(1 + x), exact for small x: dy/dx = 1/(1 + x). */
export const log1p: Unary = elementwise('log1p', 1, {
  forward: Math.log1p,
  partials: [(_, x) => div(1, add(x, 1))],
  domain: [{ min: -1, max: Infinity }],
});

/** σ(x) as the derivative of logarithms of sums: dy/dx = y σ(−x); y(1 − y) would lose the digits of 1 − y near y = 1. */
export const logistic: Unary = elementwise('logistic', 1, {
  forward: numbers.sigmoid,
  partials: [(y, x) => mul(y, logistic(neg(x)))],
});

/** ln(eᵃ + eᵇ): ∂y/∂a = σ(a − b), ∂y/∂b = σ(b − a). A primitive since eᵃ overflows. */
export const logAddExp: Binary = elementwise('logAddExp', 2, {
  forward: numbers.logAddExp,
  commutes: true,
  partials: [(_, a, b) => logistic(sub(a, b)), (_, a, b) => logistic(sub(b, a))],
});

/** log₂(2ᵃ + 2ᵇ): ∂y/∂a = σ((a − b) ln 2), ∂y/∂b = σ((b − a) ln 2). A primitive since 2ᵃ overflows. */
export const logAddExp2: Binary = elementwise('logAddExp2', 2, {
  forward: numbers.logAddExp2,
  commutes: true,
  partials: [
    (_, a, b) => logistic(mul(sub(a, b), Math.LN2)),
    (_, a, b) => logistic(mul(sub(b, a), Math.LN2)),
  ],
});

/** √x: dy/dx = 1/(2y). */
export const sqrt: Unary = elementwise('sqrt', 1, {
  forward: Math.sqrt,
  partials: [(y) => div(0.5, y)],
  domain: [POSITIVE],
});

/** 1/√x: dy/dx = −y³/2. */
export const rsqrt: Unary = elementwise('rsqrt', 1, {
  forward: (x) => 1 / Math.sqrt(x),
  partials: [(y) => mul(mul(square(y), y), -0.5)],
  domain: [POSITIVE],
});

/** ∛x, for negative numbers, too: dy/dx = 1/(3y²). */
export const cbrt: Unary = elementwise('cbrt', 1, {
  forward: Math.cbrt,
  partials: [(y) => div(1, mul(square(y), 3))],
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
  forward: powers.pow,
  partials: [
    // If b = 0, the base is replaced by ∞: its power b − 1 is 0 with all derivatives, while that of 0 would be infinite.
    (_, a, b) => mul(b, pow(where(equal(b, 0), Infinity, a), sub(b, 1))),
    (y, a, b) => {
      const flat = logicalOr(equal(y, 0), logicalAnd(equal(a, 0), equal(b, 0)));
      return where(flat, 0, mul(y, log(where(flat, 1, a))));
    },
  ],
  domain: [POSITIVE, ANYWHERE],
});

/** x ln y, and 0 where x = 0, unless y is NaN: ∂/∂x = ln y (0 where x = 0 and y ≤ 0), ∂/∂y = x/y. */
export const xlogy: Binary = elementwise('xlogy', 2, {
  forward: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)),
  partials: [(_, x, y) => where(logicalAnd(equal(x, 0), lessEqual(y, 0)), 0, log(y)), (_, x, y) => div(x, y)],
  domain: [ANYWHERE, POSITIVE],
});

/**
 * a/y for y = √(a² + b²). Near ±1 it is computed from the remainder 1 − |a|/y = (b/y)²/(1 + |a|/y), since the slope of the
 * quotient would be a difference of nearly equal numbers.
 */
function share(y: Value, a: Value, b: Value): Value {
  const quotient = div(a, y);
  const rest = div(square(div(b, y)), add(abs(quotient), 1));
  return where(greater(abs(a), abs(b)), mul(sign(a), sub(1, rest)), quotient);
}

/** √(a² + b²) without intermediate overflow: ∂y/∂a = a/y, ∂y/∂b = b/y. */
export const hypot: Binary = elementwise('hypot', 2, {
  forward: Math.hypot,
  partials: [(y, a, b) => share(y, a, b), (y, a, b) => share(y, b, a)],
  domain: [POSITIVE, POSITIVE],
});

/**
 * The logit ln(p/(1 − p)), the inverse of the logistic function.
 *
 * With `eps`, p is first clamped between ε and 1 − ε, and the derivative is 0 outside.
 */
export const logit = takes('logit', 2, (p: Operand, options: { eps?: number } = {}): Value => {
  const { eps } = optionsOf('logit', options, 'eps');
  const held = eps === undefined ? p : clamp(p, numberOf('logit', 'eps', eps), 1 - eps);
  return sub(log(held), log1p(neg(held)));
});
