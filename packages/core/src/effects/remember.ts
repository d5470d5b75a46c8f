import type { TypedArray } from '../array/dtype.ts';
import { kindOf } from '../array/typed-array.ts';
import { state } from '../recording.ts';
import { isBranch, isCollection, type Tree, treeNode } from '../tree.ts';
import { Value } from '../value.ts';
import type { Noted } from './log.ts';

/**
 * Says that the contents of a tree may be changed: the fields of its modules, the entries of its arrays and plain objects. A
 * transform that is running then restores them if its function throws, and can run the function several times from the same
 * start. The methods of nn's modules and optimisers call it; in another class, a method that changes fields calls
 * `remember(this)` first.
 *
 * @example
 * ```ts
 * import { constant, grad, remember, type Value } from '@chainrule/core';
 * const running = { mean: constant(0) };
 * const f = (x: Value) => {
 *   remember(running);
 *   running.mean = constant(x);
 *   return x.reshape([2]); // x has one entry, so this throws
 * };
 * grad(f)(3); // → throws reshape
 * running.mean; // → 0
 * ```
 */
export function remember(tree: Tree): void {
  const { log } = state;
  if (log === undefined || typeof tree !== 'object' || tree === null || tree instanceof Value) return;
  // A list, not recursion: what a module holds besides Values may be nested to any depth.
  const found: [branch: Branch, above: object][] = [[tree as Branch, tree]];
  for (const [branch, above] of found) {
    if (log.knows(branch)) continue;
    const owner = treeNode in branch ? branch : above;
    log.add(branch, lookAt, owner);
    for (const each of Object.values(branch))
      if (isBranch(each)) found.push([each, owner]);
      else if (kindOf(each) !== undefined) log.add(each as TypedArray, lookAtNumbers, owner);
      else if (isCollection(each)) log.add(each, lookAtCollection, owner);
  }
}

type Branch = Record<string, unknown>;
type Collection = Map<unknown, unknown> | Set<unknown>;

function lookAt(branch: Branch): Noted {
  const before = new Map(Object.entries(branch));
  return {
    restore() {
      for (const [key, thing] of before) if (!Object.is(branch[key], thing)) branch[key] = thing;
      for (const key of Object.keys(branch)) if (!before.has(key)) delete branch[key];
      if (Array.isArray(branch)) branch.length = before.size;
    },
    changed(isOwn) {
      for (const key of new Set([...before.keys(), ...Object.keys(branch)])) {
        const [was, is] = [before.get(key), branch[key]];
        if (!isAlike(was, is) || (was instanceof Value && isOwn(was))) return `${key} of ${nameOf(branch)}`;
      }
      return undefined;
    },
  };
}

function lookAtNumbers(array: TypedArray): Noted {
  const before = array.slice();
  return {
    restore: () => array.set(before),
    changed: () =>
      before.some((x, i) => !Object.is(x, array[i])) ? `numbers in a ${kindOf(array)}` : undefined,
  };
}

/** Keys and entries are compared and restored; changes within an entry are not tracked. */
function lookAtCollection(collection: Collection): Noted {
  const before = [...collection];
  return {
    restore() {
      collection.clear();
      for (const each of before)
        if ('set' in collection) collection.set(...(each as [unknown, unknown]));
        else collection.add(each);
    },
    changed: () =>
      isAlike(before, [...collection]) ? undefined : `entries of a ${'set' in collection ? 'Map' : 'Set'}`,
  };
}

/**
 * Whether a function does the same if it reads one thing instead of the other: the same Values and plain data. Functions and
 * objects that are not looked into count as alike.
 */
function isAlike(a: unknown, b: unknown): boolean {
  const pairs: (readonly [unknown, unknown])[] = [[a, b]];
  const seen = new Set<unknown>();
  for (const [x, y] of pairs) {
    if (Object.is(x, y) || seen.has(x)) continue;
    if (isBranch(x) && isBranch(y)) {
      seen.add(x);
      for (const key of new Set([...Object.keys(x), ...Object.keys(y)])) pairs.push([x[key], y[key]]);
    } else if (isRead(x) || isRead(y)) return false;
  }
  return true;
}

/** Whether it is a Value, a branch, or plain data; undefined and null are not. */
const isRead = (thing: unknown) =>
  thing instanceof Value || isBranch(thing) || /^(number|string|boolean|bigint)$/.test(typeof thing);

const nameOf = (branch: Branch) =>
  Array.isArray(branch) ? 'an array' : treeNode in branch ? branch.constructor.name : 'an object';
