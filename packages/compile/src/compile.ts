import { checkCount, isAbstract, isBranch, type Value } from '@chainrule/core';
import type { Compiled, CompileOptions } from './compiled.ts';
import { rulesOf } from './derivative.ts';
import { errors } from './errors.ts';
import { apart, type BranchForm, difference, formOf, match } from './form.ts';
import { checkNames } from './options.ts';
import { checkResult, checkTree } from './outsiders.ts';
import { printProgram } from './program/print.ts';
import { type CompileTask, Specialised } from './specialise.ts';
import { checkTarget } from './target.ts';

const OPTIONS: readonly (keyof CompileOptions)[] = ['state', 'target', 'threads', 'keepResults'];

/** After this many traces the user is warned that programs are rarely reused. */
const MANY_TRACES = 16;

/**
 * The same function as a program that is traced once and then runs without building a graph: same call, same result.
 *
 * The function is run on abstract Values at the first call, and again whenever shapes, dtypes or anything else but the numbers
 * of Values differ from all earlier calls. Its arguments and its result are trees of Values; it may compute gradients, apply
 * optimiser updates and draw random numbers. Other effects, such as printing, happen only while tracing.
 *
 * Throws a GradientError if the function reads numbers, as `item()` does, or uses a parameter that is neither an argument nor
 * in `state`. Throws a CompileError if it replaces part of an argument, is async or a generator, and for unknown options.
 * Other Values from outside are constants: they keep the numbers that they had when the function was traced.
 *
 * @example
 * ```ts
 * import { constant, grad, type Value, value } from '@chainrule/core';
 * import { compile } from '@chainrule/compile';
 * const f = compile((x: Value) => x.square().sum());
 * f(constant([1, 2, 3])); // → 14
 * const g = compile(grad((x: Value) => x.tanh().sum()));
 * g(value([0, 1])); // → [1, 0.4199743]
 * compile((x: Value) => x.item())(value(2)); // → throws item() of
 * ```
 */
export function compile<Args extends unknown[], Y>(
  f: (...args: Args) => Y,
  options: CompileOptions = {},
): Compiled<Args, Y> {
  checkCount('compile', 2, arguments);
  if (typeof f !== 'function') throw errors.notAFunction(f);
  checkNames('compile', options, OPTIONS);
  checkTarget(options);
  if (options.state !== undefined && !isBranch(options.state)) throw errors.noTree(options.state);
  const compiled = new Cache({ ...options, f: f as CompileTask['f'] });
  const call = (...args: Args) => compiled.call(args) as Y;
  return Object.defineProperties(call, {
    iterate: { value: (count: number, ...args: Args) => compiled.iterate(count, args) },
    program: { get: () => printProgram(compiled.last.program) },
    passes: { get: () => passesOf(compiled.last) },
    target: { get: () => compiled.last.executable.target },
    traces: { get: () => compiled.traces },
  }) as Compiled<Args, Y>;
}

function passesOf({ stages, executable }: Specialised): { pass: string; program: string }[] {
  const passes = stages.map(({ pass, program }) => ({ pass, program: printProgram(program) }));
  const { listing } = executable;
  return listing === undefined ? passes : [...passes, { pass: 'lowered', program: listing }];
}

/** The programs of one function, one for each structure of its arguments. */
class Cache {
  readonly #task: CompileTask;
  /** The most recently used one comes first. */
  readonly #specialised: Specialised[] = [];
  traces = 0;

  constructor(task: CompileTask) {
    this.#task = task;
  }

  get last(): Specialised {
    const [last] = this.#specialised;
    if (last === undefined) throw errors.notCalled();
    return last;
  }

  call(args: unknown[]): unknown {
    const tree = [args, this.#task.state];
    const { specialised, values } = this.#find(tree);
    return specialised ? specialised.run(values, tree) : checkResult(this.#task.f(...args));
  }

  iterate(count: number, args: unknown[]): unknown {
    if (!Number.isSafeInteger(count) || count < 0) throw errors.badCount(count);
    if (count === 0) return args[0];
    // The first argument is carried on and the others stay, even if one is the same Value.
    const tree = [[...args.slice(0, 1), ...apart(args.slice(1), args[0])], this.#task.state];
    const { specialised, values } = this.#find(tree);
    if (specialised) return specialised.iterate(count, values, tree);
    let [first, ...rest] = args;
    for (let round = 0; round < count; round++)
      first = checkResult(args.length === 0 ? this.#task.f() : this.#task.f(first, ...rest));
    return first;
  }

  /**
   * The program for a tree of arguments, and the Values in it. There is no program while another function is being traced:
   * this one becomes part of it.
   */
  #find(tree: unknown[]): { specialised: Specialised | undefined; values: Value[] } {
    for (const [i, specialised] of this.#specialised.entries()) {
      const values = match(specialised.form, tree);
      if (values === undefined) continue;
      if (values.some(isAbstract)) return { specialised: undefined, values };
      if (i > 0) this.#specialised.unshift(...this.#specialised.splice(i, 1));
      return { specialised, values };
    }
    const [before] = this.#specialised;
    const [args, state] = tree;
    checkTree(state, 'the state');
    checkTree(args, 'argument');
    const { form, values } = formOf(tree);
    if (values.some(isAbstract)) return { specialised: undefined, values };
    const branch = form as BranchForm;
    const specialised = new Specialised(this.#task, branch, values, rulesOf(compile, this.#task, branch));
    this.#specialised.unshift(specialised);
    this.traces++;
    if (this.traces === MANY_TRACES)
      console.warn(errors.tracedOften(this.traces, difference(before.form, tree)).message);
    return { specialised, values };
  }
}
