import { DataError, GradientError } from './classes.ts';
import { type Described, describe } from './text.ts';

/** The messages for functions that are traced, by what went wrong. */
export const traceErrors = {
  readWhileTracing: (operation: string, asked: string, node: Described) =>
    new GradientError(
      operation,
      `${asked} of ${describe(node)} is not possible while the function is traced, when there are no numbers yet: return the Value and read it afterwards; where(…) takes the place of a branch`,
    ),

  capturedByTrace: (operation: string, node: Described, reader: string) =>
    new GradientError(
      operation,
      `${reader} reads ${describe(node)}, which wants a gradient and comes from outside of the function: its numbers of now would be kept for ever. Make it an argument, or part of the state; or constant(…)`,
    ),

  changedWhileTraced: (operation: string, what: string) =>
    new GradientError(
      operation,
      `the function changes ${what}, which is not part of the program that is being traced, so a run of it would not: make what is changed part of the state, or return it`,
    ),

  traceEnded: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `${describe(node)} has no numbers: it was made while a function was traced, and kept outside of that. Return it, or make what keeps it part of the state`,
    ),

  frozenDraw: (operation: string) =>
    new DataError(
      operation,
      'the program that is being traced would give the same numbers each time it is run: draw before it, or by a distribution, which is drawn anew',
    ),
};
