import { constant, type Operand } from '../create.ts';
import type { Value } from '../value.ts';

/**
 * The same numbers without their graph: no derivative passes through. It is `constant` of a Value, under the name that
 * other frameworks have for it.
 *
 * @example
 * ```ts
 * import { stopGradient, value } from '@chainrule/core';
 * const x = value(3);
 * x.mul(stopGradient(x)).backward().of(x); // → 3
 * ```
 */
export function stopGradient(x: Operand): Value {
  return constant(x);
}
