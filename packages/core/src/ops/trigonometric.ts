import { elementwise, type Unary } from '../families/elementwise.ts';
import { neg, square, sub } from './arithmetic.ts';

/** sin x, x in radians: dy/dx = cos x. */
export const sin: Unary = elementwise('sin', 1, { forward: Math.sin, partials: [(_, x) => cos(x)] });

/** cos x, x in radians: dy/dx = −sin x. */
export const cos: Unary = elementwise('cos', 1, { forward: Math.cos, partials: [(_, x) => neg(sin(x))] });

/** The hyperbolic tangent: dy/dx = 1 − y². */
export const tanh: Unary = elementwise('tanh', 1, {
  forward: Math.tanh,
  partials: [(y) => sub(1, square(y))],
});
