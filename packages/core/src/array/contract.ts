import { allocate, type DType, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { broadcastStrides, type Shape, sizeOf, stridesOf } from './shape.ts';

/**
 * Matrix product of the last two axes, `[…, m, k] × […, k, n] → […, m, n]`, the axes before them broadcast.
 *
 * Row by row of the result, which reads both inputs in the order in which they lie in memory; each row is kept in
 * double precision until it is complete.
 */
export function matrixProduct(a: NDArray, b: NDArray, shape: Shape, dtype: DType): TypedArray {
  const [m, n] = shape.slice(-2);
  const k = a.shape[a.shape.length - 1];
  const out = allocate(dtype, sizeOf(shape));
  const left = flat(a);
  const right = flat(b);
  const row = new Float64Array(n);
  const batch = shape.slice(0, -2);
  const matrices = (x: Shape, size: number) => broadcastStrides(x.slice(0, -2), batch).map((s) => s * size);
  const strides = [
    stridesOf(batch).map((s) => s * m * n),
    matrices(a.shape, m * k),
    matrices(b.shape, k * n),
  ];
  forEachRow(batch, strides, (offsets, steps, length) => {
    for (let i = 0; i < length; i++) {
      const [o, p, q] = offsets.map((offset, which) => offset + i * steps[which]);
      for (let r = 0; r < m; r++) {
        rowTimesMatrix(row, left, p + r * k, right, q, k);
        out.set(row, o + r * n);
      }
    }
  });
  return out;
}

function rowTimesMatrix(
  row: Float64Array,
  a: TypedArray,
  p: number,
  b: TypedArray,
  q: number,
  k: number,
): void {
  const n = row.length;
  row.fill(0);
  for (let s = 0, start = q; s < k; s++, start += n) {
    const factor = a[p + s];
    for (let j = 0; j < n; j++) row[j] += factor * b[start + j];
  }
}
