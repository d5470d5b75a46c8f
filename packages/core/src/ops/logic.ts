import { type Binary, elementwise, none, type Ternary } from '../families/elementwise.ts';

const comparison = (name: string, holds: (a: number, b: number) => boolean): Binary =>
  elementwise(name, 2, {
    forward: (a, b) => (holds(a, b) ? 1 : 0),
    partials: [none, none],
    result: 'bool',
    kink: (a, b) => a - b,
  });

/** a > b, as booleans. No derivative passes through. */
export const greater: Binary = comparison('greater', (a, b) => a > b);

/** a ≥ b, as booleans. No derivative passes through. */
export const greaterEqual: Binary = comparison('greaterEqual', (a, b) => a >= b);

/** a < b, as booleans. No derivative passes through. */
export const less: Binary = comparison('less', (a, b) => a < b);

/** a ≤ b, as booleans. No derivative passes through. */
export const lessEqual: Binary = comparison('lessEqual', (a, b) => a <= b);

/** a = b, as booleans. No derivative passes through. */
export const equal: Binary = comparison('equal', (a, b) => a === b);

/** a ≠ b, as booleans. No derivative passes through. */
export const notEqual: Binary = comparison('notEqual', (a, b) => a !== b);

/**
 * a where the condition holds, b elsewhere. The gradient goes to the side that was taken, and the other side gets an
 * exact zero, whatever its numbers are.
 *
 * @example
 * ```ts
 * import { value, where } from '@chainrule/core';
 * const x = value([-1, 4]);
 * const y = where(x.greater(0), x.sqrt(), 0);
 * y; // → [0, 2]
 * where(x.greater(0), x.mul(3), x).sum().backward().of(x); // → [1, 3]
 * ```
 */
export const where: Ternary = elementwise('where', 3, {
  forward: (condition, a, b) => (condition !== 0 ? a : b),
  products: [none, (g, _, condition) => where(condition, g, 0), (g, _, condition) => where(condition, 0, g)],
  result: 'promoted',
});
