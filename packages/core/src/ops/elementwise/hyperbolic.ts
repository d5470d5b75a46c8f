import { tanhRow } from '../../array/arithmetic-rows.ts';
import { add, elementwise, mul, type Unary } from '../../families/elementwise.ts';
import { abs, div, square, sub } from './arithmetic.ts';
import { UNIT } from './domains.ts';
import { hypot, rsqrt } from './exponential.ts';

/** The hyperbolic sine: dy/dx = cosh x. */
export const sinh: Unary = elementwise('sinh', 1, { forward: Math.sinh, partials: [(_, x) => cosh(x)] });

/** The hyperbolic cosine: dy/dx = sinh x. */
export const cosh: Unary = elementwise('cosh', 1, { forward: Math.cosh, partials: [(_, x) => sinh(x)] });

/** The hyperbolic tangent: dy/dx = 1 − y². */
export const tanh: Unary = elementwise('tanh', 1, {
  forward: Math.tanh,
  row: tanhRow,
  partials: [(y) => sub(1, square(y))],
});

/** The inverse of sinh: dy/dx = 1/√(x² + 1). */
export const asinh: Unary = elementwise('asinh', 1, {
  forward: Math.asinh,
  partials: [(_, x) => div(1, hypot(x, 1))],
});

/** The inverse of cosh, for x ≥ 1: dy/dx = 1/√(x² − 1). */
export const acosh: Unary = elementwise('acosh', 1, {
  forward: Math.acosh,
  // 1/√(|x| − 1) · 1/√(|x| + 1), since x² may overflow.
  partials: [(_, x) => mul(rsqrt(sub(abs(x), 1)), rsqrt(add(abs(x), 1)))],
  domain: [{ min: 1, max: Infinity }],
});

/** The inverse of tanh, for |x| < 1: dy/dx = 1/(1 − x²). */
export const atanh: Unary = elementwise('atanh', 1, {
  forward: Math.atanh,
  partials: [(_, x) => div(1, sub(1, square(x)))],
  domain: [UNIT],
});
