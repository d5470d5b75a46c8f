import type { Operand } from '../create.ts';
import { add, type Binary, elementwise, mul, type Unary } from '../families/elementwise.ts';
import type { Value } from '../value.ts';
import { div, neg, square, sub } from './arithmetic.ts';
import { POSITIVE, UNIT } from './domains.ts';
import { rsqrt } from './exponential.ts';
import { equal, where } from './logic.ts';

/** sin x, x in radians: dy/dx = cos x. */
export const sin: Unary = elementwise('sin', 1, { forward: Math.sin, partials: [(_, x) => cos(x)] });

/** cos x, x in radians: dy/dx = −sin x. */
export const cos: Unary = elementwise('cos', 1, { forward: Math.cos, partials: [(_, x) => neg(sin(x))] });

/** tan x, x in radians: dy/dx = 1 + y². */
export const tan: Unary = elementwise('tan', 1, {
  forward: Math.tan,
  partials: [(y) => add(square(y), 1)],
  domain: [{ min: -Math.PI / 2, max: Math.PI / 2 }],
});

/** The angle in [−π/2, π/2] whose sine is x: dy/dx = 1/√(1 − x²). */
export const asin: Unary = elementwise('asin', 1, {
  forward: Math.asin,
  partials: [(_, x) => rsqrt(sub(1, square(x)))],
  domain: [UNIT],
});

/** The angle in [0, π] whose cosine is x: dy/dx = −1/√(1 − x²). */
export const acos: Unary = elementwise('acos', 1, {
  forward: Math.acos,
  partials: [(_, x) => neg(rsqrt(sub(1, square(x))))],
  domain: [UNIT],
});

/** The angle in (−π/2, π/2) whose tangent is x: dy/dx = 1/(1 + x²). */
export const atan: Unary = elementwise('atan', 1, {
  forward: Math.atan,
  partials: [(_, x) => div(1, add(square(x), 1))],
});

/** The angle of the point (b, a), in [−π, π]: ∂/∂a = b/(a² + b²), ∂/∂b = −a/(a² + b²). */
export const atan2: Binary = elementwise('atan2', 2, {
  forward: Math.atan2,
  partials: [
    (_, a, b) => div(b, add(square(a), square(b))),
    (_, a, b) => neg(div(a, add(square(a), square(b)))),
  ],
  domain: [POSITIVE, POSITIVE],
});

/** sin(πx)/(πx), 1 at x = 0: dy/dx = (cos πx − y)/x, 0 at x = 0. */
export const sinc: Unary = elementwise('sinc', 1, {
  forward: (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)),
  partials: [(y, x) => where(equal(x, 0), 0, div(sub(cos(mul(x, Math.PI)), y), where(equal(x, 0), 1, x)))],
  domain: [POSITIVE],
});

/** Radians as degrees: 180x/π. */
export function degrees(x: Operand): Value {
  return mul(x, 180 / Math.PI);
}

/** Degrees as radians: πx/180. */
export function radians(x: Operand): Value {
  return mul(x, Math.PI / 180);
}
