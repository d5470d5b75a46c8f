import type { Value } from '../../value.ts';
import { equal, where } from './logic.ts';

/** f(x), but a fixed number with gradient 0 where x is 0: for an f whose slope is infinite there. */
export function unlessZero(x: Value, fixed: number, f: (x: Value) => Value): Value {
  const zero = equal(x, 0);
  return where(zero, fixed, f(where(zero, 1, x)));
}
