import type { DType, NDArray, TypedArray } from '@chainrule/core';
import { errors } from '../../errors.ts';

const CONSTRUCTORS = { float64: Float64Array, float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** Zeros of a dtype. */
export function typedArray(dtype: DType, size: number): TypedArray {
  try {
    return new CONSTRUCTORS[dtype](size);
  } catch {
    throw errors.tooLarge(size, dtype);
  }
}

/** The numbers of an array or a scalar as a list. */
export const numbersOf = ({ data }: Pick<NDArray, 'data'>): ArrayLike<number> =>
  typeof data === 'number' ? [data] : data;

/** Numbers as a typed array of a dtype; not copied if they are one. */
export function arrayOf(numbers: ArrayLike<number>, dtype: DType): TypedArray {
  const constructor = CONSTRUCTORS[dtype];
  return numbers instanceof constructor ? (numbers as TypedArray) : constructor.from(numbers);
}
