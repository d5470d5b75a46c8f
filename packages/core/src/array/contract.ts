import { allocate, type DType, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { broadcastStrides, type Shape, sizeOf, stridesOf } from './shape.ts';

/** The side of a tile of the result: 4 × 4 sums are kept in registers, and each number read is used four times. */
const TILE = 4;

/** How many rows of the left matrix are packed at a time: few enough to stay in the second-level cache. */
const BLOCK = 96;

/**
 * Matrix product of the last two axes, `[…, m, k] × […, k, n] → […, m, n]`; the axes before them are broadcast.
 *
 * Each entry is the sum over k in order, kept in double precision and rounded once. Integers wrap around, and their sum is
 * exact. Both matrices are first copied into panels of doubles, in the order in which the innermost loop reads them, so that
 * it sees only one kind of array. That costs m k + k n moves for m k n products; a product with fewer rows or columns than a
 * tile is computed without the copy.
 */
export function matrixProduct(a: NDArray, b: NDArray, shape: Shape, dtype: DType): TypedArray {
  const [m, n] = shape.slice(-2);
  const k = a.shape[a.shape.length - 1];
  const out = allocate(dtype, sizeOf(shape));
  const left = flat(a);
  const right = flat(b);
  const batch = shape.slice(0, -2);
  const matrices = (x: Shape, size: number) => broadcastStrides(x.slice(0, -2), batch).map((s) => s * size);
  const strides = [
    stridesOf(batch).map((s) => s * m * n),
    matrices(a.shape, m * k),
    matrices(b.shape, k * n),
  ];
  const multiply = (dtype === 'int32' ? integers : m < TILE || n < TILE ? thin : tiled)(m, k, n);
  forEachRow(batch, strides, ([o, p, q], [os, ps, qs], length) => {
    for (let i = 0; i < length; i++) multiply(left, p + i * ps, right, q + i * qs, out, o + i * os);
  });
  return out;
}

/** Writes the product of the matrices that begin at p in a and at q in b to position o of out. */
type Multiply = (a: TypedArray, p: number, b: TypedArray, q: number, out: TypedArray, o: number) => void;

/** Integers wrap around at every step, since a double may not hold a sum of their products. */
function integers(m: number, k: number, n: number): Multiply {
  return (a, p, b, q, out, o) => {
    for (let r = 0; r < m; r++) {
      for (let s = 0; s < k; s++) {
        const factor = a[p + r * k + s];
        for (let j = 0; j < n; j++) out[o + r * n + j] += Math.imul(factor, b[q + s * n + j]);
      }
    }
  };
}

/** For vectors and other thin matrices: one row of the result at a time, or one entry if a row is shorter than a tile. */
function thin(m: number, k: number, n: number): Multiply {
  const row = new Float64Array(n);
  return (a, p, b, q, out, o) => {
    for (let r = 0; r < m; r++) {
      if (n < TILE) rowByEntries(row, a, p + r * k, b, q, k);
      else rowByRows(row, a, p + r * k, b, q, k);
      out.set(row, o + r * n);
    }
  };
}

function rowByEntries(row: Float64Array, a: TypedArray, p: number, b: TypedArray, q: number, k: number) {
  const n = row.length;
  for (let j = 0; j < n; j++) {
    let total = 0;
    for (let s = 0, at = q + j; s < k; s++, at += n) total += a[p + s] * b[at];
    row[j] = total;
  }
}

function rowByRows(row: Float64Array, a: TypedArray, p: number, b: TypedArray, q: number, k: number) {
  const n = row.length;
  row.fill(0);
  for (let s = 0, start = q; s < k; s++, start += n) {
    const factor = a[p + s];
    for (let j = 0; j < n; j++) row[j] += factor * b[start + j];
  }
}

const wholeTiles = (n: number) => Math.ceil(n / TILE) * TILE;

/*
 *                    k                 4          A block of rows of A, packed four by four; all of B, packed four
 *             ┌─────────────┐       ┌─┬─┬─┐       columns at a time. A tile of the result is one panel of A times one
 *   BLOCK {   ├─────────────┤ 4  ×  │ │ │ │ k     panel of B, over the whole of k, so that its sums never leave the
 *             └─────────────┘       └─┴─┴─┘       registers.
 */
function tiled(m: number, k: number, n: number): Multiply {
  const rowsAtOnce = Math.min(BLOCK, wholeTiles(m));
  const rowPanels = new Float64Array(rowsAtOnce * k);
  const columnPanels = new Float64Array(wholeTiles(n) * k);
  const tile = new Float64Array(TILE * TILE);
  return (a, p, b, q, out, o) => {
    pack(columnPanels, b, q, 1, n, n, k);
    for (let top = 0; top < m; top += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, m - top);
      pack(rowPanels, a, p + top * k, k, 1, rows, k);
      for (let j = 0; j < n; j += TILE) {
        for (let i = 0; i < rows; i += TILE) {
          multiplyPanels(tile, rowPanels, i * k, columnPanels, j * k, k);
          const at = o + (top + i) * n + j;
          writeTile(out, at, n, tile, Math.min(TILE, rows - i), Math.min(TILE, n - j));
        }
      }
    }
  };
}

