import { errors, transformErrors } from '../errors.ts';
import { retire } from '../graph.ts';
import { withRecording } from '../recording.ts';
import { type Tree, treeLeaves } from '../tree.ts';
import { makeVariables, type TreeLike, type Variables } from './variables.ts';

/** A function's graph at a point: its variables and its result, a tree of Values. */
export interface Traced<T, Y> {
  readonly variables: Variables<T>;
  readonly value: Y;
}

/** Throws where what a transform is to be applied to is no function. */
export function checkFunction(operation: string, f: unknown): void {
  if (typeof f !== 'function') throw errors.notAFunction(operation, f);
}

/** Runs f on variables of its own and keeps the graph, for a transform to walk over, as often as it likes. */
export function trace<T extends Tree, Y extends Tree>(
  operation: string,
  f: (x: T) => Y,
  x: TreeLike<T>,
): Traced<T, Y> {
  checkFunction(operation, f);
  const variables = makeVariables<T>(operation, x);
  const value = withRecording('gradients', () => f(variables.tree));
  for (const variable of variables.made.values()) retire(variable);
  if (treeLeaves(value).length === 0) throw transformErrors.notReturned(operation, value);
  return { variables, value };
}
