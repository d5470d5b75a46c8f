import { errors, MOST_AXES } from '../errors.ts';
import { allocate, type Data, type DType, dtypeOf, rounded, type TypedArray } from './dtype.ts';
import { SCALAR, type Shape, sizeOf } from './shape.ts';

/** Numbers with a shape: what the kernels read. A Value is one, and so is anything with these three fields. */
export interface NDArray {
  readonly data: Data;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Numbers as people write them: a number, a boolean, a typed array, or arrays of these nested evenly. */
export type Nested = number | boolean | TypedArray | readonly Nested[];

/** The numbers in row-major order, a scalar's being one. */
export function flat(x: NDArray): TypedArray {
  return typeof x.data === 'number' ? allocate(x.dtype, 1).fill(x.data) : x.data;
}

/** The numbers in double precision, so that a kernel's inner loop meets one kind of array only. Not to be written to. */
export function doubles(x: NDArray): Float64Array {
  const data = flat(x);
  return data instanceof Float64Array ? data : new Float64Array(data);
}

/** The same numbers as another dtype, rounded to it; the array itself where it has that dtype already. */
export function cast(x: NDArray, dtype: DType): NDArray {
  if (x.dtype === dtype) return x;
  if (typeof x.data === 'number') return { ...x, data: rounded(x.data, dtype), dtype };
  const data = allocate(dtype, x.data.length);
  for (let i = 0; i < data.length; i++) data[i] = rounded(x.data[i], dtype);
  return { data, shape: x.shape, dtype };
}

/** Copies `nested` into an array. Ragged or non-numeric data is an error that says where. */
export function fromNested(operation: string, nested: Nested, dtype?: DType): NDArray {
  if (typeof nested === 'number') return { data: nested, shape: SCALAR, dtype: dtype ?? 'float64' };
  const shape: number[] = [];
  let first: unknown = nested;
  while (Array.isArray(first)) {
    if (shape.length === MOST_AXES) throw errors.tooDeep(operation);
    shape.push(first.length);
    first = first[0];
  }
  const inner = dtypeOf(first);
  if (inner) shape.push((first as TypedArray).length);
  const booleans = !dtype && typeof first === 'boolean';
  const kind = dtype ?? inner ?? (booleans ? 'bool' : 'float64');
  const data = allocate(kind, sizeOf(shape));
  fill({ operation, shape, kind, booleans, data }, nested, [], 0);
  return { data: shape.length === 0 ? data[0] : data, shape, dtype: kind };
}

interface Filling {
  readonly operation: string;
  readonly shape: Shape;
  readonly kind: DType;
  /** Whether the first entry is a boolean and no dtype was named: all must be booleans then. */
  readonly booleans: boolean;
  readonly data: TypedArray;
}

/** Writes what is nested at `path` from `offset` on, and returns where the next begins. */
function fill(into: Filling, nested: unknown, path: number[], offset: number): number {
  const { operation, shape, kind, booleans, data } = into;
  const length = shape[path.length];
  if (length === undefined) {
    if (Array.isArray(nested)) throw errors.ragged(operation, path, 'a number', nested);
    if (typeof nested !== 'number' && typeof nested !== 'boolean')
      throw errors.notANumber(operation, nested, path);
    if (booleans && typeof nested === 'number') throw errors.ragged(operation, path, 'a boolean', nested);
    data[offset] = rounded(Number(nested), kind);
    return offset + 1;
  }
  const typed = dtypeOf(nested) !== undefined;
  if (!Array.isArray(nested) && !typed && typeof nested !== 'number')
    throw errors.notANumber(operation, nested, path);
  const row = nested as ArrayLike<unknown>;
  if (row.length !== length) throw errors.ragged(operation, path, `an array of length ${length}`, nested);
  if (typed && kind !== 'bool' && path.length === shape.length - 1) {
    data.set(nested as TypedArray, offset);
    return offset + length;
  }
  let next = offset;
  path.push(0);
  for (let i = 0; i < length; i++) {
    path[path.length - 1] = i;
    next = fill(into, row[i], path, next);
  }
  path.pop();
  return next;
}

/** The numbers as nested arrays, a scalar's as a number, booleans as booleans. */
export function toNested(x: NDArray): Nested {
  const cell = (n: number): Nested => (x.dtype === 'bool' ? n !== 0 : n);
  const data = flat(x);
  const build = (axis: number, offset: number, size: number): Nested => {
    if (axis === x.shape.length) return cell(data[offset]);
    const step = size / x.shape[axis];
    return Array.from({ length: x.shape[axis] }, (_, i) => build(axis + 1, offset + i * step, step));
  };
  return build(0, 0, data.length);
}
