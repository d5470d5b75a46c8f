import { graph, type Value } from '@chainrule/core';
import { type Expression, isCall } from '../expression/expression.ts';

/*
 * In a program m can stand for the number of rows of X. It is no node of the graph, since it moves with nothing; what is said of
 * the formula may yet call it m.
 */

/** Whether it is notation of a program for a number that is read off shapes. */
export const isSize = (expression: Expression) =>
  isCall(expression, 'size') && expression.means !== undefined;

const sizes = new WeakMap<Value, ReadonlyMap<string, number>>();

/** Remembers what names the formula that a graph was made from gives to sizes. */
export function rememberSizes(root: Value, named: ReadonlyMap<string, number>): void {
  if (named.size > 0) sizes.set(root, named);
}

/** The names of sizes in the formula that a graph was made from. */
export const sizesOfGraph = (root: Value): ReadonlyMap<string, number> =>
  graph(root)
    .nodes.map((node) => sizes.get(node))
    .find((each) => each !== undefined) ?? NONE;

const NONE: ReadonlyMap<string, number> = new Map();
