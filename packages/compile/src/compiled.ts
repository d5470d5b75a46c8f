import type { Tree } from '@chainrule/core';
import type { TargetOptions } from './target.ts';

export interface CompileOptions extends TargetOptions {
  /**
   * What the function reads and changes besides its arguments: a model and its optimiser, say. The Values in this tree
   * are inputs of the program, and what stands in their places afterwards is put there by every call.
   */
  state?: Tree;
}

/** A compiled function: called like the one it was made from. */
export interface Compiled<Args extends unknown[], Y> {
  (...args: Args): Y;
  /**
   * So many calls as one, without coming back in between: the result takes the place of the first argument in the
   * next round, and has to have its form; the state is carried along too, or alone where there are no arguments. Gives
   * the last result.
   */
  iterate(count: number, ...args: Args): Y;
  /** The program of the last call, as text: like an assembly listing, with shapes, names, bytes and operation counts. */
  readonly program: string;
  /**
   * The program of the last call before and after each pass, as text; last of all, where it runs on WebAssembly, what it was
   * lowered to: chains, products and other instructions, with the buffers that they read and write.
   */
  readonly passes: readonly { readonly pass: string; readonly program: string }[];
  /** Where the last call ran. */
  readonly target: string;
  /** How often the function was traced: once for every form of the arguments. */
  readonly traces: number;
}

/** The type of `compile`, for what is handed the function. */
export type Compile = <Args extends unknown[], Y>(
  f: (...args: Args) => Y,
  options?: CompileOptions,
) => Compiled<Args, Y>;
