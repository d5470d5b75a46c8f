import { allocate, type DType, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { sizeOf } from './shape.ts';

/** A matrix that stores only its nonzero entries: entry t is `weights[t]` at (rows[t], columns[t]). */
export interface SparseMatrix {
  readonly height: number;
  readonly width: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/** A matrix of `height` × `width` from its entries, each [row, column, weight]. */
export function sparseMatrix(
  height: number,
  width: number,
  entries: readonly (readonly [row: number, column: number, weight: number])[],
): SparseMatrix {
  return {
    height,
    width,
    rows: Int32Array.from(entries, ([row]) => row),
    columns: Int32Array.from(entries, ([, column]) => column),
    weights: Float64Array.from(entries, ([, , weight]) => weight),
  };
}

/** The transpose: swaps rows and columns, and moves no numbers. */
export function transposed({ height, width, rows, columns, weights }: SparseMatrix): SparseMatrix {
  return { height: width, width: height, rows: columns, columns: rows, weights };
}

/** Applies a matrix to each line of x along an axis; sums are kept in double precision. */
export function multiplyAlong(x: NDArray, axis: number, matrix: SparseMatrix, dtype: DType): TypedArray {
  const { height, width, rows, columns, weights } = matrix;
  const data = flat(x);
  const inner = sizeOf(x.shape.slice(axis + 1));
  const outer = sizeOf(x.shape.slice(0, axis));
  const out = allocate(dtype, outer * height * inner);
  const sums = new Float64Array(height * inner);
  for (let block = 0; block < outer; block++) {
    const from = block * width * inner;
    sums.fill(0);
    for (let t = 0; t < weights.length; t++) {
      const weight = weights[t];
      const end = (rows[t] + 1) * inner;
      for (let o = rows[t] * inner, p = from + columns[t] * inner; o < end; o++, p++)
        sums[o] += weight * data[p];
    }
    out.set(sums, block * height * inner);
  }
  return out;
}
