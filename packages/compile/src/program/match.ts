import type { Primitive } from '@chainrule/core';
import type { Instruction, Program, Variable } from './program.ts';

/** The inputs of an instruction that applies this operation of core; undefined for any other. */
export const match = (
  { primitive, inputs }: Instruction,
  operation: { readonly primitive: Primitive },
): readonly Variable[] | undefined => (primitive === operation.primitive ? inputs : undefined);

/** For each variable that is read once, and is no result of the program, the instruction that reads it. */
export function soleReaders({ instructions, results }: Program): ReadonlyMap<Variable, Instruction> {
  const readers = new Map<Variable, Instruction>();
  const several = new Set(results);
  for (const instruction of instructions)
    for (const x of instruction.inputs) {
      if (readers.has(x)) several.add(x);
      readers.set(x, instruction);
    }
  for (const x of several) readers.delete(x);
  return readers;
}
