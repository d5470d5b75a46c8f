import type { TypedArray } from './dtype.ts';
import { forEachLine } from './lines.ts';
import { flat, type NDArray } from './ndarray.ts';
import { sizeOf } from './shape.ts';

/**
 * For each line along an axis, sorted by `order`: the position in the line of the last entry of its longest run of equal
 * entries. If several runs have the same length, the first counts.
 */
export function lastOfLongestRun(x: NDArray, axis: number, order: TypedArray): Int32Array {
  const data = flat(x);
  const n = x.shape[axis];
  const out = new Int32Array(sizeOf(x.shape) / n);
  let line = 0;
  forEachLine(x.shape, axis, (start, step) => {
    let longest = 0;
    let run = 0;
    for (let i = 0, p = start; i < n; i++, p += step) {
      const same = i > 0 && data[start + order[p] * step] === data[start + order[p - step] * step];
      run = same ? run + 1 : 1;
      if (run > longest) {
        longest = run;
        out[line] = order[p];
      }
    }
    line++;
  });
  return out;
}
