import { checkCount, type DType, kindOf } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { optionsOf } from '../options.ts';
import { gunzip, UNPACK, type UnpackOptions } from './archive.ts';
import type { Column, NumberArray } from './column.ts';

/* The format of the MNIST files: http://yann.lecun.com/exdb/mnist/ */

interface Kind {
  readonly bytes: number;
  readonly array: new (size: number) => NumberArray;
  readonly read: (view: DataView, at: number) => number;
}

/** Element types by their code in the third byte; numbers are big-endian. */
const KINDS: Readonly<Record<number, Kind>> = {
  8: { bytes: 1, array: Uint8Array, read: (view, at) => view.getUint8(at) },
  9: { bytes: 1, array: Int8Array, read: (view, at) => view.getInt8(at) },
  11: { bytes: 2, array: Int16Array, read: (view, at) => view.getInt16(at) },
  12: { bytes: 4, array: Int32Array, read: (view, at) => view.getInt32(at) },
  13: { bytes: 4, array: Float32Array, read: (view, at) => view.getFloat32(at) },
  14: { bytes: 8, array: Float64Array, read: (view, at) => view.getFloat64(at) },
};

export interface IdxOptions extends UnpackOptions {
  /** The dtype of the batches. Default: float32. */
  dtype?: DType;
}

const bad = (where: string, expected: string, got: unknown) =>
  dataErrors.badData('fromIdx', where, expected, got);

/**
 * The numbers of an IDX file, gzipped or not, as a column for a Dataset: bytes stay bytes, and batches of them have the dtype.
 * Use int32 for labels.
 *
 * Throws a DataError if the header is not that of an IDX file, if there are too few or too many numbers, and if a gzipped file
 * is damaged or unpacks to more than `maxBytes`.
 *
 * @example
 * ```ts
 * import { Dataset, fromIdx } from '@chainrule/nn';
 * const labels = fromIdx(new Uint8Array([0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1]), { dtype: 'int32' });
 * labels.shape; // → [3]
 * new Dataset([labels]).take([0, 2])[0]; // → [7, 1]
 * fromIdx(new Uint8Array([0, 0, 8, 1, 0, 0, 0, 3, 7])); // → throws data: expected 3 bytes for [3], got 1
 * ```
 */
export function fromIdx(bytes: Uint8Array, options: IdxOptions = {}): Column {
  checkCount('fromIdx', 2, arguments);
  const { dtype = 'float32', maxBytes } = optionsOf('fromIdx', options, { ...UNPACK, dtype: 'any' });
  if (kindOf(bytes) !== 'Uint8Array') throw bad('bytes', 'a Uint8Array', bytes);
  const file = isGzipped(bytes) ? gunzip('fromIdx', bytes, { maxBytes }) : bytes;
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < 4 || view.getUint16(0) !== 0 || !KINDS[file[2]])
    throw bad('header', 'two zeros and a known type', [...file.subarray(0, 3)]);
  const { bytes: width, array, read } = KINDS[file[2]];
  const start = 4 + 4 * file[3];
  if (file.length < start) throw bad('header', `${start} bytes`, file.length);
  const shape = Array.from({ length: file[3] }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, n) => product * n, 1);
  if (file.length - start !== count * width)
    throw bad('data', `${count * width} bytes for [${shape.join(', ')}]`, file.length - start);
  // Bytes need no copy.
  if (array === Uint8Array) return { data: file.subarray(start), shape, dtype };
  const data = new array(count);
  for (let i = 0; i < count; i++) data[i] = read(view, start + i * width);
  return { data, shape, dtype };
}

const isGzipped = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;
