import { dataErrors } from '../errors/data.ts';
import { CONSTRUCTORS, type DType, rounded, type TypedArray } from './dtype.ts';

/*
 * Typed arrays of any width and from any realm: an array from another window, from jsdom or from Node's vm is not an
 * instance of this program's classes.
 */

/** A Float16Array, which older compilers have no type for. */
export interface HalfArray {
  readonly [Symbol.toStringTag]: 'Float16Array';
  readonly length: number;
  readonly [index: number]: number;
}

/** Numbers as a typed array holds them. */
export type AnyTypedArray =
  | TypedArray
  | Int8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | HalfArray;

/** The dtype of a Value made from each kind. Bytes are whole numbers: for booleans, name the dtype. */
const DTYPES: Readonly<Record<string, DType>> = {
  Float64Array: 'float64',
  Float32Array: 'float32',
  Float16Array: 'float32',
  Int32Array: 'int32',
  Int16Array: 'int32',
  Int8Array: 'int32',
  Uint32Array: 'int32',
  Uint16Array: 'int32',
  Uint8Array: 'int32',
  Uint8ClampedArray: 'int32',
  BigInt64Array: 'int32',
  BigUint64Array: 'int32',
};

const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag)!
  .get!;

/** The name of a typed array's class, such as 'Uint8Array' for a Buffer too; undefined for anything else. */
export function kindOf(thing: unknown): string | undefined {
  return tagOf.call(thing);
}

/** The dtype that the numbers of a typed array have in a Value; undefined for anything but a typed array. */
export function dtypeOf(thing: unknown): DType | undefined {
  return DTYPES[kindOf(thing) ?? ''];
}

/** Throws if the memory of the array was transferred, for example by postMessage: such an array looks empty. */
export function checkAttached(operation: string, array: AnyTypedArray): void {
  if (array.length > 0) return;
  try {
    new Uint8Array((array as TypedArray).buffer);
  } catch {
    throw dataErrors.detached(operation, kindOf(array)!);
  }
}

/** The array itself if a Value of this dtype can hold it, or a view of the same memory in this realm. */
export function heldAs(dtype: DType, array: AnyTypedArray): TypedArray | undefined {
  const Held = CONSTRUCTORS[dtype];
  if (kindOf(array) !== Held.name) return undefined;
  const { buffer, byteOffset, length } = array as TypedArray;
  return array instanceof Held ? array : new Held(buffer as ArrayBuffer, byteOffset, length);
}

/**
 * A number as a cell of this dtype keeps it: floats are rounded, and int32 drops a fraction. Throws if more would be lost:
 * any change of a `whole` number, and numbers beyond int32.
 */
export function kept(
  operation: string,
  x: number | bigint,
  dtype: DType,
  whole: boolean,
  path: readonly number[],
): number {
  const n = Number(x);
  const cell = rounded(n, dtype);
  const lost = whole ? x < cell || x > cell : dtype === 'int32' && cell !== Math.trunc(n);
  if (lost && dtype !== 'bool') throw dataErrors.notHeld(operation, x, dtype, path);
  return cell;
}

/** Writes the numbers of a typed array, the row at `path`, from an offset on. */
export function write(
  operation: string,
  { data, dtype }: { readonly data: TypedArray; readonly dtype: DType },
  array: AnyTypedArray,
  offset: number,
  path: readonly number[],
): void {
  const held = dtype === 'bool' ? undefined : heldAs(dtype, array);
  if (held) data.set(held, offset);
  const whole = dtypeOf(array) === 'int32';
  for (let i = 0; !held && i < array.length; i++)
    data[offset + i] = kept(operation, array[i], dtype, whole, [...path, i]);
}
