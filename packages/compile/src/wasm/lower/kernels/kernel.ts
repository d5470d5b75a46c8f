import { constant } from '@chainrule/core';
import { own, type Place } from '../place.ts';

/** A table that an instruction reads, as a constant of the program. */
export function tableOf(numbers: Int32Array | Float32Array | Float64Array): Place {
  const table = constant(numbers);
  return own({ shape: table.shape, dtype: table.dtype, constant: table });
}
