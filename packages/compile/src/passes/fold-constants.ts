import { applyPrimitive, noGrad } from '@chainrule/core';
import { hasEffect, type Instruction, type Program, sizeOf } from '../program/program.ts';
import { rewrite } from './rewrite.ts';

/** More numbers than this are computed when the program runs: a program should not carry them along. */
const MOST = 65_536;

/** Computes now what depends on constants alone. */
export function withConstantsFolded(program: Program): Program {
  return rewrite(program, (instruction) => {
    const { inputs, result } = instruction;
    if (hasEffect(instruction) || !inputs.every((x) => x.constant) || sizeOf(result) > MOST) return undefined;
    const constant = fold(instruction);
    return { by: { ...result, constant } };
  });
}

const fold = ({ primitive, inputs, attributes }: Instruction) =>
  noGrad(() =>
    applyPrimitive(
      primitive,
      inputs.map((x) => x.constant!),
      attributes,
    ),
  );
