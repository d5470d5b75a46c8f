import type { Value } from '@chainrule/core';
import { flat } from './agreement.ts';

/*
 * What is computed from constants alone is not recorded: of 1 − t, with a constant t, the graph keeps the number. Where t
 * moves, that number has to move with it.
 */

/** What people do to a constant before it meets a variable. */
const COMPUTED: readonly ((x: number) => number)[] = [
  (x) => x,
  (x) => 1 - x,
  (x) => -x,
  (x) => x - 1,
  (x) => 1 + x,
  (x) => x * x,
  (x) => 2 * x,
  (x) => x / 2,
  (x) => -2 * x,
  (x) => 1 / x,
  (x) => Math.log(x),
  (x) => Math.log(1 - x),
  (x) => Math.exp(x),
];

/** Numbers that stand in a formula for themselves. */
const LITERALS = new Set([0, 1, 2, 3, 4, 5, 6, 10, 100, 0.5, 0.25, 0.1, 0.2, 0.05, 0.01, 0.001, 1 / 3]);

/** Whether a constant without a name may just be a number in the formula. */
export const isLiteral = (leaf: Value): boolean =>
  Array.prototype.every.call(flat(leaf), (x: number) => LITERALS.has(Math.abs(x)));

/** How an unnamed constant was computed from a named one, entry by entry. */
export interface Derived {
  readonly from: Value;
  readonly entry: (x: number) => number;
}

/** Finds for an unnamed constant a named one that it was computed from. */
export function derivationOf(leaf: Value, named: readonly Value[]): Derived | undefined {
  const entries = flat(leaf);
  for (const from of named) {
    if (from.size !== leaf.size) continue;
    const originals = flat(from);
    const entry = COMPUTED.find((f) =>
      Array.prototype.every.call(originals, (x: number, i: number) => near(f(x), entries[i])),
    );
    if (entry) return { from, entry };
  }
  return undefined;
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
