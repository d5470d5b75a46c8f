import { traceAbstract, type Value } from '@chainrule/core';
import type { Instruction, Variable } from './program.ts';

/** The instructions with which a function of these variables computes the result. */
export function expand(
  f: (...xs: Value[]) => Value,
  inputs: readonly Variable[],
  result: Variable,
): Instruction[] {
  const variables = new Map<Value, Variable>();
  const wanted = inputs.map(({ shape, dtype }) => ({ shape, dtype, wantsGradient: false }));
  const trace = traceAbstract(wanted, (xs) => {
    xs.forEach((x, i) => {
      variables.set(x, inputs[i]);
    });
    return f(...xs);
  });
  variables.set(trace.original(trace.value)!, result);
  const variableOf = (x: Value): Variable => {
    const known = variables.get(trace.original(x) ?? x);
    if (known) return known;
    const { shape, dtype } = x;
    const made: Variable = trace.original(x) ? { shape, dtype } : { shape, dtype, constant: x };
    variables.set(trace.original(x) ?? x, made);
    return made;
  };
  return trace.steps.map(({ primitive, inputs, attributes, result }) => ({
    primitive,
    inputs: inputs.map(variableOf),
    attributes,
    result: variableOf(result),
  }));
}
