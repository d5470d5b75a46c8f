import { noGrad, type Value } from '@chainrule/core';
import type { Executable } from './program/executable.ts';
import { interpret } from './program/interpret.ts';
import type { Program } from './program/program.ts';
import { findEngine } from './wasm/engine.ts';
import { WasmExecutable } from './wasm/executable.ts';
import type { Donations } from './wasm/lower/plan.ts';

/** Where a program runs: as JavaScript, the best for scalars and little arrays, or on WebAssembly's kernels. */
export type Target = 'javascript' | 'webassembly';

export interface TargetOptions {
  /** Where to run: chosen by the size of the program where absent. */
  readonly target?: Target | undefined;
  /** How many threads a program in WebAssembly may use; the number of cores where absent. */
  readonly threads?: number | undefined;
}

/** The program made ready to run. */
export function executableFor(
  program: Program,
  donations: Donations,
  { target, threads = 1 }: TargetOptions,
): Executable {
  const engine = findEngine();
  if (target === 'webassembly' && engine) return new WasmExecutable(engine, program, threads, donations);
  const run = (inputs: readonly Value[]) => noGrad(() => interpret(program, inputs).map((x) => x.data));
  return { target: 'interpreted', run, iterate: () => [] };
}
