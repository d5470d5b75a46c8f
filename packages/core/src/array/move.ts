import { allocate, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { type Shape, sizeOf, stridesOf } from './shape.ts';

/** A new array of `shape` whose entries are read from x with the given strides: transposes and broadcasts alike. */
export function readStrided(x: NDArray, shape: Shape, strides: readonly number[]): TypedArray {
  const data = flat(x);
  const out = allocate(x.dtype, sizeOf(shape));
  forEachRow(shape, [stridesOf(shape), strides], ([o, p], [, step], length) => {
    for (let i = 0, q = p; i < length; i++, q += step) out[o + i] = data[q];
  });
  return out;
}
