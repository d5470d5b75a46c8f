import { joined } from '../array/matrices.ts';
import type { Shape } from '../array/shape.ts';
import type { Primitive } from '../primitive.ts';
import { known } from '../registry.ts';
import type { Value } from '../value.ts';

export interface NonlinearRule<A> {
  readonly shape: (x: Value, attributes: A) => Shape;
  /** The numbers of the result in double precision, one part for each matrix of a stack. */
  readonly parts: (x: Value, attributes: A) => Float64Array[];
  /** gᵀ ∂y/∂x, in Values; undefined if there is no derivative. */
  readonly vjp?: (g: Value, y: Value, x: Value, attributes: A) => Value;
}

/** A function of each matrix of a stack that is neither elementwise nor linear: a determinant, a decomposition. */
export function nonlinear<A = undefined>(name: string, rule: NonlinearRule<A>): Primitive<A> {
  return known({
    name,
    shape: ([x], attributes) => rule.shape(x, attributes),
    dtype: ([x]) => x.dtype,
    array: ([x], _, dtype, attributes) => joined(rule.parts(x, attributes), dtype),
    differentiable: () => rule.vjp !== undefined,
    vjp: (g, y, [x], _, attributes) => rule.vjp!(g, y, x, attributes),
  });
}
