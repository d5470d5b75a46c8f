import { promote } from '../../array/dtype.ts';
import { type Recurrence, recur } from '../../array/recur.ts';
import { mul } from '../../families/elementwise.ts';
import { type Operand, operand } from '../../make/create.ts';
import { apply, type Primitive } from '../../primitive.ts';
import { known } from '../../registry.ts';
import type { Value } from '../../value.ts';

const recurPrimitive: Primitive<Recurrence> = known({
  name: 'recur',
  shape: ([a, b]) => (a.rank > 0 ? a : b).shape,
  dtype: ([a, b]) => promote(a.dtype, b.dtype),
  array: ([a, b], shape, dtype, how) => recur(a, b, shape, dtype, how),
  differentiable: () => true,
  vjp: (g, y, [a], input, { axis, reverse }) => {
    const back = recurrence(a, g, { axis, reverse: !reverse });
    return input === 0 ? mul(back, y) : back;
  },
});

/**
 * The state s before each entry of a linear recurrence along an axis: sₖ₊₁ = aₖ sₖ + bₖ with s₀ = `initial` (default: 0).
 * Its derivative is the same recurrence in the other direction: rₖ₋₁ = aₖ rₖ + gₖ is the gradient of bₖ₋₁, and r s that of
 * a. Nothing is divided, so it is exact even where entries are 0.
 */
export function recurrence(a: Operand, b: Operand, how: { axis: number } & Partial<Recurrence>): Value {
  return apply(recurPrimitive, [operand('recur', a, b), operand('recur', b, a)], {
    reverse: false,
    initial: 0,
    ...how,
  });
}

/** The product of the entries before each one along an axis, or, in reverse, of those after it. */
export function productOfOthers(x: Value, axis: number, reverse = false): Value {
  return recurrence(x, 0, { axis, reverse, initial: 1 });
}
