import { allocate, type DType, type TypedArray } from './dtype.ts';
import { flat, type NDArray } from './ndarray.ts';
import { forEachRow } from './rows.ts';
import { broadcastStrides, type Shape, sizeOf, stridesOf } from './shape.ts';

export type NumberFunction = (...xs: number[]) => number;

/** Lifts a function of numbers to arrays: the inputs are broadcast to `shape`, and f is called once per entry. */
export function map(f: NumberFunction, inputs: readonly NDArray[], shape: Shape, dtype: DType): TypedArray {
  return mapRows([row0, row1, row2, row3][inputs.length](f), inputs, shape, dtype);
}

/** The same with a separate loop over a row. */
export function mapRows(row: Row, inputs: readonly NDArray[], shape: Shape, dtype: DType): TypedArray {
  const out = allocate(dtype, sizeOf(shape));
  const arrays = inputs.map(flat);
  const strides = [stridesOf(shape), ...inputs.map((x) => broadcastStrides(x.shape, shape))];
  forEachRow(shape, strides, (offsets, steps, length) => row(out, arrays, offsets, steps, length));
  return out;
}

export type Row = (
  out: TypedArray,
  arrays: readonly TypedArray[],
  offsets: readonly number[],
  steps: readonly number[],
  length: number,
) => void;

type Lift = (f: NumberFunction) => Row;

const row0: Lift =
  (f) =>
  (out, _, [o], __, length) => {
    for (let i = 0; i < length; i++) out[o + i] = f();
  };

const row1: Lift =
  (f) =>
  (out, [a], [o, ao], [, as], length) => {
    for (let i = 0, p = ao; i < length; i++, p += as) out[o + i] = f(a[p]);
  };

const row2: Lift =
  (f) =>
  (out, [a, b], [o, ao, bo], [, as, bs], length) => {
    for (let i = 0, p = ao, q = bo; i < length; i++, p += as, q += bs) out[o + i] = f(a[p], b[q]);
  };

const row3: Lift =
  (f) =>
  (out, [a, b, c], [o, ao, bo, co], [, as, bs, cs], length) => {
    for (let i = 0, p = ao, q = bo, r = co; i < length; i++, p += as, q += bs, r += cs) {
      out[o + i] = f(a[p], b[q], c[r]);
    }
  };
