import {
  announce,
  isBranch,
  isNoting,
  isRecording,
  type Primitive,
  remember,
  type Value,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { donationsOf } from './donations.ts';
import { errors } from './errors.ts';
import {
  type BranchForm,
  build,
  changeIn,
  type Form,
  fill,
  formOf,
  formText,
  isTypedArray,
  keepOnly,
} from './form.ts';
import { checkResult } from './outsiders.ts';
import { optimise, type Stage } from './passes/optimise.ts';
import type { Executable, Numbers } from './program/executable.ts';
import { hasEffect, type Program } from './program/program.ts';
import { traceProgram } from './program/trace.ts';
import { valueOf } from './resident.ts';
import { executableFor, type TargetOptions } from './target.ts';

/** A function of trees to compile, the state that it reads and changes besides, and where it is to run. */
export interface CompileTask extends TargetOptions {
  readonly f: (...args: unknown[]) => unknown;
  readonly state?: unknown;
}

/** Gives the primitive that result k carries, given whether the program draws random numbers. */
export type Rules = (k: number, draws: boolean) => Primitive;

/** Runs the function with these Values in the places of the form, and restores the state afterwards. */
export function outcomeOf<T>(
  { f, state }: CompileTask,
  { branches: [args, stateForm] }: BranchForm,
  xs: readonly Value[],
  see: (result: unknown, state: unknown) => T,
): T {
  remember(state);
  const before = slotsOf(state);
  try {
    fill(state, stateForm, xs);
    const given = build(args, xs) as unknown[];
    const result = checkResult(f(...given));
    const changed = changeIn(args, given, xs, 'argument');
    if (changed !== undefined) throw errors.argumentChanged(changed);
    return see(result, state);
  } finally {
    for (const [branch, keys] of before) {
      for (const [key, { thing, numbers }] of keys) {
        if (!Object.is(branch[key], thing)) branch[key] = thing;
        if (numbers) (thing as Float64Array).set(numbers);
      }
      keepOnly(branch, [...keys.keys()]);
    }
  }
}

type Branch = Record<string, unknown>;

/** What a branch holds, and the numbers of a typed array. */
interface Held {
  readonly thing: unknown;
  readonly numbers: Float64Array | undefined;
}

/** Every branch of a tree with what it holds. */
function slotsOf(tree: unknown, found = new Map<Branch, Map<string, Held>>()) {
  if (!isBranch(tree) || found.has(tree)) return found;
  const held = (thing: unknown): Held => ({
    thing,
    numbers: isTypedArray(thing) ? thing.slice() : undefined,
  });
  found.set(tree, new Map(Object.entries(tree).map(([key, thing]) => [key, held(thing)])));
  for (const inner of Object.values(tree)) slotsOf(inner, found);
  return found;
}

/** Makes one Value of the result from the numbers of the program; or takes an input or a constant, if it is one. */
interface ResultLeaf {
  of(numbers: Numbers, inputs: readonly Value[] | undefined): Value;
  /** The index of its numbers among the results of the program. */
  readonly result: number;
}

/** A function compiled for arguments of one form. */
export class Specialised {
  readonly form: BranchForm;
  readonly stages: readonly Stage[];
  readonly executable: Executable;
  /** The form of [result, state afterwards]. */
  readonly #after: BranchForm;
  readonly #leaves: readonly ResultLeaf[];

  constructor(task: CompileTask, form: BranchForm, values: readonly Value[], ruleOf: Rules) {
    let xs: readonly Value[] = [];
    let after: Form | undefined;
    const traced = traceProgram(values, (abstract) => {
      xs = abstract;
      const found = outcomeOf(task, form, xs, (result, state) => formOf([result, state]));
      after = found.form;
      return found.values;
    });
    const leaves = traced.value;
    this.form = form;
    this.#after = after as BranchForm;
    this.stages = optimise(traced.program);
    const results = leaves.map((x) => traced.resultOf.get(x)!);
    const donations = donationsOf(form, this.#after, results, xs.length);
    this.executable = executableFor(task.f.name || 'a function', this.program, donations, task);
    const draws = this.program.instructions.some(hasEffect);
    this.#leaves = leaves.map((x, k) => {
      const result = results[k];
      const rule = () => ruleOf(k, draws);
      return { result, of: maker(x, traced.program.results[result], xs.indexOf(x), rule) };
    });
  }

  get program(): Program {
    return this.stages[this.stages.length - 1].program;
  }

  run(inputs: readonly Value[], tree: readonly unknown[]): unknown {
    rememberAll(inputs, tree);
    const numbers = this.executable.run(inputs);
    return this.#finish(
      this.#leaves.map((leaf) => leaf.of(numbers[leaf.result], inputs)),
      tree,
    );
  }

  iterate(count: number, inputs: readonly Value[], tree: readonly unknown[]): unknown {
    rememberAll(inputs, tree);
    const numbers = this.executable.iterate(count, inputs, this.#carry());
    return this.#finish(
      this.#leaves.map((leaf) => leaf.of(numbers[leaf.result], undefined)),
      tree,
    );
  }

  #finish(values: readonly Value[], tree: readonly unknown[]): unknown {
    const [result, state] = this.#after.branches;
    fill(tree[1], state, values);
    return build(result, values);
  }

  /** For each input the result that takes its place in the next round, or −1. */
  #carry(): number[] {
    const carried = new Array<number>(this.program.inputs.length).fill(-1);
    const results = this.#leaves.map((leaf) => leaf.result);
    const [args, state] = this.form.branches;
    const [result, stateAfter] = this.#after.branches;
    const [first] = (args as BranchForm).branches;
    if (first !== undefined && !pair(first, result, results, carried))
      throw errors.notOfOneForm(formText(first), formText(result));
    if (!pair(state, stateAfter, results, carried))
      throw errors.stateOfOtherForm(formText(state), formText(stateAfter));
    return carried;
  }
}

