import { allocate, type DType, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { type Shape, sizeOf, stridesOf } from './shape.ts';

/*
 * The transposes of reading: each entry of x is added to where it would have been read from. Where places coincide
 * the sums are kept in double precision and rounded once.
 */

/** Zeros of `whole`, to which the entries of x are added at the places that `readStrided` reads. */
export function addStrided(
  x: NDArray,
  whole: Shape,
  shape: Shape,
  strides: readonly number[],
  offset: number,
): TypedArray {
  const data = flat(x);
  return summed(x.dtype, whole, (sums) => {
    forEachRow(shape, [stridesOf(shape), strides], ([o, p], [, step], length) => {
      for (let i = 0, q = offset + p; i < length; i++, q += step) sums[q] += data[o + i];
    });
  });
}

/** Zeros of `whole`, to which the entries of x are added at the places that `readBlocks` reads. */
export function addBlocks(x: NDArray, whole: Shape, places: NDArray, block: number): TypedArray {
  const data = flat(x);
  const at = flat(places);
  return summed(x.dtype, whole, (sums) => {
    for (let i = 0, p = 0; i < at.length; i++) {
      for (let q = at[i], end = q + block; q < end; q++, p++) sums[q] += data[p];
    }
  });
}

function summed(dtype: DType, shape: Shape, add: (sums: TypedArray) => void): TypedArray {
  const sums = allocate(dtype === 'float32' ? 'float64' : dtype, sizeOf(shape));
  add(sums);
  return dtype === 'float32' ? new Float32Array(sums) : sums;
}
