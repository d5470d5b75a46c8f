import { takes } from '../../errors/surplus.ts';
import { add, type Binary, elementwise, mul, type Unary } from '../../families/elementwise.ts';
import type { Operand } from '../../make/create.ts';
import * as numbers from '../../numbers/powers.ts';
import type { Value } from '../../value.ts';
import { abs, div, neg, square, sub } from './arithmetic.ts';
import { POSITIVE, UNIT } from './domains.ts';
import { hypot, rsqrt } from './exponential.ts';
import { less, where } from './logic.ts';
import { round } from './rounding.ts';

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

/** x/r², without overflow of r². */
const over = (x: Value, r: Value) => div(div(x, r), r);

/** The angle of the point (b, a), in [−π, π]: ∂/∂a = b/(a² + b²), ∂/∂b = −a/(a² + b²). */
export const atan2: Binary = elementwise('atan2', 2, {
  forward: Math.atan2,
  partials: [(_, a, b) => over(b, hypot(a, b)), (_, a, b) => neg(over(a, hypot(a, b)))],
  domain: [POSITIVE, POSITIVE],
});

/** The power series of the derivative of sinc, x π² Σ cₖ (πx)²ᵏ⁻², cₖ = (−1)ᵏ 2k/(2k + 1)!: 11 terms for |x| < 0.3. */
function slopeOfSinc(x: Value): Value {
  const z = square(mul(x, Math.PI));
  let c = -22 / 2.585201673888498e22;
  let series: Operand = c;
  for (let k = 11; k > 1; k--) {
    c *= -2 * (k - 1) * (2 * k + 1);
    series = add(mul(series, z), c);
  }
  return mul(mul(x, Math.PI ** 2), series);
}

/** cos πx. The difference of x from the nearest even number is exact, so a large x keeps its phase. */
const cosPi = (x: Value) => cos(mul(sub(x, mul(round(mul(x, 0.5)), 2)), Math.PI));

/** sin(πx)/(πx), 1 at x = 0: dy/dx = (cos πx − y)/x, and its power series near 0, where the difference cancels. */
export const sinc: Unary = elementwise('sinc', 1, {
  forward: numbers.sinc,
  partials: [
    (y, x) => {
      const near = less(abs(x), 0.3);
      return where(near, slopeOfSinc(where(near, x, 0)), div(sub(cosPi(x), y), where(near, 1, x)));
    },
  ],
  domain: [POSITIVE],
});

/** Radians as degrees: 180x/π. */
export const degrees = takes('degrees', 1, (x: Operand): Value => mul(x, 180 / Math.PI));

/** Degrees as radians: πx/180. */
export const radians = takes('radians', 1, (x: Operand): Value => mul(x, Math.PI / 180));
