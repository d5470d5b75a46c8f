import { DataError, GradientError } from './classes.ts';
import { type Described, describe } from './text.ts';

/** The messages for functions that are traced, by what went wrong. */
export const traceErrors = {
  readWhileTracing: (operation: string, asked: string, node: Described) =>
    new GradientError(
      operation,
      `${asked} of ${describe(node)} is not possible while the function is traced, since there are no numbers yet: return the Value and read it afterwards, or use where(…) instead of a branch`,
    ),

  capturedByTrace: (operation: string, node: Described, reader: string) =>
    new GradientError(
      operation,
      `${reader} reads ${describe(node)}, which wants a gradient and comes from outside the function: its current numbers would be baked in. Make it an argument or part of the state, or use constant(…)`,
    ),

  changedWhileTraced: (operation: string, what: string) =>
    new GradientError(
      operation,
      `the function changes ${what}, which is not part of the traced program, so running the program would not change it: make it part of the state, or return it`,
    ),

  traceEnded: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `${describe(node)} has no numbers: it was made while a function was traced and kept after the trace. Return it, or make what holds it part of the state`,
    ),

  frozenDraw: (operation: string) =>
    new DataError(
      operation,
      'the program that is being traced would give the same numbers on every run: draw beforehand, or use a distribution, which is redrawn on every run',
    ),
};
