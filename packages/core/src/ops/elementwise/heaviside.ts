import { type Binary, elementwise, none } from '../../families/elementwise.ts';
import { equal, where } from './logic.ts';

/**
 * The step function: 0 where x < 0, 1 where x > 0, and the second operand where x = 0. No derivative passes to x; the second
 * operand gets the gradient where x = 0. NaN stays NaN, as in NumPy.
 *
 * @example
 * ```ts
 * import { heaviside } from '@chainrule/core';
 * heaviside([-1.5, 0, 2], 0.5); // → [0, 0.5, 1]
 * ```
 */
export const heaviside: Binary = elementwise('heaviside', 2, {
  forward: (x, atZero) => (x < 0 ? 0 : x > 0 ? 1 : x === 0 ? atZero : Number.NaN),
  products: [none, (g, _, x) => where(equal(x, 0), g, 0)],
  result: 'number',
  kink: (x) => x,
});
