import type { Tree } from '@chainrule/core';
import type { TargetOptions } from './target.ts';

export interface CompileOptions extends TargetOptions {
  /**
   * What the function reads and changes besides its arguments, such as a model and its optimiser. The Values in this tree
   * are inputs of the program; every call puts the new Values in their places.
   */
  state?: Tree;
}

/** A compiled function: called like the one it was made from. */
export interface Compiled<Args extends unknown[], Y> {
  (...args: Args): Y;
  /**
   * Runs `count` calls as one, without returning in between. The result takes the place of the first argument in the next
   * round, and must have its structure; the state is carried along too, or alone if there are no arguments. Returns the last
   * result.
   */
  iterate(count: number, ...args: Args): Y;
  /** The program of the last call, as text: like an assembly listing, with shapes, names, bytes and operation counts. */
  readonly program: string;
  /**
   * The program of the last call before and after each pass, as text. If it runs on WebAssembly, the last entry is what it was
   * lowered to: chains, products and other instructions, with the buffers that they read and write.
   */
  readonly passes: readonly { readonly pass: string; readonly program: string }[];
  /** Where the last call ran. */
  readonly target: string;
  /** How often the function was traced: once for each structure of the arguments. */
  readonly traces: number;
}

/** The type of `compile`, for what is handed the function. */
export type Compile = <Args extends unknown[], Y>(
  f: (...args: Args) => Y,
  options?: CompileOptions,
) => Compiled<Args, Y>;
