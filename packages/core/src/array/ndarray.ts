import { errors } from '../errors.ts';
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
    shape.push(first.length);
    first = first[0];
  }
  const inner = dtypeOf(first);
  if (inner) shape.push((first as TypedArray).length);
  const kind = dtype ?? inner ?? (typeof first === 'boolean' ? 'bool' : 'float64');
  const data = allocate(kind, sizeOf(shape));
  fill(operation, kind, nested, shape, [], data, 0);
  return { data: shape.length === 0 ? data[0] : data, shape, dtype: kind };
}

function fill(
  operation: string,
  kind: DType,
  nested: unknown,
  shape: Shape,
  path: readonly number[],
  data: TypedArray,
  offset: number,
): number {
  const depth = path.length;
  if (depth === shape.length) {
    if (Array.isArray(nested)) throw errors.ragged(operation, path, 'a number', nested);
    if (typeof nested !== 'number' && typeof nested !== 'boolean')
      throw errors.notANumber(operation, nested, path);
    data[offset] = Number(kind === 'bool' ? nested !== 0 && nested !== false : nested);
    return offset + 1;
  }
  if (!Array.isArray(nested) && !dtypeOf(nested)) {
    if (typeof nested !== 'number') throw errors.notANumber(operation, nested, path);
    throw errors.ragged(operation, path, `an array of length ${shape[depth]}`, nested);
  }
  const row = nested as ArrayLike<unknown>;
  if (row.length !== shape[depth]) {
    throw errors.ragged(operation, path, `an array of length ${shape[depth]}`, nested);
  }
  let next = offset;
  for (let i = 0; i < row.length; i++) next = fill(operation, kind, row[i], shape, [...path, i], data, next);
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
