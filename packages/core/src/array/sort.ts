import { flat, type NDArray } from './ndarray.ts';
import { sizeOf } from './shape.ts';

/**
 * For each line along an axis, the places of its entries in ascending or in descending order. Equal entries keep their
 * order, and NaN counts as larger than any number.
 */
export function sortingOrder(x: NDArray, axis: number, descending: boolean): Int32Array {
  const data = flat(x);
  const n = x.shape[axis];
  const inner = sizeOf(x.shape.slice(axis + 1));
  const out = new Int32Array(data.length);
  const line = new Float64Array(n);
  const order = new Int32Array(n);
  const rising = (i: number, j: number) => compare(line[i], line[j]);
  const compareAt = descending ? (i: number, j: number) => rising(j, i) : rising;
  for (let start = 0; start < data.length; start += n * inner) {
    for (let first = start; first < start + inner; first++) {
      for (let i = 0; i < n; i++) {
        line[i] = data[first + i * inner];
        order[i] = i;
      }
      order.sort(compareAt);
      for (let i = 0; i < n; i++) out[first + i * inner] = order[i];
    }
  }
  return out;
}

/** Negative if a comes before b; NaN comes last. */
export function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}
