import { allocate, type DType, type TypedArray } from './dtype.ts';
import { readStrided } from './move.ts';
import { flat, type NDArray } from './ndarray.ts';
import { type Shape, sizeOf, stridesOf } from './shape.ts';

/*
 * An array as lines along some of its axes. A kernel sees one line: `length` numbers, `step` apart, from `start` on. So it
 * is one loop, and its state is in local numbers, which are doubles for every dtype.
 */

interface Lines {
  readonly data: TypedArray;
  readonly length: number;
  /** How many lines run side by side; neighbours in a line are this far apart. */
  readonly step: number;
}

/** Reduces each line to a number; there are `size` lines. */
export function reduceLines(
  x: NDArray,
  axes: readonly number[],
  size: number,
  dtype: DType,
  reduce: (data: TypedArray, start: number, step: number, length: number) => number,
): TypedArray {
  const { data, length, step } = linesOf(x, axes);
  const out = allocate(dtype, size);
  for (let k = 0, first = 0; k < size; first += length * step) {
    for (let i = 0; i < step; i++) out[k++] = reduce(data, first + i, step, length);
  }
  return out;
}

/** Visits each line of an array of this shape along one axis: where it starts, and its step. */
export function forEachLine(shape: Shape, axis: number, visit: (start: number, step: number) => void): void {
  const step = sizeOf(shape.slice(axis + 1));
  const size = sizeOf(shape);
  for (let first = 0; first < size; first += shape[axis] * step) {
    for (let i = 0; i < step; i++) visit(first + i, step);
  }
}

/** The lines along sorted axes; axes that are not adjacent are first brought together by a copy. */
function linesOf(x: NDArray, axes: readonly number[]): Lines {
  const [first = 0] = axes;
  if (axes.every((axis, i) => axis === first + i)) {
    const after = first + axes.length;
    return { data: flat(x), length: sizeOf(x.shape.slice(first, after)), step: sizeOf(x.shape.slice(after)) };
  }
  const others = [...x.shape.keys()].filter((axis) => !axes.includes(axis));
  const order = [...others, ...axes];
  const strides = stridesOf(x.shape);
  const shape = order.map((axis) => x.shape[axis]);
  const data = readStrided(
    x,
    shape,
    order.map((axis) => strides[axis]),
  );
  return { data, length: sizeOf(shape.slice(others.length)), step: 1 };
}
