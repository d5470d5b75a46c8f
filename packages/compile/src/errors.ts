import { ChainruleError } from '@chainrule/core';

/** A function that cannot be compiled, or a compiled program that cannot run. */
export class CompileError extends ChainruleError {}

const byteText = (bytes: number) => `${bytes.toLocaleString('en')} bytes`;

interface Described {
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** Arrays nested deeper than this are not written out. */
const SHOWN_DEPTH = 4;

const shown = (thing: unknown, depth = 0): string => {
  if (typeof thing === 'function') return `a function (${thing.name || 'anonymous'})`;
  if (typeof thing !== 'object' || thing === null)
    return typeof thing === 'string' ? JSON.stringify(thing) : String(thing);
  return Array.isArray(thing)
    ? `[${depth < SHOWN_DEPTH ? thing.map((each) => shown(each, depth + 1)).join(', ') : '…'}]`
    : `an object (${thing.constructor?.name ?? 'no prototype'})`;
};

/** How to turn a collection into a tree. */
const TREE_OF: Partial<Record<string, string>> = {
  Map: '; Object.fromEntries(map) is one',
  Set: '; [...set] is one',
};

const describe = ({ shape, dtype }: Described) => `${dtype} [${shape.join(', ')}]`;

/** The first parts of a list, and how many more there are. */
const someOf = (parts: readonly string[], most = 3) =>
  [...parts.slice(0, most), ...(parts.length > most ? [`${parts.length - most} more`] : [])].join('; ');

/** Every message of the package, by what went wrong. */
export const errors = {
  notAFunction: (got: unknown) => new CompileError('compile', `expected a function, got ${typeof got}`),

  badUse: (got: unknown) =>
    new CompileError('useKernels', `expected true, false or nothing, got ${shown(got)}`),

  noTree: (got: unknown) =>
    new CompileError(
      'compile',
      `expected the state to be a module, an optimiser, or an object or array of these and of Values, got ${typeof got === 'object' ? `an object of class ${got?.constructor?.name}` : typeof got}`,
    ),

  promised: (path: string, got: string) =>
    new CompileError(
      'compile',
      `the function must return Values, and ${path} is ${got}: code after an await or a yield would run outside the program. Use a function that is neither async nor a generator`,
    ),

  cyclic: (path: string) => new CompileError('compile', `expected a tree, got a cycle at ${path}`),

  notLookedInto: (path: string, got: string) =>
    new CompileError(
      'compile',
      `${path} is an object of class ${got} that holds Values, and is not searched for them: expected a tree of arrays, plain objects and modules${TREE_OF[got] ?? ''}`,
    ),

  badOption: (operation: string, option: string, expected: string, got: unknown) =>
    new CompileError(operation, `${option}: expected ${expected}, got ${shown(got)}`),

  argumentChanged: (path: string) =>
    new CompileError(
      'compile',
      `the function changes ${path}, and arguments are read-only: what it changes has to be in the state, or be part of the result`,
    ),

  notCalled: () => new CompileError('compile', 'there is no program before the first call'),

  badCount: (got: unknown) =>
    new CompileError('iterate', `expected the count to be a whole number, 0 or more, got ${String(got)}`),

  notOfOneForm: (expected: string, got: string) =>
    new CompileError(
      'iterate',
      `the result must have the form of the first argument, whose place it takes in the next round: expected ${expected}, got ${got}`,
    ),

  stateOfOtherForm: (before: string, after: string) =>
    new CompileError(
      'iterate',
      `the state must keep its form in all rounds: it was ${before}, and afterwards ${after}`,
    ),

  notCarried: (before: Described, after: Described) =>
    new CompileError(
      'iterate',
      `a result takes the place of an argument in the next round, but is ${describe(after)} where that was ${describe(before)}`,
    ),

  carriedTwice: (before: Described) =>
    new CompileError(
      'iterate',
      `one Value, ${describe(before)}, is in two places that take on different results in the next round: pass a copy for one of them, made with constant(…)`,
    ),

  consumed: () =>
    new CompileError(
      'compile',
      'these numbers are gone: the Value was passed back to the compiled function, which overwrote them with the next ones. Read it before that call, or copy it with constant(…) and read the copy',
    ),

  lostInFailure: () =>
    new CompileError(
      'compile',
      'these numbers are gone: the Value was passed back to the compiled function, which failed while it overwrote them with the next ones. To keep them, copy the Value with constant(…) and read the copy before the call',
    ),

  reentered: () =>
    new CompileError(
      'compile',
      'the function was called again while it runs, by the kernel of an operation in it: its memory is in use until it is done. Call the function without `compile` there',
    ),

  notKept: () =>
    new CompileError(
      'compile',
      'these numbers are gone: the compiled function has been called again, and `keepResults` is false. Read a result before the next call, or leave the option out',
    ),

  drawnAgain: () =>
    new CompileError(
      'compile',
      'a function that draws random numbers has no derivative from outside, since its program would have to draw the same numbers again: compile the function that takes the gradient',
    ),

  tracedOften: (count: number, difference: string | undefined) =>
    new CompileError(
      'compile',
      `the function was traced ${count} times, since its arguments differ from call to call. The last difference: ${difference ?? 'none found'}. Numbers that change should be Values, and batches of one size`,
    ),

  outOfMemory: (asked: number, held: number, most: number) =>
    new CompileError(
      'memory',
      `asked for ${byteText(asked)} with ${byteText(held)} in use; there is room for ${byteText(most)}. The memory of programs that are no longer used is freed between turns of the event loop: await something now and then`,
    ),

  tooLarge: (size: number, dtype: string) =>
    new CompileError('memory', `${size.toLocaleString('en')} numbers of ${dtype} do not fit into memory`),

  notAllocated: (address: number) =>
    new CompileError('memory', `expected the start of a block in use, got address ${address}`),

  noEngine: (reason: string) => new CompileError('WebAssembly', `not available: ${reason}`),

  badThreads: (most: number, got: unknown) =>
    new CompileError('threads', `expected a whole number from 1 to ${most}, got ${shown(got)}`),

  programTrapped: (thread: number, reason: unknown) =>
    new CompileError('run', `the program stopped on thread ${thread}: ${String(reason)}`),

  programFailed: (name: string, inputs: readonly Described[], work: readonly string[], reason: Error) =>
    new CompileError(
      'compile',
      `the program of ${name}(${inputs.map(describe).join(', ')}) failed in ${someOf(work)}: ${reason.message}. Its results are lost; other compiled functions are not affected`,
    ),

  wroteOutside: (culprit: string, byte: number, block: string) =>
    new CompileError('run', `${culprit}: wrote ${byteText(byte)} after the end of ${block}`),

  threadLost: (reason: string) =>
    new CompileError(
      'run',
      `a thread ended before its work was done: ${reason}; the next call starts new threads`,
    ),

  unwrittenResult: (got: unknown) =>
    new CompileError(
      'toSource',
      `expected a tree of Values, numbers, strings and booleans as the result, got ${Object.prototype.toString.call(got)}`,
    ),

  unwrittenOperation: (operation: string, result: { name?: string | undefined; shape: readonly number[] }) =>
    new CompileError(
      'toSource',
      `${operation} → ${result.name ?? 'a value'} [${result.shape.join(', ')}] has no form as source text: compute it outside the function, or run the function with compile(…)`,
    ),

  badSourceOption: (option: string, expected: string, got: unknown) =>
    new CompileError('toSource', `expected ${option} to be ${expected}, got ${shown(got)}`),
};
