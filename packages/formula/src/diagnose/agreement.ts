import type { Value } from '@chainrule/core';

/** Two ways to compute the same in double precision differ by no more than this, relative to the larger. */
const RELATIVE = 1e-9;

/** An entry may be off by this much of the largest entry: it can be what is left of larger terms. */
const OF_LARGEST = 1e-12;

/** What agrees to so much may be the same where terms cancel. */
const ROUGHLY = 1e-6;

/** What rounding leaves of terms that cancel, relative to their size. */
const LEFT_OF_TERMS = 1e-12;

/** At how many places two formulas must agree to the last digits: at others terms may cancel. */
export const LEAST_EXACT = 3;

/** How far each entry of a claim may be from the truth for other causes than rounding in double precision. */
export type Allowance = (entry: number) => number;

export const none: Allowance = () => 0;

/** The numbers of a value in a row. */
export const flat = ({ data }: Value): ArrayLike<number> => (typeof data === 'number' ? [data] : data);

/** Whether all numbers are finite. */
export const isFinite = (x: Value): boolean => Array.prototype.every.call(flat(x), Number.isFinite);

/** Whether all numbers are zero. */
export const vanishes = (x: Value): boolean =>
  Array.prototype.every.call(flat(x), (entry: number) => entry === 0);

/** The size of the largest finite entry. */
export function largest(x: Value): number {
  const entries = flat(x);
  let found = 0;
  for (let i = 0; i < entries.length; i++)
    if (Number.isFinite(entries[i])) found = Math.max(found, Math.abs(entries[i]));
  return found;
}

/** Whether two values of one shape are the same numbers, up to rounding and an allowance. */
export function agree(claimed: Value, truth: Value, allowance: Allowance = none): boolean {
  return sameShape(claimed, truth) && wrongEntries(claimed, truth, allowance).length === 0;
}

/**
 * Whether two values may be the same where terms cancel: 1 − out has few digits left when out is all but 1. `scale` is the
 * size of the terms.
 */
export function nearlyAgree(claimed: Value, truth: Value, allowance: Allowance, scale: number): boolean {
  if (!sameShape(claimed, truth)) return false;
  const slack: Allowance = (i) => allowance(i) + ROUGHLY * Math.abs(flat(truth)[i]) + LEFT_OF_TERMS * scale;
  return wrongEntries(claimed, truth, slack).length === 0;
}

/** The entries in which two values of one size differ. What is not finite is equal to nothing, not even to itself. */
export function wrongEntries(claimed: Value, truth: Value, allowance: Allowance = none): number[] {
  const [c, t] = [flat(claimed), flat(truth)];
  const base = OF_LARGEST * largest(truth);
  const wrong: number[] = [];
  for (let i = 0; i < t.length; i++) {
    const slack = RELATIVE * Math.max(Math.abs(c[i]), Math.abs(t[i])) + base + allowance(i);
    const comparable = Number.isFinite(c[i]) && Number.isFinite(t[i]);
    if (!comparable || !(Math.abs(c[i] - t[i]) <= slack)) wrong.push(i);
  }
  return wrong;
}

/** Whether two shapes are the same, or differ in how many axes of size 1 they have. A row is not a column. */
export function sameShape(a: Value, b: Value): boolean {
  const equal = (left: readonly number[], right: readonly number[]) =>
    left.length === right.length && left.every((n, k) => n === right[k]);
  if (a.rank === b.rank) return equal(a.shape, b.shape);
  const [left, right] = [a, b].map(({ shape }) => shape.filter((n) => n !== 1));
  return equal(left, right);
}

/** The constant c for which claimed = c · other in the largest entry; undefined where there is none. */
export function ratioOf(claimed: Value, other: Value): number | undefined {
  const [c, o] = [flat(claimed), flat(other)];
  let at = 0;
  for (let i = 0; i < o.length; i++) if (Math.abs(o[i]) > Math.abs(o[at])) at = i;
  const ratio = c[at] / o[at];
  return Number.isFinite(ratio) && ratio !== 0 ? ratio : undefined;
}