/**
 * Copies lines of length k into panels of four lines, with their first entries first. The last panel is filled up with
 * zeros.
 */
function pack(
  panels: Float64Array,
  from: TypedArray,
  start: number,
  lineStep: number,
  entryStep: number,
  lines: number,
  k: number,
): void {
  for (let line = 0; line < wholeTiles(lines); line++) {
    let to = (line - (line % TILE)) * k + (line % TILE);
    let at = start + line * lineStep;
    for (let s = 0; s < k; s++, to += TILE, at += entryStep) panels[to] = line < lines ? from[at] : 0;
  }
}

/** Sixteen sums written out, since only variables stay in registers. */
function multiplyPanels(
  tile: Float64Array,
  a: Float64Array,
  p: number,
  b: Float64Array,
  q: number,
  k: number,
): void {
  let y00 = 0;
  let y01 = 0;
  let y02 = 0;
  let y03 = 0;
  let y10 = 0;
  let y11 = 0;
  let y12 = 0;
  let y13 = 0;
  let y20 = 0;
  let y21 = 0;
  let y22 = 0;
  let y23 = 0;
  let y30 = 0;
  let y31 = 0;
  let y32 = 0;
  let y33 = 0;
  for (const end = p + TILE * k; p < end; p += TILE, q += TILE) {
    const b0 = b[q];
    const b1 = b[q + 1];
    const b2 = b[q + 2];
    const b3 = b[q + 3];
    let x = a[p];
    y00 += x * b0;
    y01 += x * b1;
    y02 += x * b2;
    y03 += x * b3;
    x = a[p + 1];
    y10 += x * b0;
    y11 += x * b1;
    y12 += x * b2;
    y13 += x * b3;
    x = a[p + 2];
    y20 += x * b0;
    y21 += x * b1;
    y22 += x * b2;
    y23 += x * b3;
    x = a[p + 3];
    y30 += x * b0;
    y31 += x * b1;
    y32 += x * b2;
    y33 += x * b3;
  }
  tile[0] = y00;
  tile[1] = y01;
  tile[2] = y02;
  tile[3] = y03;
  tile[4] = y10;
  tile[5] = y11;
  tile[6] = y12;
  tile[7] = y13;
  tile[8] = y20;
  tile[9] = y21;
  tile[10] = y22;
  tile[11] = y23;
  tile[12] = y30;
  tile[13] = y31;
  tile[14] = y32;
  tile[15] = y33;
}

/** Writes the part of a tile that lies within the result; storing rounds to its dtype. */
function writeTile(
  out: TypedArray,
  at: number,
  n: number,
  tile: Float64Array,
  rows: number,
  columns: number,
): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[at + r * n + c] = tile[TILE * r + c];
  }
}
