import { allocate, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { type Shape, sizeOf, stridesOf } from './shape.ts';

/**
 * A new array of `shape` whose entries are read from x with the given strides, from `offset` on: transposes,
 * broadcasts, slices, flips, windows.
 */
export function readStrided(x: NDArray, shape: Shape, strides: readonly number[], offset = 0): TypedArray {
  const data = flat(x);
  const out = allocate(x.dtype, sizeOf(shape));
  forEachRow(shape, [stridesOf(shape), strides], ([o, p], [, step], length) => {
    for (let i = 0, q = offset + p; i < length; i++, q += step) out[o + i] = data[q];
  });
  return out;
}
