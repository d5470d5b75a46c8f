import { allocate, type DType, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { broadcastStrides, type Shape, sizeOf, stridesOf } from './shape.ts';

/**
 * Adds up the entries of x along every axis where `shape`, of x's rank, is 1.
 *
 * The sums are kept in double precision and rounded once at the end, whatever the dtype.
 */
export function sumInto(x: NDArray, shape: Shape, dtype: DType): TypedArray {
  const data = flat(x);
  const sums = new Float64Array(sizeOf(shape));
  const strides = [broadcastStrides(shape, x.shape), stridesOf(x.shape)];
  forEachRow(x.shape, strides, ([o, p], [step], length) => {
    if (step === 0) {
      let total = sums[o];
      for (let i = 0; i < length; i++) total += data[p + i];
      sums[o] = total;
    } else {
      for (let i = 0; i < length; i++) sums[o + i * step] += data[p + i];
    }
  });
  if (dtype === 'float64') return sums;
  const out = allocate(dtype, sums.length);
  out.set(sums);
  return out;
}
