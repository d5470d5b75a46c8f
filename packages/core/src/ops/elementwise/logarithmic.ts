import { type Binary, elementwise, mul, type Unary } from '../../families/elementwise.ts';
import * as numbers from '../../numbers/powers.ts';
import { add, div, neg } from './arithmetic.ts';
import { ANYWHERE, POSITIVE } from './domains.ts';
import { log, log1p } from './exponential.ts';
import { equal, lessEqual, logicalAnd, where } from './logic.ts';

/* Products with a logarithm or a power of two. The plain product would overflow, or give NaN for 0 · ∞. */

/** The entropy −x ln x, 0 at x = 0, −∞ below: dy/dx = −ln x − 1, ∞ at x = 0. */
export const entr: Unary = elementwise('entr', 1, {
  forward: numbers.entr,
  partials: [(_, x) => neg(add(log(x), 1))],
  domain: [POSITIVE],
});

/** x 2ⁿ, even if 2ⁿ by itself overflows or underflows: ∂y/∂x = 2ⁿ, ∂y/∂n = y ln 2. */
export const ldexp: Binary = elementwise('ldexp', 2, {
  forward: numbers.ldexp,
  products: [(g, _, __, n) => ldexp(g, n), (g, y) => mul(g, mul(y, Math.LN2))],
});

/** x ln(1 + y), and 0 where x = 0, unless y is NaN: ∂/∂x = ln(1 + y) (0 where x = 0 and y ≤ −1), ∂/∂y = x/(1 + y). */
export const xlog1py: Binary = elementwise('xlog1py', 2, {
  forward: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y)),
  partials: [
    (_, x, y) => where(logicalAnd(equal(x, 0), lessEqual(y, -1)), 0, log1p(y)),
    (_, x, y) => div(x, add(y, 1)),
  ],
  domain: [ANYWHERE, { min: -1, max: Infinity }],
});
