import {
  type AbstractTrace,
  mapTree,
  type TracedStep,
  type Tree,
  traceAbstract,
  type Value,
} from '@chainrule/core';
import type { Instruction, Program, Variable } from './program.ts';

/** A program, and the tree of its results: for each leaf the index of a result. */
export interface TracedProgram<Y> {
  readonly program: Program;
  /** What the function returned; its Values only mark the places of results. */
  readonly value: Y;
  /** The index of the result that a leaf of `value` stands for. */
  readonly resultOf: ReadonlyMap<Value, number>;
}

/** Runs a function on abstract Values like these, and returns what it did as a program. */
export function traceProgram<Y extends Tree>(
  inputs: readonly Value[],
  f: (xs: Value[]) => Y,
  operation = 'compile',
): TracedProgram<Y> {
  let abstract: readonly Value[] = [];
  const trace = traceAbstract(
    inputs,
    (xs) => {
      abstract = xs;
      return f(xs);
    },
    operation,
  );
  return programOf(trace, abstract);
}

function programOf<Y extends Tree>(trace: AbstractTrace<Y>, xs: readonly Value[]): TracedProgram<Y> {
  const variables = new Map<Value, Variable>();
  const variableOf = (x: Value): Variable => {
    const original = trace.original(x) ?? x;
    const known = variables.get(original);
    if (known) return known;
    const { shape, dtype } = x;
    const made: Variable = {
      shape,
      dtype,
      name: original.name ?? x.name,
      constant: trace.original(x) === undefined ? x : undefined,
    };
    variables.set(original, made);
    return made;
  };
  const inputs = xs.map(variableOf);
  const instructions = trace.steps.map(
    ({ primitive, inputs, attributes, result }: TracedStep): Instruction => ({
      primitive,
      inputs: inputs.map(variableOf),
      attributes,
      result: variableOf(result),
    }),
  );
  const results: Variable[] = [];
  const resultOf = new Map<Value, number>();
  mapTree((leaf) => {
    if (!resultOf.has(leaf)) resultOf.set(leaf, results.push(variableOf(leaf)) - 1);
  }, trace.value);
  return { program: { inputs, instructions, results }, value: trace.value, resultOf };
}
