import type { NDArray, Value } from '@chainrule/core';

/** Numbers that have not been fetched yet. */
export interface Cell {
  /** The numbers. Throws where they are gone. */
  read(): NDArray['data'];
}

/** The numbers of a result, at once or when somebody asks. */
export type Numbers = NDArray['data'] | Cell;

/** A program made ready to run on one target. */
export interface Executable {
  /** Where it runs: 'JavaScript', 'WebAssembly, 2 threads'. */
  readonly target: string;
  /** What the program was turned into, as text, where the target has a form to show. */
  readonly listing?: string;
  /** The numbers of the results, for these inputs. */
  run(inputs: readonly Value[]): Numbers[];
  /**
   * Runs it so many times over, once or more, and gives the results of the last time: before each further time an input
   * takes on a result, of which `carry[i]` is the index for input i; −1 where it stays as it is.
   */
  iterate(count: number, inputs: readonly Value[], carry: readonly number[]): Numbers[];
}
