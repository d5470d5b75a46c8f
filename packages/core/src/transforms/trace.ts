import { isFloat } from '../array/dtype.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { gradientErrors } from '../errors/gradients.ts';
import { BRAND } from '../errors/text.ts';
import { transformErrors } from '../errors/transforms.ts';
import { retire } from '../graph.ts';
import { settled, withRecording } from '../recording.ts';
import { checkTree, mapTree, type Tree, treeLeaves } from '../tree.ts';
import { Value } from '../value.ts';
import { makeVariables, type TreeLike, type Variables } from './variables.ts';

/** A function's graph at a point: its variables and its result, a tree of Values. */
export interface Traced<T, Y> {
  readonly variables: Variables<T>;
  readonly value: Y;
}

/** Throws unless a transform is applied to a function. */
export function checkFunction(operation: string, f: unknown): void {
  if (typeof f !== 'function') throw argumentErrors.notAFunction(operation, f);
}

/**
 * Runs f on variables of its own and keeps the graph, so that a transform can walk over it any number of times.
 *
 * Throws a GradientError if nothing can be differentiated: if all Values of the argument are integers or booleans, or if any
 * Value of the result is. A result that does not depend on the argument has a derivative, which is zero.
 */
export function trace<T extends Tree, Y extends Tree>(
  operation: string,
  f: (x: T) => Y,
  x: TreeLike<T>,
): Traced<T, Y> {
  checkFunction(operation, f);
  const variables = makeVariables<T>(operation, x);
  if (variables.made.size === 0) checkFloats(operation, variables.tree);
  // A copy: derivatives are not with respect to what f puts in its argument.
  const { tree } = variables;
  const given = tree instanceof Value ? tree : mapTree((variable) => variable, tree);
  const value = withRecording('gradients', () => f(given));
  for (const variable of variables.made.values()) retire(variable);
  const isForeign = !(settled(operation, value) instanceof Value) && BRAND in Object(value);
  if (isForeign) throw transformErrors.notReturned(operation, value);
  checkTree(operation, 'the result', value);
  if (treeLeaves(value).length === 0) throw transformErrors.notReturned(operation, value);
  checkFloats(operation, value);
  return { variables, value };
}

/** Throws if a Value of a tree holds integers or booleans, which have no derivative. */
export function checkFloats(operation: string, tree: Tree): void {
  for (const leaf of treeLeaves(tree))
    if (!isFloat(leaf.dtype)) throw gradientErrors.notFloat(operation, leaf);
}
