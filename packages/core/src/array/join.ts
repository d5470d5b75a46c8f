import { allocate, type DType, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { type Shape, sizeOf } from './shape.ts';

/** Joins the arrays along an axis, into an array of this shape. */
export function join(xs: readonly NDArray[], axis: number, shape: Shape, dtype: DType): TypedArray {
  const out = allocate(dtype, sizeOf(shape));
  const arrays = xs.map(flat);
  const blocks = xs.map((x) => sizeOf(x.shape.slice(axis)));
  const outer = sizeOf(shape.slice(0, axis));
  for (let i = 0, o = 0; i < outer; i++) {
    for (let k = 0; k < arrays.length; k++) {
      for (let p = i * blocks[k], end = p + blocks[k]; p < end; p++, o++) out[o] = arrays[k][p];
    }
  }
  return out;
}
