import { constant, type DType, fromTypedArray, type Nested, type TypedArray, Value } from '@chainrule/core';
import { errors } from '../errors.ts';

/** Numbers of any width, as files hold them. */
export type NumberArray = TypedArray | Int8Array | Uint8ClampedArray | Int16Array | Uint16Array | Uint32Array;

/** Numbers with a shape that stay as narrow as they are; a batch of them is of the dtype. */
export interface Column {
  readonly data: NumberArray;
  /** The first size counts the samples, the others are those of one. */
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** What a column of a dataset may be given as. */
export type ColumnLike = Value | Column | TypedArray | readonly Nested[];

const ARRAYS = { float64: Float64Array, float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** The column, its numbers not copied where they are in a Value or a typed array already. */
export function columnOf(name: string, given: ColumnLike): Column {
  const column = asColumn(given);
  if (column.shape.length === 0 || typeof column.data === 'number')
    throw errors.badData('Dataset', `column ${name}`, 'an axis of samples', 'a scalar');
  const size = column.shape.reduce((product, n) => product * n, 1);
  if (size !== column.data.length)
    throw errors.badData(
      'Dataset',
      `column ${name}`,
      `${size} numbers for [${column.shape.join(', ')}]`,
      column.data.length,
    );
  return column;
}

function asColumn(given: ColumnLike): Column {
  if (given instanceof Value) return given as Column;
  if (ArrayBuffer.isView(given)) return fromTypedArray(given as TypedArray) as Column;
  return Array.isArray(given) ? (constant(given) as Column) : (given as Column);
}

/** The samples at these places, one after the other along the first axis. */
export function takeFrom({ data, shape, dtype }: Column, places: ArrayLike<number>): Value {
  const sample = shape.slice(1);
  const size = sample.reduce((product, n) => product * n, 1);
  const taken = new ARRAYS[dtype](places.length * size);
  for (let k = 0; k < places.length; k++)
    taken.set(data.subarray(places[k] * size, (places[k] + 1) * size), k * size);
  return fromTypedArray(taken, { shape: [places.length, ...sample] });
}
