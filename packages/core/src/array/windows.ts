import type { TypedArray } from './dtype.ts';
import { readBlocks } from './gather.ts';
import { flat, type NDArray } from './ndarray.ts';
import { type Shape, sizeOf } from './shape.ts';
import { type SparseMatrix, sparseMatrix } from './sparse.ts';

/** The windows along one axis: window i is starts[i], starts[i] + step, … below ends[i]. */
export interface Windows {
  /** The length of the axis. */
  readonly size: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly step: number;
}

/** How a window slides along one axis. */
export interface Sliding {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  /** Whether a window that starts before the end may extend past it. */
  readonly ceil: boolean;
}

/**
 * The positions of a sliding window on the axis; with `padded` the padding counts as part of the axis. None if none fits.
 */
export function slidingWindows(size: number, how: Sliding, padded = false): Windows {
  const { kernel, stride, padding, dilation, ceil } = how;
  const reach = (kernel - 1) * dilation;
  const last = (ceil ? Math.ceil : Math.floor)((size + 2 * padding - reach - 1) / stride) * stride - padding;
  const border = padded ? padding : 0;
  const [starts, ends]: [number[], number[]] = [[], []];
  for (let first = -padding; first <= last && first < size; first += stride) {
    starts.push(first + dilation * Math.max(0, Math.ceil((-border - first) / dilation)));
    ends.push(Math.min(first + reach + 1, size + border));
  }
  return { size, starts, ends, step: dilation };
}

/** `count` windows that divide an axis evenly. They overlap if the size is not a multiple of `count`. */
export function adaptiveWindows(size: number, count: number): Windows {
  const starts = Array.from({ length: count }, (_, i) => Math.floor((i * size) / count));
  const ends = starts.map((_, i) => Math.ceil(((i + 1) * size) / count));
  return { size, starts, ends, step: 1 };
}

/** The matrix that takes the mean of each window; entries outside the axis count as zero. */
export function meanMatrix({ size, starts, ends, step }: Windows): SparseMatrix {
  const entries = starts.flatMap((start, i) => {
    const length = Math.ceil((ends[i] - start) / step);
    const members = Array.from({ length }, (_, k) => [i, start + k * step, 1 / length] as const);
    return members.filter(([, at]) => at >= 0 && at < size);
  });
  return sparseMatrix(starts.length, size, entries);
}

/**
 * The position in x of the largest entry of each window, for each line along an axis: the first of equal ones, or the last
 * NaN if there is one, as in PyTorch. A window is never empty.
 */
function largestInWindows(x: NDArray, axis: number, { size, starts, ends, step }: Windows): Int32Array {
  const data = flat(x);
  const inner = sizeOf(x.shape.slice(axis + 1));
  const outer = sizeOf(x.shape.slice(0, axis));
  const places = new Int32Array(outer * starts.length * inner);
  for (let block = 0, o = 0; block < outer; block++) {
    const origin = block * size * inner;
    for (let i = 0; i < starts.length; i++) {
      const [start, end] = [origin + starts[i] * inner, origin + ends[i] * inner];
      for (let j = 0; j < inner; j++, o++) places[o] = largest(data, start + j, end, step * inner);
    }
  }
  return places;
}

function largest(data: TypedArray, start: number, end: number, step: number): number {
  let found = start;
  for (let at = start, most = -Infinity; at < end; at += step) {
    const each = data[at];
    if (each > most || Number.isNaN(each)) {
      found = at;
      most = each;
    }
  }
  return found;
}

/** The shape of the result if each of these windows along the last axes becomes one entry. */
export function shapeOfBoxes(whole: Shape, boxes: readonly Windows[]): Shape {
  return [...whole.slice(0, whole.length - boxes.length), ...boxes.map(({ starts }) => starts.length)];
}

/**
 * The position in x of the largest entry of each box; boxes are windows along each of the last axes. The last axis goes
 * first, so that of equal entries the first in row-major order is found.
 */
export function largestInBoxes(x: NDArray, boxes: readonly Windows[]): Int32Array {
  const first = x.shape.length - boxes.length;
  let found = x;
  let places: Int32Array | undefined;
  for (let k = boxes.length - 1; k >= 0; k--) {
    const at = largestInWindows(found, first + k, boxes[k]);
    const shape = found.shape.map((n, axis) => (axis === first + k ? boxes[k].starts.length : n));
    found = {
      data: readBlocks(found, { data: at, shape: [at.length], dtype: 'int32' }, 1),
      shape,
      dtype: x.dtype,
    };
    const before = places;
    places = before ? at.map((i) => before[i]) : at;
  }
  return places!;
}
