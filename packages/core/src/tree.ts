import { checkCount } from './arguments.ts';
import { transformErrors } from './errors.ts';
import { Value } from './value.ts';

/** A class whose instances are trees themselves, as modules are, carries this key: `readonly [treeNode] = true`. */
export const treeNode: unique symbol = Symbol.for('chainrule.tree');

/** Values in arrays, plain objects and modules, nested at will. What is neither passes through unchanged. */
export type Tree = unknown;

type Entries = Record<string, unknown>;

/** Whether the branches of a thing are looked into. */
export function isBranch(thing: unknown): thing is Entries {
  if (typeof thing !== 'object' || thing === null || thing instanceof Value) return false;
  if (Array.isArray(thing) || treeNode in thing) return true;
  const prototype = Object.getPrototypeOf(thing);
  // The prototype of plain objects, of whichever realm, is the only one without a prototype of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * A tree of the same form with f of every Value in it, and its path: `['layers', '0', 'weight']`. The entries of other
 * trees of that form at the same place, whatever they are, are handed to f too.
 *
 * @example
 * ```ts
 * import { mapTree, value } from '@chainrule/core';
 * const model = { weights: [value(1), value(2)], name: 'a' };
 * const doubled = mapTree((x) => x.mul(2), model);
 * doubled.weights; // → [2, 4]
 * doubled.name; // → a
 * ```
 */
export function mapTree<T extends Tree>(
  f: (x: Value, others: unknown[], path: string[]) => unknown,
  tree: T,
  ...others: Tree[]
): T {
  return mapTrees(f, tree, others);
}

/** `mapTree` over a list of other trees, which may be long. */
export function mapTrees<T extends Tree>(
  f: (x: Value, others: unknown[], path: string[]) => unknown,
  tree: T,
  others: readonly Tree[],
): T {
  const above = new Set<unknown>();
  const visit = (node: unknown, beside: readonly unknown[], path: string[]): unknown => {
    if (node instanceof Value) return f(node, [...beside], path);
    if (!isBranch(node)) return node;
    if (above.has(node)) throw transformErrors.cyclicTree(path);
    above.add(node);
    const mapped = Array.isArray(node) ? [] : Object.create(Object.getPrototypeOf(node));
    if (Object.hasOwn(node, treeNode)) mapped[treeNode] = true;
    for (const key of Object.keys(node)) {
      const value = visit(
        node[key],
        beside.map((other) => entryOf(other, key)),
        [...path, key],
      );
      // Defined, not assigned: a key of the name __proto__ is a key like any other.
      Object.defineProperty(mapped, key, { value, writable: true, enumerable: true, configurable: true });
    }
    above.delete(node);
    return mapped;
  };
  return visit(tree, others, []) as T;
}

const entryOf = (branch: unknown, key: string) =>
  typeof branch === 'object' && branch !== null && Object.hasOwn(branch, key)
    ? (branch as Entries)[key]
    : undefined;

/** Every Value of a tree once, in the order of its fields. */
export function treeLeaves(tree: Tree): Value[] {
  checkCount('treeLeaves', 1, arguments);
  const found = new Set<Value>();
  mapTree((x) => found.add(x), tree);
  return [...found];
}
