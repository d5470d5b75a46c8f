import { checkCount, kernels, type Primitive, type Value } from '@chainrule/core';
import { CompileError, errors } from './errors.ts';
import { kindOf } from './know/kinds.ts';
import type { Program, Variable } from './program/program.ts';
import { productOf } from './program/shape.ts';
import { findEngine } from './wasm/engine.ts';
import { WasmExecutable } from './wasm/run/executable.ts';

/**
 * Computes large matrix products and convolutions of eager Values, and their gradients, on the kernels in WebAssembly from
 * now on; `useKernels(false)` goes back to core's own. Importing this package does not do so: nothing changes before the
 * first call. Compiled functions use the kernels in any case.
 *
 * What changes are the last bits of the numbers. Core adds products up in order and in double precision, and rounds once. The
 * kernels add those of float32 in float32, in a fixed order, and those of float64 in another order; the result is the same
 * in every run and with any number of threads. What is small, of int32 or of two dtypes stays with core, and so does
 * everything if the host has no WebAssembly SIMD.
 *
 * @example
 * ```ts
 * import { useKernels } from '@chainrule/compile';
 * import { full } from '@chainrule/core';
 * useKernels();
 * full([100, 100], 2).matmul(full([100, 100], 3)).sum(); // → 6000000
 * useKernels(false);
 * ```
 */
export function useKernels(use = true): void {
  checkCount('useKernels', 1, arguments);
  if (typeof use !== 'boolean') throw errors.badUse(use);
  kernels.heavy = use ? heavyKernel : undefined;
}

/** Fewer products than this are computed sooner than their numbers are copied. */
const WORTH_COPYING = 200_000;

/**
 * How many programs, of one instruction each, are kept. The least recently used one goes first, and its memory is freed at
 * once: a collector would need a turn of the event loop, which a loop over many shapes may not take.
 */
const KEPT = 16;

const programs = new Map<string, WasmExecutable>();

/** Whether such a program is running: what it leaves to core's kernel must not come back to it. */
let isRunning = false;

/** About how many products a bilinear operation adds up: each of a, b and y spans two of its three sides. */
const productsOf = (a: Value, b: Value, size: number) => Math.sqrt(a.size * b.size * size);

/** The numbers of a heavy operation, computed by the engine; undefined for what is left to core's own kernel. */
const heavyKernel: typeof kernels.heavy = (primitive, inputs, shape, dtype, attributes) => {
  if (kindOf(primitive) === 'opaque') return undefined;
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

/** What `make` makes, at the cost of all kept programs if need be; undefined if there is no room even then. */
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
