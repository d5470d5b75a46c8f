import type { Shape } from '@chainrule/core';
import type { Variable } from '../../program/program.ts';
import { productOf, stridesOf } from '../../program/shape.ts';

/**
 * Where the numbers of a variable are: in the buffer of a root, with a stride for each axis. A view of another variable (a
 * transpose, a slice, a broadcast) has a place and no buffer.
 */
export interface Place {
  readonly root: Variable;
  readonly shape: Shape;
  /** In elements, one for each axis. */
  readonly strides: readonly number[];
  readonly offset: number;
}

/** The place of a variable that has a buffer. */
export const own = (root: Variable): Place => ({
  root,
  shape: root.shape,
  strides: stridesOf(root.shape),
  offset: 0,
});

/** Whether the numbers are contiguous, in row-major order. */
export function isContiguous({ shape, strides }: Pick<Place, 'shape' | 'strides'>): boolean {
  let stride = 1;
  for (let k = shape.length - 1; k >= 0; k--) {
    if (shape[k] !== 1 && strides[k] !== stride) return false;
    stride *= shape[k];
  }
  return true;
}

/** Whether a place is all of its root, in order. */
export const isWhole = (place: Place): boolean =>
  place.offset === 0 && isContiguous(place) && productOf(place.shape) === productOf(place.root.shape);

/** The axes in another order. */
export const permuted = ({ root, shape, strides, offset }: Place, axes: readonly number[]): Place => ({
  root,
  shape: axes.map((k) => shape[k]),
  strides: axes.map((k) => strides[k]),
  offset,
});

/** Repeated along axes of size 1 and along new ones in front. */
export function broadcast({ root, shape, strides, offset }: Place, to: Shape): Place {
  const added = to.length - shape.length;
  const spread = to.map((n, k) =>
    k < added || (shape[k - added] === 1 && n !== 1) ? 0 : strides[k - added],
  );
  return { root, shape: to, strides: spread, offset };
}

/**
 * The same numbers in the same order under another shape; undefined if strides cannot express it, as for a transposed matrix that
 * is to become a vector.
 */
export function reshaped(place: Place, to: Shape): Place | undefined {
  const runs = merged(place);
  const strides = new Array<number>(to.length).fill(0);
  let k = to.length - 1;
  for (const { size, stride } of runs.reverse()) {
    let left = size;
    let step = stride;
    while (k >= 0 && (left > 1 || to[k] === 1)) {
      if (to[k] === 0 || left % to[k] !== 0) return undefined;
      strides[k] = step;
      step *= to[k];
      left /= to[k];
      k--;
      if (left === 1) break;
    }
    if (left !== 1) return undefined;
  }
  while (k >= 0 && to[k] === 1) k--;
  return k < 0 ? { root: place.root, shape: to, strides, offset: place.offset } : undefined;
}

/** Neighbouring axes along which one stride leads from each number to the next. */
interface MergedAxes {
  size: number;
  stride: number;
}

/** The axes of a place, merged as far as one stride covers them, from the outermost to the innermost; none of size 1. */
export function merged({ shape, strides }: Pick<Place, 'shape' | 'strides'>): MergedAxes[] {
  const runs: MergedAxes[] = [];
  for (let k = 0; k < shape.length; k++) {
    if (shape[k] === 1) continue;
    const last = runs[runs.length - 1];
    if (last && last.stride === shape[k] * strides[k]) {
      last.size *= shape[k];
      last.stride = strides[k];
    } else {
      runs.push({ size: shape[k], stride: strides[k] });
    }
  }
  return runs;
}
