import { allocate, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';

/** Blocks of neighbouring entries of x, one after the other; the i-th block begins at the i-th place. */
export function readBlocks(x: NDArray, places: NDArray, block: number): TypedArray {
  const data = flat(x);
  const at = flat(places);
  const out = allocate(x.dtype, at.length * block);
  for (let i = 0, o = 0; i < at.length; i++) {
    for (let p = at[i], end = p + block; p < end; p++, o++) out[o] = data[p];
  }
  return out;
}
