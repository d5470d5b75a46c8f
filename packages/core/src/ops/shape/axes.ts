import { resolveAxis, sizeOf } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import type { Reduced } from '../../families/reduction.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';

/** The axes of a reduction, and whether they are kept with size 1. */
export interface ReductionOptions {
  /** The axis or axes to reduce, counted from the end if negative; default: all. */
  axis?: number | readonly number[];
  /** Keep the reduced axes, with size 1. */
  keepDims?: boolean;
}

/** One thing or several, as a list. */
export function listOf<T>(given: T | readonly T[]): readonly T[] {
  return Array.isArray(given) ? given : [given as T];
}

/** The axes that an option names, counted from the front and in order; default: all of them. */
export function resolveAxes(
  operation: string,
  x: Value,
  axis: number | readonly number[] = x.shape.map((_, k) => k),
): number[] {
  const named = listOf(axis);
  const axes = Array.from(named, (k) => {
    const resolved = resolveAxis(k, x.rank);
    if (resolved === undefined) throw shapeErrors.badAxis(operation, k, x);
    return resolved;
  });
  if (new Set(axes).size !== axes.length) throw shapeErrors.repeatedAxis(operation, named, x);
  return axes.sort((a, b) => a - b);
}

/** An axis that has to be named, counted from the front: there is no default. */
export function namedAxis(operation: string, x: Value, axis: number): number {
  return resolveAxes(operation, x, [axis])[0];
}

/** The options of a reduction. */
export const REDUCTION = 'axis, keepDims';

/** The one axis that options name, counted from the front; default: the last, or the given one. */
export function axisOf(
  operation: string,
  x: Value,
  options: { axis?: number },
  absent = -1,
  known = 'axis',
): number {
  const { axis = absent } = optionsOf(operation, options, known);
  return namedAxis(operation, x, axis);
}

/** The axes that options name, as `resolveAxes` gives them. */
export function axesOf(operation: string, x: Value, options: ReductionOptions): number[] {
  return resolveAxes(operation, x, optionsOf(operation, options, REDUCTION).axis);
}

/** How many numbers along these axes are reduced to one of the result. */
export function countAlong(x: Value, axes: readonly number[]): number {
  return sizeOf(axes.map((axis) => x.shape[axis]));
}

/** What the options of a reduction say of x: the axes resolved, and whether they are kept. */
export function reductionOf(operation: string, x: Value, options: ReductionOptions): Reduced {
  return { axes: axesOf(operation, x, options), keepDims: options.keepDims ?? false };
}
