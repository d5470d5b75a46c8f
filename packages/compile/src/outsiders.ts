import { isAbstract, isBranch, keysOf, Value } from '@chainrule/core';
import { errors } from './errors.ts';

/*
 * Anything in a tree that is neither a Value nor a branch keeps the state that it had when the function was traced. If it
 * holds Values itself, that is a mistake.
 */

/** Throws if there are Values inside something that is not looked into, such as a Map. */
export function checkTree(tree: unknown, path: string): void {
  visit(tree, path, () => {});
}

/** Returns the result of a function. Throws if it is or holds a promise or a generator, or if Values in it are out of reach. */
export function checkResult<T>(result: T): T {
  visit(result, 'the result', (thing, path) => {
    if (!isPending(thing)) return;
    // Nobody awaits it: an error in it would end the process.
    if (thing instanceof Promise) thing.catch(() => {});
    throw errors.promised(path, 'then' in thing ? 'a promise' : 'a generator');
  });
  return result;
}

function visit(
  node: unknown,
  path: string,
  check: (thing: object, path: string) => void,
  above: readonly object[] = [],
): void {
  if (typeof node !== 'object' || node === null || node instanceof Value) return;
  check(node, path);
  if (isBranch(node)) {
    if (above.includes(node)) throw errors.cyclic(path);
    for (const key of keysOf('compile', () => path, node, above.length))
      visit(node[key], `${path}.${key}`, check, [...above, node]);
  } else if (hidesValues(node)) throw errors.notLookedInto(path, node.constructor?.name ?? 'none');
}

/** Whether it is a promise or a generator: not an answer yet. */
function isPending(thing: object): boolean {
  const { then, next } = thing as { then?: unknown; next?: unknown };
  if (typeof then === 'function') return true;
  return typeof next === 'function' && (Symbol.iterator in thing || Symbol.asyncIterator in thing);
}

const isOrHasValue = (thing: unknown): boolean =>
  thing instanceof Value || (isBranch(thing) && Object.values(thing).some((x) => x instanceof Value));

/** For an instance of a class, only Values that would be differentiated or recomputed: datasets, for example, hold constants. */
function hidesValues(thing: object): boolean {
  if (thing instanceof Map || thing instanceof Set) return [...thing.values()].some(isOrHasValue);
  if (ArrayBuffer.isView(thing)) return false;
  return Object.values(thing).some((x) => x instanceof Value && (x.wantsGradient || isAbstract(x)));
}
