import { errors } from '../errors.ts';
import { retire } from '../graph.ts';
import { withRecording } from '../recording.ts';
import { type Tree, treeLeaves } from '../tree.ts';
import { makeVariables, type TreeLike, type Variables } from './variables.ts';

/** A function's graph at a point: its variables and its result, a tree of Values. */
export interface Traced<T, Y> {
  readonly variables: Variables<T>;
  readonly value: Y;
}

/** Runs f on variables of its own and keeps the graph, for a transform to walk over, as often as it likes. */
export function trace<T extends Tree, Y extends Tree>(
  operation: string,
  f: (x: T) => Y,
  x: TreeLike<T>,
): Traced<T, Y> {
  const variables = makeVariables<T>(x);
  if (typeof f !== 'function') throw errors.notAFunction(operation, f);
  const value = withRecording('gradients', () => f(variables.tree));
  for (const variable of variables.made.values()) retire(variable);
  if (treeLeaves(value).length === 0) throw errors.notReturned(operation, value);
  return { variables, value };
}
