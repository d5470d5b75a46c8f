import type { DType, TypedArray } from '../array/dtype.ts';
import { reduceLines } from '../array/lines.ts';
import { type Shape, sizeOf } from '../array/shape.ts';
import type { Primitive } from '../primitive.ts';
import { known } from '../registry.ts';
import type { Value } from '../value.ts';

/** The attributes of every reduction. */
export interface Reduced {
  /** In order, and counted from the front. */
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

export interface ReductionRule<A extends Reduced> {
  /** Reduces a line to a number: `length` numbers of `data`, `step` apart, from `start` on. */
  readonly line: (data: TypedArray, start: number, step: number, length: number, attributes: A) => number;
  /** As in `Primitive`. */
  readonly folds?: Primitive['folds'];
  /** The dtype of the result; default: that of x. */
  readonly dtype?: (x: DType) => DType;
  /** gᵀ ∂y/∂x; undefined if there is no derivative. */
  readonly vjp?: (g: Value, y: Value, x: Value, attributes: A) => Value;
}

/** An operation that reduces all the numbers along some axes to one. */
export function reduction<A extends Reduced = Reduced>(name: string, rule: ReductionRule<A>): Primitive<A> {
  return known({
    name,
    shape: ([x], attributes) => reducedShape(x.shape, attributes),
    dtype: ([x]) => rule.dtype?.(x.dtype) ?? x.dtype,
    array: ([x], shape, dtype, attributes) =>
      reduceLines(x, attributes.axes, sizeOf(shape), dtype, (data, start, step, length) =>
        rule.line(data, start, step, length, attributes),
      ),
    differentiable: () => rule.vjp !== undefined,
    onStacks: behindStack,
    folds: rule.folds,
    vjp: (g, y, [x], _, attributes) => rule.vjp!(g, y, x, attributes),
  });
}

/** The same axes if there is one more in front. */
export const behindStack = <A extends Reduced>(attributes: A): A => ({
  ...attributes,
  axes: attributes.axes.map((axis) => axis + 1),
});

/** The shape with each of the axes at size 1, which broadcasts against the whole. */
export function kept(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
}

/** The shape of the result. */
export function reducedShape(shape: Shape, { axes, keepDims }: Reduced): Shape {
  return keepDims ? kept(shape, axes) : shape.filter((_, axis) => !axes.includes(axis));
}
