import { allocate, type DType, type TypedArray } from './dtype.ts';
import { readStrided } from './move.ts';
import { doubles, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { type Shape, sizeOf, stridesOf } from './shape.ts';

/**
 * How a convolution connects its three arrays along each spatial axis: output o and tap k of the kernel meet at entry
 * o·stride + k·dilation of x. x is already padded.
 *
 *   x [batch, groups·C, …size]     w [groups·O, C, …kernel]     y [batch, groups·O, …out]
 */
export interface Convolution {
  readonly size: Shape;
  readonly kernel: Shape;
  readonly out: Shape;
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
}

/*
 * One sum, Σ x w y over all entries that meet, gives three products: y from x and w, w from x and y, x from w and y. All
 * three run in the kernel `addProduct`, which reads through two tables of offsets: output o and tap k meet at starts[o] +
 * taps[k]. The inner loop depends neither on the number of spatial axes nor on strides. A block is one group of one sample.
 */

/** y: the weighted sum of the entries of x that each output sees. */
export function convolve(x: NDArray, w: NDArray, shape: Shape, dtype: DType, how: Convolution): TypedArray {
  const { inside, starts, taps, rows, depth, positions } = plan(how, w.shape);
  const out = allocate(dtype, sizeOf(shape));
  const blocks = { numbers: doubles(x), count: shape[0] * how.groups, size: inside };
  const weights = { numbers: doubles(w), count: how.groups, rows, columns: depth };
  addUp(out, blocks.count, weights, blocks, { table: starts, count: positions }, taps);
  return out;
}

/** w: the products of each tap's entries with the outputs, summed over the batch. */
export function correlate(x: NDArray, y: NDArray, shape: Shape, dtype: DType, how: Convolution): TypedArray {
  const { inside, starts, taps, rows, depth, positions } = plan(how, shape);
  const out = allocate(dtype, sizeOf(shape));
  const blocks = { numbers: doubles(x), count: x.shape[0] * how.groups, size: inside };
  const outputs = { numbers: doubles(y), count: blocks.count, rows, columns: positions };
  addUp(out, how.groups, outputs, blocks, { table: taps, count: depth }, starts);
  return out;
}

/** Consecutive parts of equal size. */
interface Blocks {
  readonly numbers: Float64Array;
  readonly count: number;
  readonly size: number;
}

/** Consecutive matrices of equal size. */
interface Matrices {
  readonly numbers: Float64Array;
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
}

/** Places in a block: the first `count` of a table. */
interface Places {
  readonly table: Int32Array;
  readonly count: number;
}

/**
 * out[m, i, q] = Σ_r a[·, i, r] · x[block, outer[q] + inner[r]], for m < results, over all blocks equal to m modulo
 * `results`. Each block takes the matrix of a whose index is the block's modulo their count.
 */
function addUp(
  out: TypedArray,
  results: number,
  a: Matrices,
  x: Blocks,
  { table: outer, count: columns }: Places,
  inner: Int32Array,
): void {
  const width = outer.length;
  const sums = new Float64Array(fours(a.rows) * width);
  for (let m = 0; m < results; m++) {
    sums.fill(0);
    for (let block = m; block < x.count; block += results)
      addProduct(sums, a, block % a.count, x.numbers.subarray(block * x.size), outer, inner);
    for (let i = 0; i < a.rows; i++)
      out.set(sums.subarray(i * width, i * width + columns), (m * a.rows + i) * columns);
  }
}

/** How many outputs are spread at a time, so that the result stays in the cache: a multiple of four. */
const SPAN = 32;

/** x: adds each output, weighted, to the entries that it sees. */
export function spread(y: NDArray, w: NDArray, shape: Shape, dtype: DType, how: Convolution): TypedArray {
  const { inside, starts, taps, rows, depth, positions } = plan(how, w.shape);
  const [outputs, out] = [doubles(y), allocate(dtype, sizeOf(shape))];
  const byTap = readStrided(w, [how.groups, depth, rows], [rows * depth, 1, depth]);
  const weights = {
    numbers: doubles({ ...w, data: byTap }),
    count: how.groups,
    rows: depth,
    columns: rows,
  };
  const [across, down] = [table([positions], [1]), table([rows], [positions])];
  const sums = new Float64Array(fours(depth) * SPAN);
  const target = new Float64Array(inside);
  for (let block = 0; block < shape[0] * how.groups; block++) {
    const part = outputs.subarray(block * rows * positions);
    target.fill(0);
    for (let from = 0; from < positions; from += SPAN) {
      const span = across.subarray(from, from + SPAN);
      sums.fill(0);
      addProduct(sums, weights, block % how.groups, part, span, down);
      scatter(
        sums,
        { table: taps, count: depth },
        starts.subarray(from, Math.min(from + SPAN, positions)),
        target,
      );
    }
    out.set(target, block * inside);
  }
  return out;
}

/** out[taps[k] + starts[o]] += sums[k, o]. */
function scatter(sums: Float64Array, taps: Places, starts: Int32Array, out: Float64Array): void {
  const width = fours(starts.length);
  for (let k = 0, row = 0; k < taps.count; k++, row += width) {
    const tap = taps.table[k];
    for (let o = 0; o < starts.length; o++) out[tap + starts[o]] += sums[row + o];
  }
}

/**
 * sums[i, q] += Σ_r a[m, i, r] · b[outer[q] + inner[r]], four rows by four columns at a time so that the sixteen sums
 * stay in registers. `outer` has a multiple of four entries, and `sums` as many columns and a multiple of four rows.
 */
function addProduct(
  sums: Float64Array,
  { numbers: a, rows, columns: depth }: Matrices,
  m: number,
  b: Float64Array,
  outer: Int32Array,
  inner: Int32Array,
): void {
  const offset = m * rows * depth;
  const width = outer.length;
  for (let q = 0; q < width; q += 4) {
    const q0 = outer[q],
      q1 = outer[q + 1],
      q2 = outer[q + 2],
      q3 = outer[q + 3];
    for (let i = 0; i < rows; i += 4) {
      // Rows beyond the last are computed from the last one, and not used.
      const p0 = offset + i * depth;
      const p1 = i + 1 < rows ? p0 + depth : p0;
      const p2 = i + 2 < rows ? p1 + depth : p0;
      const p3 = i + 3 < rows ? p2 + depth : p0;
      let y00 = 0,
        y01 = 0,
        y02 = 0,
        y03 = 0;
      let y10 = 0,
        y11 = 0,
        y12 = 0,
        y13 = 0;
      let y20 = 0,
        y21 = 0,
        y22 = 0,
        y23 = 0;
      let y30 = 0,
        y31 = 0,
        y32 = 0,
        y33 = 0;
      for (let r = 0; r < depth; r++) {
        const at = inner[r];
        const b0 = b[q0 + at],
          b1 = b[q1 + at],
          b2 = b[q2 + at],
          b3 = b[q3 + at];
        let x = a[p0 + r];
        y00 += x * b0;
        y01 += x * b1;
        y02 += x * b2;
        y03 += x * b3;
        x = a[p1 + r];
        y10 += x * b0;
        y11 += x * b1;
        y12 += x * b2;
        y13 += x * b3;
        x = a[p2 + r];
        y20 += x * b0;
        y21 += x * b1;
        y22 += x * b2;
        y23 += x * b3;
        x = a[p3 + r];
        y30 += x * b0;
        y31 += x * b1;
        y32 += x * b2;
        y33 += x * b3;
      }
      let o = i * width + q;
      sums[o] += y00;
      sums[o + 1] += y01;
      sums[o + 2] += y02;
      sums[o + 3] += y03;
      o += width;
      sums[o] += y10;
      sums[o + 1] += y11;
      sums[o + 2] += y12;
      sums[o + 3] += y13;
      o += width;
      sums[o] += y20;
      sums[o + 1] += y21;
      sums[o + 2] += y22;
      sums[o + 3] += y23;
      o += width;
      sums[o] += y30;
      sums[o + 1] += y31;
      sums[o + 2] += y32;
      sums[o + 3] += y33;
    }
  }
}

const fours = (n: number) => Math.ceil(n / 4) * 4;

/** The offsets of a lattice of points in row-major order, filled up with zeros to a multiple of four. */
function table(shape: Shape, steps: readonly number[]): Int32Array {
  const offsets = new Int32Array(Math.ceil(sizeOf(shape) / 4) * 4);
  forEachRow(shape, [stridesOf(shape), steps], ([o, p], [, step], length) => {
    for (let i = 0; i < length; i++) offsets[o + i] = p + i * step;
  });
  return offsets;
}

function plan({ size, kernel, out, stride, dilation, groups }: Convolution, weights: Shape) {
  const channels = weights[1];
  const [plane, ...along] = stridesOf([channels, ...size]);
  const spaced = (steps: readonly number[]) => steps.map((step, k) => step * along[k]);
  return {
    /** How many numbers of x a block holds. */
    inside: channels * plane,
    starts: table(out, spaced(stride)),
    taps: table([channels, ...kernel], [plane, ...spaced(dilation)]),
    rows: weights[0] / groups,
    depth: channels * sizeOf(kernel),
    positions: sizeOf(out),
  };
}
