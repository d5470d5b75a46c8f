import { checkCount } from '../errors/surplus.ts';
import { type Operand, operand } from '../make/create.ts';
import { apply, type Primitive } from '../primitive.ts';
import { known } from '../registry.ts';
import type { Value } from '../value.ts';

const stopped: Primitive<undefined> = known({
  name: 'stopGradient',
  shape: ([x]) => x.shape,
  dtype: ([x]) => x.dtype,
  array: ([x]) => x.data,
  differentiable: () => false,
  vjp: (g) => g,
  onStacks: () => undefined,
  movement: 'same-numbers',
});

/**
 * The same numbers without their graph: no derivative passes through.
 *
 * @example
 * ```ts
 * import { stopGradient, value } from '@chainrule/core';
 * const x = value(3);
 * x.mul(stopGradient(x)).backward().of(x); // → 3
 * ```
 */
export function stopGradient(x: Operand): Value {
  checkCount('stopGradient', 1, arguments);
  return apply(stopped, [operand('stopGradient', x)], undefined);
}
