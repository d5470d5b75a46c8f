import { allocate, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { compare } from './sort.ts';

/**
 * For each value, how many entries of its line come before it: those below it, or with `right` those up to it. The lines are
 * in ascending order; there is one for all values, or one for each line of values.
 */
export function search(lines: NDArray, values: NDArray, right: boolean): TypedArray {
  const [sorted, wanted] = [flat(lines), flat(values)];
  const [n, m] = [lines, values].map(({ shape }) => shape[shape.length - 1] ?? 1);
  const out = allocate('int32', wanted.length);
  for (let i = 0; i < out.length; i++) {
    const start = lines.shape.length > 1 ? Math.floor(i / m) * n : 0;
    out[i] = countBefore(sorted, start, n, wanted[i], right);
  }
  return out;
}

/** How many of n sorted entries, from `start` on, come before x. */
function countBefore(sorted: TypedArray, start: number, n: number, x: number, right: boolean): number {
  const last = right ? 0 : -1;
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[start + middle], x) <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}
