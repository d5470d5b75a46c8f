import { javascriptExecutable } from './javascript/executable.ts';
import { checkOption } from './options.ts';
import type { Executable } from './program/executable.ts';
import { type Program, sizeOf } from './program/program.ts';
import { MOST_THREADS } from './wasm/control.ts';
import { findEngine } from './wasm/engine.ts';
import { coreCount } from './wasm/host.ts';
import type { Donations } from './wasm/lower/plan.ts';
import { WasmExecutable } from './wasm/run/executable.ts';

/** Where a program runs: as JavaScript, best for scalars and small arrays, or on kernels in WebAssembly. */
export type Target = (typeof TARGETS)[number];

const TARGETS = ['javascript', 'webassembly'] as const;

export interface TargetOptions {
  /** Where to run. Default: chosen by the size of the program. */
  readonly target?: Target | undefined;
  /** How many threads a program in WebAssembly may use. Default: the number of cores. */
  readonly threads?: number | undefined;
  /**
   * Whether a result can still be read after the next call of the function. Default: true. With false, a result that has not
   * been read by then is gone, and reading it throws a CompileError; that saves a copy of large results.
   */
  readonly keepResults?: boolean | undefined;
}

/** Checks the options before there is a program. */
export function checkTarget({ target, threads, keepResults }: TargetOptions): void {
  const checkOne = (option: string, given: unknown, isRight: boolean, expected: string) =>
    checkOption('compile', option, given, isRight, expected);
  checkOne(
    'target',
    target,
    TARGETS.includes(target as Target),
    TARGETS.map((each) => `'${each}'`).join(' or '),
  );
  checkOne('keepResults', keepResults, typeof keepResults === 'boolean', 'true or false');
  const isCount = Number.isInteger(threads) && threads! >= 1 && threads! <= MOST_THREADS;
  checkOne('threads', threads, isCount, `a whole number from 1 to ${MOST_THREADS}`);
}

/** Prepares the program of a function of this name to run. */
export function executableFor(
  name: string,
  program: Program,
  donations: Donations,
  options: TargetOptions,
): Executable {
  const engine = options.target === 'javascript' ? undefined : findEngine();
  if (engine === undefined || (options.target === undefined && isSmall(program)))
    return javascriptExecutable(program);
  const { threads = coreCount(), keepResults = true } = options;
  return new WasmExecutable(engine, program, { name, threads, keepResults, donations });
}

/** JavaScript computes a vector of this many numbers in less time than a call of the engine takes. */
const SMALL = 16;

/** Whether a program has only scalars and small arrays. */
const isSmall = ({ inputs, instructions }: Program): boolean =>
  [...inputs, ...instructions.map(({ result }) => result)].every((x) => sizeOf(x) <= SMALL);
