import { allocate, type DType, type TypedArray } from './dtype.ts';
import { forEachLine } from './lines.ts';
import { flat, type NDArray } from './ndarray.ts';
import { type Shape, sizeOf } from './shape.ts';

export interface Recurrence {
  readonly axis: number;
  /** From the last entry to the first. */
  readonly reverse: boolean;
  /** The state before the first entry. */
  readonly initial: number;
}

/**
 * The state before each entry along an axis. Each entry turns state s into a·s + b; a scalar a or b holds for all entries.
 */
export function recur(a: NDArray, b: NDArray, shape: Shape, dtype: DType, how: Recurrence): TypedArray {
  const { axis, reverse, initial } = how;
  const [factors, terms] = [flat(a), flat(b)];
  const [factorStep, termStep] = [a, b].map((x) => Math.sign(x.shape.length));
  const out = allocate(dtype, sizeOf(shape));
  const length = shape[axis];
  forEachLine(shape, axis, (start, step) => {
    const by = reverse ? -step : step;
    let state = initial;
    for (let i = 0, p = reverse ? start + (length - 1) * step : start; i < length; i++, p += by) {
      out[p] = state;
      state = factors[p * factorStep] * state + terms[p * termStep];
    }
  });
  return out;
}
