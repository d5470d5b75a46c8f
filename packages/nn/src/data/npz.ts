import {
  checkCount,
  DataError,
  type FillOptions,
  fromNpy,
  isBranch,
  kindOf,
  type Operand,
  toNpy,
  type Value,
} from '@chainrule/core';
import { zipSync } from 'fflate';
import { dataErrors } from '../errors/data.ts';
import { optionsOf } from '../options.ts';
import { UNPACK, type UnpackOptions, unzip } from './archive.ts';

/**
 * The arrays of an .npz file by name, as `numpy.savez` and `numpy.savez_compressed` write them.
 *
 * Throws a DataError if the archive or an array in it is damaged (lengths and CRC-32 are checked), and if it would unpack to
 * more than `maxBytes`.
 *
 * @example
 * ```ts
 * import { fromNpz, toNpz } from '@chainrule/nn';
 * const bytes = toNpz({ x: [[1, 2]], y: [3] });
 * fromNpz(bytes).x; // → [[1, 2]]
 * fromNpz(bytes.subarray(9)); // → throws fromNpz
 * fromNpz(bytes, { maxBytes: 200 }); // → throws at most 200 bytes
 * ```
 */
export function fromNpz(bytes: Uint8Array, options: FillOptions & UnpackOptions = {}): Record<string, Value> {
  checkCount('fromNpz', 2, arguments);
  const { maxBytes, ...made } = optionsOf('fromNpz', options, { ...UNPACK, name: 'string', dtype: 'any' });
  if (kindOf(bytes) !== 'Uint8Array') throw dataErrors.badData('fromNpz', 'bytes', 'a Uint8Array', bytes);
  const arrays = new Map<string, Value>();
  for (const [file, content] of unzip('fromNpz', bytes, { maxBytes })) {
    const name = file.replace(/\.npy$/, '');
    if (arrays.has(name))
      throw dataErrors.badData('fromNpz', 'archive', 'a unique name for each array', name);
    arrays.set(name, arrayOf(file, content, made));
  }
  return Object.fromEntries(arrays);
}

function arrayOf(file: string, content: Uint8Array, options: FillOptions): Value {
  try {
    return fromNpy(content, options);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw dataErrors.badData('fromNpz', file, 'a .npy file', error.message);
  }
}

/** A zip archive stores the byte length of a name in 16 bits. */
const LONGEST_NAME = 20_000;

/** The bytes of an .npz file with these arrays, compressed by default. */
export function toNpz(
  arrays: Readonly<Record<string, Operand>>,
  options: { compress?: boolean } = {},
): Uint8Array {
  checkCount('toNpz', 2, arguments);
  const { compress = true } = optionsOf('toNpz', options, { compress: 'boolean' });
  if (!isBranch(arrays)) throw dataErrors.badData('toNpz', 'arrays', 'an object of arrays by name', arrays);
  for (const name of Object.keys(arrays))
    if (name === '__proto__' || name.length > LONGEST_NAME || /\p{Surrogate}/u.test(name))
      throw dataErrors.badData(
        'toNpz',
        'names',
        `well-formed names of up to ${LONGEST_NAME} characters`,
        name,
      );
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, toNpy(array)] as const);
  return zipSync(Object.fromEntries(files), { level: compress ? 6 : 0 });
}
