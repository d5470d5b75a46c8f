import { argumentErrors } from './errors/arguments.ts';
import { checkCount } from './errors/surplus.ts';
import { BRAND } from './errors/text.ts';
import { treeErrors } from './errors/trees.ts';
import { state } from './recording.ts';
import { Value } from './value.ts';

/** A class whose instances are trees themselves, as modules are, carries this key: `readonly [treeNode] = true`. */
export const treeNode: unique symbol = Symbol.for('chainrule.tree');

/** Values in arrays, plain objects and modules, nested in any way. Anything else that holds no Values passes through unchanged. */
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

/** How deep objects that are not looked into are searched for Values. */
const DEEPEST = 3;

/** Whether it is a Map or a Set, of whichever realm. */
export const isCollection = (thing: unknown): thing is Map<unknown, unknown> | Set<unknown> =>
  /^\[object (Map|Set)\]$/.test(Object.prototype.toString.call(thing));

/** Whether a thing that is neither a Value nor a branch holds Values: a Map, a Set or an object of a class. */
export function hidesValues(thing: unknown, depth = DEEPEST): boolean {
  if (typeof thing !== 'object' || thing === null || ArrayBuffer.isView(thing) || depth === 0) return false;
  if (BRAND in thing) return true;
  const inside = isCollection(thing) ? [...thing] : Object.values(thing);
  return inside.some((each) => each instanceof Value || hidesValues(each, depth - 1));
}

/** Where something stands in a tree: `the argument .layers[0]`. */
export function placeIn(branch: unknown, where: string, key: string): string {
  const isPath = where.includes(' .') || where.includes(' [');
  return `${where}${isPath ? '' : ' '}${Array.isArray(branch) ? `[${key}]` : `.${key}`}`;
}

/** The most levels that a tree may have, so that recursion over it fits on the stack. */
const MOST_LEVELS = 500;

/** Throws if a part of a tree lies too deep. `depth` is the number of branches above it. */
export function checkDepth(operation: string, where: () => string, depth: number): void {
  if (depth >= MOST_LEVELS) throw treeErrors.tooNested(operation, where(), MOST_LEVELS);
}

/**
 * The keys of a branch with `depth` branches above it. Throws if the branch holds more than its keys say, such as a hole in
 * an array or an entry under a symbol, and if it lies too deep.
 */
export function keysOf(operation: string, where: () => string, branch: Entries, depth: number): string[] {
  checkDepth(operation, where, depth);
  const keys = Object.keys(branch);
  // The indices come before all other keys.
  const last = Array.isArray(branch) ? branch.length - 1 : -1;
  if (last >= 0 && keys[last] !== String(last)) throw treeErrors.sparse(operation, where());
  for (const symbol of Object.getOwnPropertySymbols(branch)) {
    const entry = (branch as Record<symbol, unknown>)[symbol];
    if (symbol !== treeNode && (entry instanceof Value || hidesValues(entry)))
      throw treeErrors.notLookedInto(operation, `${where()} ${String(symbol)}`, symbol);
  }
  return keys;
}

/** Gives a branch an entry. Defined, not assigned: a key of the name __proto__ is a key like any other. */
export function define(branch: object, key: string, value: unknown): void {
  Object.defineProperty(branch, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Throws where a tree has Values that are out of reach, and where it has itself as a part. */
export function checkTree(
  operation: string,
  where: string,
  tree: Tree,
  above: readonly unknown[] = [],
): void {
  if (tree instanceof Value) return;
  if (!isBranch(tree)) {
    if (hidesValues(tree)) throw treeErrors.notLookedInto(operation, where, tree);
    return;
  }
  if (above.includes(tree)) throw treeErrors.cyclic(operation, where);
  for (const key of keysOf(operation, () => where, tree, above.length))
    checkTree(operation, placeIn(tree, where, key), tree[key], [...above, tree]);
}

/**
 * A tree of the same form with f of every Value in it, and its path: `['layers', '0', 'weight']`. The entries of other
 * trees of that form at the same place, whatever they are, are handed to f too.
 *
 * Throws a DataError for Values in objects that are not searched, such as a Map or an instance of a class without
 * `treeNode`, for an array with holes, for a cyclic tree, and for one of more than 500 levels.
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
  if (typeof f !== 'function') throw argumentErrors.notAFunction('mapTree', f);
  const above = new Set<unknown>();
  const visit = (node: unknown, beside: readonly unknown[], path: string[]): unknown => {
    if (node instanceof Value) return f(node, [...beside], path);
    if (!isBranch(node)) {
      if (hidesValues(node)) throw treeErrors.notLookedInto('mapTree', pathText(path), node);
      return node;
    }
    if (above.has(node)) throw treeErrors.cyclic('mapTree', pathText(path));
    above.add(node);
    const mapped = Array.isArray(node) ? [] : Object.create(Object.getPrototypeOf(node));
    if (Object.hasOwn(node, treeNode)) mapped[treeNode] = true;
    state.log?.born(mapped);
    for (const key of keysOf('mapTree', () => pathText(path), node, path.length)) {
      const others = beside.map((other) => entryOf(other, key));
      define(mapped, key, visit(node[key], others, [...path, key]));
    }
    above.delete(node);
    return mapped;
  };
  return visit(tree, others, []) as T;
}

const pathText = (path: readonly string[]) => (path.length === 0 ? 'the tree' : path.join('.'));

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
