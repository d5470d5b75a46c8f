import type { Data, DType } from '../array/dtype.ts';
import type { Shape } from '../array/shape.ts';
import type { Primitive } from '../primitive.ts';
import { known } from '../registry.ts';
import type { Value } from '../value.ts';

export interface DiscreteRule<A> {
  /** The shape of the result, which does not depend on numbers. */
  readonly shape: (inputs: readonly Value[], attributes: A) => Shape;
  /** The numbers of the result. */
  readonly array: (inputs: readonly Value[], attributes: A) => Data;
  /** The dtype of the result; default: int32. */
  readonly dtype?: (inputs: readonly Value[]) => DType;
}

/** A piecewise constant operation, which has no derivative: places, orders, counts, masks. */
export function discrete<A>(name: string, rule: DiscreteRule<A>): Primitive<A> {
  return known({
    name,
    shape: rule.shape,
    dtype: (inputs) => rule.dtype?.(inputs) ?? 'int32',
    array: (inputs, _, __, attributes) => rule.array(inputs, attributes),
    differentiable: () => false,
    vjp: (g) => g,
  });
}
