import { type Data, type DType, promote } from '../array/dtype.ts';
import type { Shape } from '../array/shape.ts';
import type { Primitive } from '../primitive.ts';
import type { Value } from '../value.ts';

export interface BilinearRule {
  /** The shape of the result; throws where the inputs do not fit. */
  readonly shape: (a: Value, b: Value) => Shape;
  /** The numbers of the result. */
  readonly array: (a: Value, b: Value, shape: Shape, dtype: DType) => Data;
  /** gᵀ ∂y/∂a and gᵀ ∂y/∂b. */
  readonly wrt: readonly [(g: Value, a: Value, b: Value) => Value, (g: Value, a: Value, b: Value) => Value];
}

/** An operation that is linear in each of its two inputs while the other is held. */
export function bilinear(name: string, rule: BilinearRule): Primitive<undefined> {
  return {
    name,
    shape: ([a, b]) => rule.shape(a, b),
    dtype: ([a, b]) => promote(a.dtype, b.dtype),
    array: ([a, b], shape, dtype) => rule.array(a, b, shape, dtype),
    differentiable: () => true,
    vjp: (g, _, [a, b], input) => rule.wrt[input](g, a, b),
  };
}
