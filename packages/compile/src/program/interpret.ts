import { applyPrimitive, noGrad, type Value } from '@chainrule/core';
import type { Program, Variable } from './program.ts';

/** Runs a program with core's own kernels, one operation after the other. */
export function interpret(program: Program, inputs: readonly Value[]): Value[] {
  const values = new Map(program.inputs.map((x, i) => [x, inputs[i].leaf(false)]));
  const valueOf = (x: Variable): Value => x.constant ?? values.get(x)!;
  noGrad(() => {
    for (const { primitive, inputs, attributes, result } of program.instructions)
      values.set(result, applyPrimitive(primitive, inputs.map(valueOf), attributes));
  });
  return program.results.map(valueOf);
}
