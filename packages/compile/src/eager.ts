import { coreName, type kernels, type Primitive, type Value } from '@chainrule/core';
import { CompileError } from './errors.ts';
import type { Program, Variable } from './program/program.ts';
import { productOf } from './program/shape.ts';
import { findEngine } from './wasm/engine.ts';
import { WasmExecutable } from './wasm/run/executable.ts';

/*
 * While this package is loaded, Values that are computed at once have their heavy operations (products of matrices,
 * convolutions) done by the engine too: each is a program of one instruction.
 */

/** Fewer products than this are done before their numbers would have been copied. */
const WORTH_COPYING = 200_000;

/**
 * How many such programs are kept; the one that was used longest ago goes first. Its memory is given back at once: to be
 * collected takes a turn of the event loop, which a loop over many shapes need not make.
 */
const KEPT = 16;

const programs = new Map<string, WasmExecutable>();

/** Whether such a program runs: what it leaves to core's kernel is not given back to it. */
let isRunning = false;

/** About how many products a bilinear operation adds up: each of a, b and y spans two of its three sides. */
const productsOf = (a: Value, b: Value, size: number) => Math.sqrt(a.size * b.size * size);

/** The numbers of a heavy operation, computed by the engine; undefined for what core does as well, or the engine cannot. */
export const heavyKernel: typeof kernels.heavy = (primitive, inputs, shape, dtype, attributes) => {
  if (coreName(primitive) === undefined) return undefined;
  const [a, b] = inputs;
  const size = productOf(shape);
  const fits = (dtype === 'float32' || dtype === 'float64') && inputs.every((x) => x.dtype === dtype);
  if (!fits || productsOf(a, b, size) < WORTH_COPYING) return undefined;
  const program = isRunning ? undefined : programFor(primitive, inputs, { shape, dtype }, attributes);
  if (program === undefined) return undefined;
  isRunning = true;
  try {
    const [numbers] = program.run(inputs);
    return typeof numbers === 'object' && 'read' in numbers ? numbers.read() : numbers;
  } finally {
    isRunning = false;
  }
};

function programFor(
  primitive: Primitive,
  inputs: readonly Value[],
  result: Variable,
  attributes: unknown,
): WasmExecutable | undefined {
  const key = `${primitive.name} ${result.dtype} ${inputs.map((x) => x.shape.join()).join(' ')} ${JSON.stringify(attributes)}`;
  let executable = programs.get(key);
  programs.delete(key);
  if (executable === undefined) {
    const engine = findEngine();
    if (engine === undefined) return undefined;
    const variables = inputs.map(({ shape, dtype }): Variable => ({ shape, dtype }));
    const instruction = { primitive, inputs: variables, attributes, result };
    const program: Program = { inputs: variables, instructions: [instruction], results: [result] };
    const options = {
      name: primitive.name,
      threads: 1,
      keepResults: true,
      donations: variables.map(() => -1),
    };
    keepAtMost(KEPT - 1);
    executable = withRoom(() => new WasmExecutable(engine, program, options));
    if (executable === undefined) return undefined;
  }
  programs.set(key, executable);
  return executable;
}

function keepAtMost(count: number): void {
  for (const [key, oldest] of programs) {
    if (programs.size <= count) return;
    programs.delete(key);
    oldest.leave();
  }
}

/** What is made, if need be in the place of all that is kept; undefined where there is no room even then. */
function withRoom(make: () => WasmExecutable): WasmExecutable | undefined {
  for (;;) {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof CompileError && error.operation === 'memory')) throw error;
      if (programs.size === 0) return undefined;
      keepAtMost(0);
    }
  }
}
