import { DataError, GradientError, ShapeError } from './classes.ts';
import { type Described, describe, typeText } from './text.ts';

/** The messages of the other transforms, by what went wrong. */
export const transformErrors = {
  placedByNumbers: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `the places that ${describe(node)} reads were found in the numbers it was made from, and these have changed`,
    ),

  counterpartShape: (
    operation: string,
    counterpart: 'cotangent' | 'tangent' | 'replacement',
    node: Described,
    got: Described | undefined,
  ) =>
    new GradientError(
      operation,
      `expected a ${counterpart} of the shape of ${describe(node)}, got ${got ? describe(got) : 'none'}`,
    ),

  unequalLengths: (operation: string, axis: number, nodes: readonly Described[]) =>
    new ShapeError(
      operation,
      `expected inputs of one length, above 0, along axis ${axis}, got ${nodes.map(describe).join(' and ') || 'none'}`,
    ),

  drawnForAll: () => new GradientError('vmap', 'random numbers are drawn for each slice'),

  escaped: (node: Described) =>
    new GradientError('vmap', `${describe(node)} has numbers only while the function runs: return it`),

  captured: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `its forward part reads ${describe(node)}, which wants a gradient but is not an input, so it would get none: make it an input, or use constant(…)`,
    ),

  madeByOtherCall: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `its rule uses ${describe(node)}, which the forward part of another call made: compute it again from the inputs, or keep it for each call`,
    ),

  madeInForward: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `its rule uses ${describe(node)}, which its forward part made: a constant from the last call. Compute it again from the inputs`,
    ),

  changedSlice: (what: string) =>
    new GradientError(
      'vmap',
      `the function changes ${what} in its argument, which is a slice of what was given, so the change would be lost: return it`,
    ),

  nothingToDifferentiate: (operation: string, got: unknown) =>
    new DataError(
      operation,
      `expected numbers, float Values or a tree of these as the argument, got ${typeText(got)}`,
    ),

  missingGradient: (operation: string, node: Described, input: number) =>
    new GradientError(
      operation,
      `its rule gives no gradient for input ${input}, ${describe(node)}, which wants one`,
    ),

  notReturned: (operation: string, got: unknown) =>
    new GradientError(operation, `the function must return a Value, got ${typeText(got)}`),
};
