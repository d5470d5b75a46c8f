import { DataError, GradientError } from './classes.ts';
import { type Described, describe, typeText } from './text.ts';

/** The messages for graphs that are written and read, by what went wrong. */
export const graphErrors = {
  notAGraph: (expected: string, got: unknown) =>
    new DataError('graphFromJSON', `expected ${expected}, got ${typeText(got)}`),

  notWritable: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `${describe(node)} has a rule that is part of the program and cannot be written to a file`,
    ),

  sharedName: (operation: string, name: string) =>
    new GradientError(
      operation,
      `this program has several operations called ${JSON.stringify(name)}, and a graph refers to them by name: give each its own name`,
    ),
};
