import { constant, type DType } from '@chainrule/core';
import type { Instruction } from '../../../program/program.ts';
import type { Lowering } from '../lower.ts';
import { own, type Place } from '../place.ts';
import type { KernelUnit } from '../units.ts';

/** Lowers an instruction to instructions of the engine; undefined where they do not do for it. */
export type Rule = (instruction: Instruction, lowering: Lowering) => KernelUnit | undefined;

/** A table that an instruction reads, as a constant of the program. */
export function tableOf(numbers: Int32Array | Float32Array | Float64Array): Place {
  const table = constant(numbers);
  return own({ shape: table.shape, dtype: table.dtype, constant: table });
}

export const isFloat = (dtype: DType): boolean => dtype === 'float32' || dtype === 'float64';
