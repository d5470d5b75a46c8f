import { DataError, type FillOptions, fromNpy, type Operand, toNpy, type Value } from '@chainrule/core';
import { type Unzipped, unzipSync, zipSync } from 'fflate';
import { errors } from '../errors.ts';
import { optionsOf } from '../options.ts';

/**
 * The arrays of an .npz file by name, as `numpy.savez` and `numpy.savez_compressed` write them.
 *
 * Throws a DataError where the archive or an array in it is not whole.
 *
 * @example
 * ```ts
 * import { fromNpz, toNpz } from '@chainrule/nn';
 * const bytes = toNpz({ x: [[1, 2]], y: [3] });
 * fromNpz(bytes).x; // → [[1, 2]]
 * fromNpz(bytes.subarray(9)); // → throws fromNpz
 * ```
 */
export function fromNpz(bytes: Uint8Array, options: FillOptions = {}): Record<string, Value> {
  let files: Unzipped;
  try {
    files = unzipSync(bytes);
  } catch (error) {
    throw errors.badData('fromNpz', 'archive', 'a zip file', (error as Error).message);
  }
  const arrays = Object.entries(files).map(([name, file]) => {
    try {
      return [name.replace(/\.npy$/, ''), fromNpy(file, options)] as const;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw errors.badData('fromNpz', name, 'a .npy file', error.message);
    }
  });
  return Object.fromEntries(arrays);
}

/** The bytes of an .npz file with these arrays, compressed unless told otherwise. */
export function toNpz(
  arrays: Readonly<Record<string, Operand>>,
  options: { compress?: boolean } = {},
): Uint8Array {
  const { compress = true } = optionsOf('toNpz', options, { compress: 'boolean' });
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, toNpy(array)] as const);
  return zipSync(Object.fromEntries(files), { level: compress ? 6 : 0 });
}
