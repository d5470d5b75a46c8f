import type { NDArray, Value } from '@chainrule/core';

/** Numbers that have not been fetched yet. */
export interface Cell {
  /** The numbers. Throws if they are gone. */
  read(): NDArray['data'];
}

/** The numbers of a result, or a cell that fetches them when they are read. */
export type Numbers = NDArray['data'] | Cell;

/** A program that is ready to run on one target. */
export interface Executable {
  /** Where it runs: 'JavaScript', 'WebAssembly, 2 threads'. */
  readonly target: string;
  /** What the program was lowered to, as text, if the target has a listing. */
  readonly listing?: string;
  /** The numbers of the results, for these inputs. */
  run(inputs: readonly Value[]): Numbers[];
  /**
   * Runs the program `count` times, at least once, and returns the results of the last run. Before each further run, input i
   * takes on the result of index `carry[i]`, or stays as it is if that is −1.
   */
  iterate(count: number, inputs: readonly Value[], carry: readonly number[]): Numbers[];
}
