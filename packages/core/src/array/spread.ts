import { allocate, type DType, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { type Shape, sizeOf, stridesOf } from './shape.ts';

/*
 * The transposes of reading: each entry of x is added to the place that it would be read from. If places coincide, the sums
 * are kept in double precision and rounded once; a boolean says whether any of the entries is true.
 */

/** Adds the entries of x to `sums`, at the places that `readStrided` reads. */
export function addStrided(
  sums: TypedArray,
  x: NDArray,
  shape: Shape,
  strides: readonly number[],
  offset: number,
): void {
  const data = flat(x);
  forEachRow(shape, [stridesOf(shape), strides], ([o, p], [, step], length) => {
    for (let i = 0, q = offset + p; i < length; i++, q += step) sums[q] += data[o + i];
  });
}

/** Adds the entries of x to `sums`, at the places that `readBlocks` reads. */
export function addBlocks(sums: TypedArray, x: NDArray, places: NDArray, block: number): void {
  const data = flat(x);
  const at = flat(places);
  for (let i = 0, p = 0; i < at.length; i++) {
    for (let q = at[i], end = q + block; q < end; q++, p++) sums[q] += data[p];
  }
}

/** Zeros for sums, which `roundedSums` turns into numbers of this dtype. */
export function allocateSums(dtype: DType, shape: Shape): TypedArray {
  return allocate(summedIn[dtype], sizeOf(shape));
}

/** The dtype in which numbers of another dtype are summed. */
const summedIn = { float64: 'float64', float32: 'float64', int32: 'int32', bool: 'int32' } as const;

/** The sums as numbers of this dtype. */
export function roundedSums(sums: TypedArray, dtype: DType): TypedArray {
  if (dtype === 'float32') return new Float32Array(sums);
  return dtype === 'bool' ? Uint8Array.from(sums, (n) => Number(n !== 0)) : sums;
}
