import type { Data, DType } from '../array/dtype.ts';
import type { Shape } from '../array/shape.ts';
import { apply, type Primitive } from '../primitive.ts';
import { known } from '../registry.ts';
import type { Value } from '../value.ts';

export interface LinearRule<A> {
  /** The shape of the result; throws if x does not fit. */
  readonly shape: (x: Value, attributes: A) => Shape;
  /** The numbers of the result. */
  readonly array: (x: Value, shape: Shape, dtype: DType, attributes: A) => Data;
  /** The transposed map, from the result's space back to x's. */
  readonly transpose: (g: Value, x: Value, attributes: A) => Value;
  /** As in `Primitive`. */
  readonly onStacks?: Primitive<A>['onStacks'];
  /** As in `Primitive`. */
  readonly movement?: Primitive<A>['movement'];
  /** As in `Primitive`. */
  readonly folds?: Primitive<A>['folds'];
  /** As in `Primitive`. */
  readonly addVjp?: Primitive<A>['addVjp'];
  /** The dtype of the result; default: that of x. */
  readonly dtype?: (x: Value, attributes: A) => DType;
}

/** An operation that is linear in its one input, y = A x: its derivative is A itself, and gᵀ ∂y/∂x is Aᵀ g. */
export function linear<A>(name: string, rule: LinearRule<A>): Primitive<A> {
  const primitive: Primitive<A> = known({
    name,
    shape: ([x], attributes) => rule.shape(x, attributes),
    dtype: ([x], attributes) => rule.dtype?.(x, attributes) ?? x.dtype,
    array: ([x], shape, dtype, attributes) => rule.array(x, shape, dtype, attributes),
    differentiable: () => true,
    onStacks: rule.onStacks,
    movement: rule.movement,
    folds: rule.folds,
    addVjp: rule.addVjp,
    vjp: (g, _, [x], __, attributes) => rule.transpose(g, x, attributes),
    jvp: (t, _, __, ___, attributes) => apply(primitive, [t], attributes),
  });
  return primitive;
}
