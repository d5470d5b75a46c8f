import type { DType, Shape } from '@chainrule/core';

/** Bytes of an element. */
export const BYTES: Readonly<Record<DType, number>> = { float64: 8, float32: 4, int32: 4, bool: 1 };

/** How many numbers an array of these sizes holds. */
export const productOf = (sizes: readonly number[]): number => sizes.reduce((product, n) => product * n, 1);

/** The strides of an array in row-major order. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, step = 1; axis >= 0; step *= shape[axis--]) strides[axis] = step;
  return strides;
}
