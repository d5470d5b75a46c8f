import { type Data, type DType, promote } from '../array/dtype.ts';
import type { Shape } from '../array/shape.ts';
import { apply, type Primitive } from '../primitive.ts';
import { known } from '../registry.ts';
import type { Value } from '../value.ts';

export interface BilinearRule<A> {
  /** The shape of the result; throws if the inputs do not fit. */
  readonly shape: (a: Value, b: Value, attributes: A) => Shape;
  /** The numbers of the result. */
  readonly array: (a: Value, b: Value, shape: Shape, dtype: DType, attributes: A) => Data;
  /** As in `Primitive`. */
  readonly contracts?: Primitive<A>['contracts'];
  /** As in `Primitive`. */
  readonly onStacks?: Primitive<A>['onStacks'];
  /** gᵀ ∂y/∂a and gᵀ ∂y/∂b. */
  readonly wrt: readonly [Product<A>, Product<A>];
}

type Product<A> = (g: Value, a: Value, b: Value, attributes: A) => Value;

/** An operation that is linear in each of its two inputs if the other is fixed. Booleans count as int32. */
export function bilinear<A = undefined>(name: string, rule: BilinearRule<A>): Primitive<A> {
  const primitive: Primitive<A> = known({
    name,
    heavy: true,
    contracts: rule.contracts,
    shape: ([a, b], attributes) => rule.shape(a, b, attributes),
    dtype: ([a, b]) => promote(promote(a.dtype, b.dtype), 'int32'),
    array: ([a, b], shape, dtype, attributes) => rule.array(a, b, shape, dtype, attributes),
    differentiable: () => true,
    onStacks: rule.onStacks,
    vjp: (g, _, [a, b], input, attributes) => rule.wrt[input](g, a, b, attributes),
    jvp: (t, _, [a, b], input, attributes) => apply(primitive, input === 0 ? [t, b] : [a, t], attributes),
  });
  return primitive;
}
