import { javascriptExecutable } from './javascript/executable.ts';
import { checkOption } from './options.ts';
import type { Executable } from './program/executable.ts';
import { type Program, sizeOf } from './program/program.ts';
import { MOST_THREADS } from './wasm/control.ts';
import { findEngine } from './wasm/engine.ts';
import { coreCount } from './wasm/host.ts';
import type { Donations } from './wasm/lower/plan.ts';
import { WasmExecutable } from './wasm/run/executable.ts';

/** Where a program runs: as JavaScript, the best for scalars and little arrays, or on WebAssembly's kernels. */
export type Target = (typeof TARGETS)[number];

const TARGETS = ['javascript', 'webassembly'] as const;

export interface TargetOptions {
  /** Where to run: chosen by the size of the program where absent. */
  readonly target?: Target | undefined;
  /** How many threads a program in WebAssembly may use; the number of cores where absent. */
  readonly threads?: number | undefined;
  /**
   * Whether a result can still be read after the next call of the function; true where absent. Where it is false, one that
   * has not been read by then is gone, and reading it a CompileError. That saves a copy of large results.
   */
  readonly keepResults?: boolean | undefined;
}

/** The options, checked before there is a program. */
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

/** The program of a function of this name made ready to run. */
export function executableFor(
  name: string,
  program: Program,
  donations: Donations,
  options: TargetOptions,
): Executable {
  const engine = options.target === 'javascript' ? undefined : findEngine();
  if (engine === undefined || (options.target === undefined && isLittle(program)))
    return javascriptExecutable(program);
  const { threads = coreCount(), keepResults = true } = options;
  return new WasmExecutable(engine, program, { name, threads, keepResults, donations });
}

/** A vector of so many numbers is done in JavaScript before the engine has been asked. */
const LITTLE = 16;

/** Whether a program is one of scalars and little arrays. */
const isLittle = ({ inputs, instructions }: Program): boolean =>
  [...inputs, ...instructions.map(({ result }) => result)].every((x) => sizeOf(x) <= LITTLE);