/** A running transform may restore the state, so what the program will overwrite is read first. */
function rememberAll(inputs: readonly Value[], [, state]: readonly unknown[]): void {
  if (!isNoting()) return;
  for (const x of inputs) void x.data;
  remember(state);
}

/** Gives the function that makes the Value of a result, for which x stood while tracing. */
function maker(
  x: Value,
  variable: Pick<Value, 'shape' | 'dtype'> & { readonly constant?: Value | undefined },
  input: number,
  rule: () => Primitive,
): ResultLeaf['of'] {
  const { name, wantsGradient } = x;
  const named = (made: Value) => (name === undefined ? made : made.named(name));
  const derived = wantsGradient && x.primitive !== undefined;
  return (numbers, inputs) => {
    if (inputs !== undefined && input >= 0) return inputs[input];
    if (variable.constant) return x;
    if (inputs === undefined || !derived || !isRecording())
      return named(valueOf(numbers, variable, wantsGradient && !derived));
    const primitive = rule();
    const made = valueOf(numbers, variable, true, primitive, inputs);
    announce(made, primitive, inputs);
    return named(made);
  };
}

/** Notes for each Value of a form which result is in its place in another form; false if the forms differ. */
function pair(before: Form, after: Form, results: readonly number[], carried: number[]): boolean {
  if (before.kind === 'value' && after.kind === 'value') {
    if (before.dtype !== after.dtype || !sameShape(before.shape, after.shape))
      throw errors.notCarried(before, after);
    const result = results[after.index];
    const other = carried[before.index];
    if (other >= 0 && other !== result) throw errors.carriedTwice(before);
    carried[before.index] = result;
    return true;
  }
  if (before.kind === 'branch' && after.kind === 'branch')
    return (
      before.keys.join() === after.keys.join() &&
      before.branches.every((branch, k) => pair(branch, after.branches[k], results, carried))
    );
  return before.kind === 'fixed' && after.kind === 'fixed';
}
