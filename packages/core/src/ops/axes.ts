import { resolveAxis, sizeOf } from '../array/shape.ts';
import { errors } from '../errors.ts';
import type { Reduced } from '../families/reduction.ts';
import type { Value } from '../value.ts';

export interface ReductionOptions {
  /** The axis or axes to reduce, counted from the end where negative; all where absent. */
  axis?: number | readonly number[];
  /** Keep the reduced axes, with size 1. */
  keepDims?: boolean;
}

/** The axes that an option names, counted from the front and in order; all of them where it names none. */
export function resolveAxes(
  operation: string,
  x: Value,
  axis: number | readonly number[] = x.shape.map((_, k) => k),
): number[] {
  const named = typeof axis === 'number' ? [axis] : axis;
  const axes = named.map((k) => {
    const resolved = resolveAxis(k, x.rank);
    if (resolved === undefined) throw errors.badAxis(operation, k, x);
    return resolved;
  });
  if (new Set(axes).size !== axes.length) throw errors.repeatedAxis(operation, named, x);
  return axes.sort((a, b) => a - b);
}

/** The one axis that an option names, counted from the front; the last where it names none. */
export function resolveOneAxis(operation: string, x: Value, axis = -1): number {
  return resolveAxes(operation, x, axis)[0];
}

/** How many numbers along these axes make one of the result. */
export function countAlong(x: Value, axes: readonly number[]): number {
  return sizeOf(axes.map((axis) => x.shape[axis]));
}

/** What the options of a reduction say of x: the axes resolved, and whether they are kept. */
export function reductionOf(operation: string, x: Value, options: ReductionOptions): Reduced {
  return { axes: resolveAxes(operation, x, options.axis), keepDims: options.keepDims ?? false };
}
