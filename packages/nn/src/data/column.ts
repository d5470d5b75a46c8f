import {
  type AnyTypedArray,
  constant,
  type DType,
  fromTypedArray,
  kindOf,
  type Nested,
  operand,
  type TypedArray,
  Value,
} from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';

/** Numbers of any width, as files hold them. */
export type NumberArray = TypedArray | Int8Array | Uint8ClampedArray | Int16Array | Uint16Array | Uint32Array;

/** Numbers with a shape, kept in their narrow type; batches have the dtype. */
export interface Column {
  readonly data: NumberArray;
  /** The number of samples, then the shape of one. */
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** What a column of a dataset may be. */
export type ColumnLike = Value | Column | AnyTypedArray | readonly Nested[];

const ARRAYS = { float64: Float64Array, float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** Array types that every numeric dtype holds without loss; they are copied only into batches. */
const NARROW = ['Uint8Array', 'Uint8ClampedArray', 'Int8Array', 'Int16Array', 'Uint16Array'];

/** The column; numbers in a Value or a typed array are not copied. */
export function columnOf(name: string, given: ColumnLike): Column {
  const column = asColumn(name, given);
  if (column.shape.length === 0 || typeof column.data === 'number')
    throw dataErrors.badData('Dataset', `column ${name}`, 'an axis of samples', 'a scalar');
  const size = column.shape.reduce((product, n) => product * n, 1);
  if (size !== column.data.length)
    throw dataErrors.badData(
      'Dataset',
      `column ${name}`,
      `${size} numbers for [${column.shape.join(', ')}]`,
      column.data.length,
    );
  return column;
}

function asColumn(name: string, given: ColumnLike): Column {
  if (given instanceof Value) return given as Column;
  if (kindOf(given) !== undefined) return ofTypedArray(name, given as NumberArray);
  if (Array.isArray(given)) return operand(`Dataset, column ${name}`, given) as Column;
  const { data, shape, dtype } = (given ?? {}) as Partial<Column>;
  if (kindOf(data) === undefined || !Array.isArray(shape) || !Object.hasOwn(ARRAYS, dtype ?? ''))
    throw dataErrors.badData(
      'Dataset',
      `column ${name}`,
      'a Value, a typed or nested array, or { data, shape, dtype }, with the samples along its first axis',
      given,
    );
  return { data: holding(data!, dtype!), shape, dtype: dtype! };
}

function ofTypedArray(name: string, given: NumberArray): Column {
  const kind = kindOf(given)!;
  if (NARROW.includes(kind)) return { data: given, shape: [given.length], dtype: 'int32' };
  const isHeld = Object.values(ARRAYS).some((held) => held.name === kind);
  return (isHeld ? fromTypedArray(given as TypedArray) : operand(`Dataset, column ${name}`, given)) as Column;
}

/** The numbers in an array that can be copied into a batch of the dtype as they are. */
function holding(data: NumberArray, dtype: DType): NumberArray {
  if (dtype !== 'bool' && NARROW.includes(kindOf(data)!)) return data;
  if (dtype !== 'bool' && kindOf(data) === ARRAYS[dtype].name)
    return fromTypedArray(data as TypedArray).data as TypedArray;
  return constant(data, { dtype }).data as TypedArray;
}

/** The samples at these indices, along the first axis. */
export function takeFrom({ data, shape, dtype }: Column, places: ArrayLike<number>): Value {
  const sample = shape.slice(1);
  const size = sample.reduce((product, n) => product * n, 1);
  const taken = new ARRAYS[dtype](places.length * size);
  for (let k = 0; k < places.length; k++)
    taken.set(data.subarray(places[k] * size, (places[k] + 1) * size), k * size);
  return fromTypedArray(taken, { shape: [places.length, ...sample], dtype });
}
