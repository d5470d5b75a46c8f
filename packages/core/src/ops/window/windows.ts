import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import type { Value } from '../../value.ts';
import { checkWhole } from '../indexing/indices.ts';

/* What convolution and pooling share: options for each spatial axis, and inputs with or without a batch. */

/** A number for every spatial axis, or one for each. */
export type PerAxis = number | readonly number[];

/** A copy of such an option as a list, each entry a whole number that is `least` or more. */
export function perAxis(
  operation: string,
  option: string,
  given: PerAxis,
  axes: number,
  least: number,
): readonly number[] {
  const list = typeof given === 'number' ? new Array<number>(axes).fill(given) : given;
  if (!Array.isArray(list) || list.length !== axes)
    throw argumentErrors.badOption(operation, option, `a whole number or a list of ${axes}`, given);
  for (const n of list) checkWhole(operation, option, n, least);
  return [...list];
}

const SPATIAL = ['depth', 'height', 'width'];

/** Throws unless x is [channels, …spatial axes], with or without a batch. */
export function checkSpatial(operation: string, x: Value, axes: number): void {
  if (x.rank === axes + 1 || x.rank === axes + 2) return;
  const names = SPATIAL.slice(-axes).join(', ');
  throw shapeErrors.wrongRank(operation, x, `[batch, channels, ${names}] or [channels, ${names}]`);
}

/**
 * Throws if no window fits along an axis of x; `span` is the size that the axis needs: that of a window, minus the padding.
 */
export function checkFits(operation: string, x: Value, axis: number, windows: number, span: number): void {
  if (windows < 1)
    throw shapeErrors.unfit(operation, `at least ${span} along axis ${axis} for one window to fit`, x);
}

/** Throws if an option is none of these names. */
export function checkOneOf(operation: string, option: string, names: readonly string[], got: string): void {
  if (!names.includes(got)) throw argumentErrors.badOption(operation, option, names.join(' or '), got);
}
