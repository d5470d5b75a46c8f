import type { Shape } from './shape.ts';

/** What `forEachRow` does with one row: `offsets[k]` is where the row starts in array k, `steps[k]` its stride there. */
export type RowVisitor = (offsets: readonly number[], steps: readonly number[], length: number) => void;

/**
 * Walks several arrays in step over one index space, row by row, so that a kernel is one flat loop.
 *
 * Neighbouring axes that are evenly spaced in every array are merged first: arrays of one shape are one long row, and a
 * matrix plus a row vector is a loop over rows. `strides[k][axis]` is array k's stride along an axis, 0 where it is
 * repeated.
 */
export function forEachRow(shape: Shape, strides: readonly (readonly number[])[], visit: RowVisitor): void {
  if (shape.includes(0)) return;
  const merged = mergeAxes(shape, strides);
  const last = merged.shape.length - 1;
  const steps = merged.strides.map((s) => s[last]);
  const offsets = strides.map(() => 0);
  const index = new Array<number>(last).fill(0);
  for (;;) {
    visit(offsets, steps, merged.shape[last]);
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      for (let k = 0; k < offsets.length; k++) offsets[k] += merged.strides[k][axis];
      if (++index[axis] < merged.shape[axis]) break;
      for (let k = 0; k < offsets.length; k++) offsets[k] -= merged.strides[k][axis] * merged.shape[axis];
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

function mergeAxes(shape: Shape, strides: readonly (readonly number[])[]) {
  const sizes: number[] = [];
  const kept: number[][] = strides.map(() => []);
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] === 1) continue;
    const top = sizes.length - 1;
    if (top >= 0 && strides.every((s, k) => kept[k][top] === s[axis] * shape[axis])) {
      sizes[top] *= shape[axis];
      for (let k = 0; k < kept.length; k++) kept[k][top] = strides[k][axis];
    } else {
      sizes.push(shape[axis]);
      for (let k = 0; k < kept.length; k++) kept[k].push(strides[k][axis]);
    }
  }
  return sizes.length > 0 ? { shape: sizes, strides: kept } : { shape: [1], strides: strides.map(() => [0]) };
}
