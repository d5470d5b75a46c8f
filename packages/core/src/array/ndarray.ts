import { dataErrors } from '../errors/data.ts';
import { MOST_AXES } from '../errors/text.ts';
import { allocate, type Data, type DType, isFloat, rounded, type TypedArray } from './dtype.ts';
import { SCALAR, type Shape, sizeOf } from './shape.ts';
import { type AnyTypedArray, checkAttached, dtypeOf, kept, write } from './typed-array.ts';

/** Numbers with a shape: what the kernels read. A Value is one, and so is anything with these three fields. */
export interface NDArray {
  readonly data: Data;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Numbers as people write them: a number, a boolean, a typed array of any width, or arrays of these nested evenly. */
export type Nested = number | bigint | boolean | AnyTypedArray | readonly Nested[];

/** The numbers in row-major order; a scalar has one. */
export function flat(x: NDArray): TypedArray {
  return typeof x.data === 'number' ? allocate(x.dtype, 1).fill(x.data) : x.data;
}

/** The numbers in double precision, so that a kernel's inner loop sees only one kind of array. Do not write to them. */
export function doubles(x: NDArray): Float64Array {
  const data = flat(x);
  return data instanceof Float64Array ? data : new Float64Array(data);
}

/** The same numbers as another dtype, rounded to it; the array itself if it already has that dtype. */
export function cast(x: NDArray, dtype: DType): NDArray {
  if (x.dtype === dtype) return x;
  if (typeof x.data === 'number') return { ...x, data: rounded(x.data, dtype), dtype };
  const data = allocate(dtype, x.data.length);
  for (let i = 0; i < data.length; i++) data[i] = rounded(x.data[i], dtype);
  return { data, shape: x.shape, dtype };
}

/** Copies `nested` into an array. Ragged or non-numeric data is an error that says where. */
export function fromNested(operation: string, nested: Nested, dtype?: DType): NDArray {
  if (typeof nested === 'number') {
    const data = dtype ? kept(operation, nested, dtype, false, []) : nested;
    return { data, shape: SCALAR, dtype: dtype ?? 'float64' };
  }
  const shape: number[] = [];
  let first: unknown = nested;
  while (Array.isArray(first)) {
    if (shape.length === MOST_AXES) throw dataErrors.tooDeep(operation);
    shape.push(first.length);
    first = first[0];
  }
  if (dtypeOf(first)) {
    checkAttached(operation, first as AnyTypedArray);
    shape.push((first as AnyTypedArray).length);
  }
  const made = dtype ?? leafDType(first) ?? 'float64';
  const data = allocate(made, sizeOf(shape));
  fill({ operation, shape, dtype: made, named: dtype !== undefined, data }, nested, [], 0);
  return { data: shape.length === 0 ? data[0] : data, shape, dtype: made };
}

/** The dtype of a number, a boolean or a typed array if none is named. */
function leafDType(leaf: unknown): DType | undefined {
  if (typeof leaf === 'number') return 'float64';
  if (typeof leaf === 'bigint') return 'int32';
  return typeof leaf === 'boolean' ? 'bool' : dtypeOf(leaf);
}

interface Filling {
  readonly operation: string;
  readonly shape: Shape;
  readonly dtype: DType;
  /** Whether the caller named the dtype. Otherwise it is that of the first entry, and the others must have it, too. */
  readonly named: boolean;
  readonly data: TypedArray;
}

/** Writes the data nested at `path` from `offset` on, and returns the next offset. */
function fill(into: Filling, nested: unknown, path: number[], offset: number): number {
  const { operation, shape, data } = into;
  const length = shape[path.length];
  if (length === undefined) {
    if (Array.isArray(nested)) throw dataErrors.ragged(operation, path, 'a number', nested);
    if (typeof nested !== 'number' && typeof nested !== 'boolean' && typeof nested !== 'bigint')
      throw dataErrors.notANumber(operation, nested, path);
    checkLeaf(into, nested, path);
    const x = typeof nested === 'boolean' ? Number(nested) : nested;
    data[offset] = kept(operation, x, into.dtype, typeof x === 'bigint', path);
    return offset + 1;
  }
  const typed = dtypeOf(nested) !== undefined;
  if (!Array.isArray(nested) && !typed && typeof nested !== 'number')
    throw dataErrors.notANumber(operation, nested, path);
  const row = nested as ArrayLike<unknown>;
  if (row.length !== length) throw dataErrors.ragged(operation, path, `an array of length ${length}`, nested);
  if (typed && path.length === shape.length - 1) {
    checkLeaf(into, nested, path);
    write(operation, into, nested as AnyTypedArray, offset, path);
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

/**
 * Throws if the dtype of a leaf differs from that of the first, unless floats hold it: plain numbers, and float32 in
 * float64.
 */
function checkLeaf({ operation, dtype, named }: Filling, leaf: unknown, path: readonly number[]): void {
  const own = leafDType(leaf);
  if (named || own === dtype || (isFloat(dtype) && (typeof leaf === 'number' || own === 'float32'))) return;
  const expected = {
    bool: 'a boolean',
    int32: 'whole numbers of a typed array',
    float32: 'float32',
    float64: 'a number',
  };
  throw dataErrors.ragged(operation, path, expected[dtype], leaf);
}

/** The numbers as nested arrays; a scalar as a number, booleans as booleans. */
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
