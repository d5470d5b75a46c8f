import { cholesky, type Random, Value } from '@chainrule/core';
import { flat } from './agreement.ts';
import { ifPossible } from './possible.ts';

/** How far the leaves go from where they are, relative to their size; smaller where a formula is not defined there. */
const REACHES = [1.2, 0.4, 0.1, 0.02, 0.002];

/** In place of a reach: numbers around zero, where no function of the usual ones is saturated. */
const UNIT = 'unit';

/** So little that no comparison changes sides. */
const NEAR = [1e-3, 1e-5];

/** Where a unit that is on is sought off, and the reverse. */
const BEYOND: readonly Reach[] = [UNIT, 1.2, 3, 10];

export type Reach = number | typeof UNIT;

/** So that no claim is missed that depends on one sign of a number. */
const SHARE_OF_TYPICAL = 0.3;

/**
 * `'free'`: every leaf moves in every entry. `'near'`: moves so small that no comparison changes sides. `'parameters'`: only
 * what wants a gradient moves. `'derived'`: constants that may be numbers of the formula move too, where they can also have
 * been computed from constants that move.
 */
export type Movement = 'free' | 'derived' | 'near' | 'parameters';

/**
 * What a leaf keeps that moves: the sum of each row, which is 1, only zeros and ones, a single one in each row, symmetry, that
 * and being positive definite, a norm of 1, entries above zero.
 */
export type Keeping = 'sum' | 'binary' | 'one-hot' | 'symmetric' | 'positive-definite' | 'unit' | 'positive';

/** What is looked for first; of two that a leaf keeps, the later one says more. */
export const KEEPINGS = ['sum', 'binary', 'unit', 'one-hot', 'symmetric', 'positive-definite'] as const;

/** The reaches that are tried one after the other for the k-th place. */
export function reachesOf(movement: Movement, k: number): readonly Reach[] {
  if (movement === 'near') return NEAR;
  return k % 2 === 1 ? [UNIT, ...REACHES] : REACHES;
}

/** The reach of the k-th place that is sought beyond a kink. */
export const reachBeyond = (k: number): Reach => BEYOND[k % BEYOND.length];

export function movedEntries(
  leaf: Value,
  entries: Float64Array,
  reach: Reach,
  keeping: Keeping | undefined,
  random: Random,
): Float64Array {
  if (keeping === 'binary') return entries.map(() => Number(random.next() < 0.5));
  if (keeping === 'one-hot') return shuffledRows(leaf, entries, random);
  if (keeping === 'sum') return probabilities(leaf, entries, reach === UNIT ? 1 : reach, random);
  if (keeping === 'positive') return scaledEntries(entries, reach === UNIT ? 1 : reach, random);
  const moved = movedFreely(entries, reach, random);
  if (keeping === 'symmetric') return symmetrized(moved, rowLength(leaf));
  if (keeping === 'positive-definite') return definite(leaf, entries, symmetrized(moved, rowLength(leaf)));
  if (keeping === 'unit') return normalized(moved);
  return moved;
}

function movedFreely(entries: Float64Array, reach: Reach, random: Random): Float64Array {
  const between = () => 2 * random.next() - 1;
  if (reach === UNIT) return entries.map(() => 1.5 * between());
  const typical = Math.hypot(...entries) / Math.sqrt(entries.length) || 0.5;
  return entries.map((x) => x + reach * (Math.abs(x) + SHARE_OF_TYPICAL * typical) * between());
}

const scaledEntries = (entries: Float64Array, reach: number, random: Random) =>
  entries.map((x) => x * Math.exp(reach * (2 * random.next() - 1)));

/** Whether all entries of a leaf are above zero. */
export const isPositive = (leaf: Value): boolean =>
  leaf.size <= MOST_KEPT && Array.prototype.every.call(flat(leaf), (x: number) => x > 0);

/** The mean of a square matrix and its transpose. */
const symmetrized = (entries: Float64Array, n: number) =>
  entries.map((x, i) => (x + entries[(i % n) * n + Math.floor(i / n)]) / 2);

/** How often a move is halved that leaves the positive definite matrices. */
const HALVINGS = 20;

/** The first point on the way back from symmetric entries to those of a positive definite matrix that is one, too. */
function definite(leaf: Value, from: Float64Array, to: Float64Array): Float64Array {
  let moved = to;
  for (let k = 0; k < HALVINGS && !isDefinite(leaf, moved); k++)
    moved = moved.map((x, i) => (x + from[i]) / 2);
  return moved;
}

const isDefinite = ({ shape }: Value, entries: Float64Array): boolean =>
  ifPossible(() => cholesky(Value.of({ data: entries, shape, dtype: 'float64' }))) !== undefined;

function normalized(entries: Float64Array): Float64Array {
  const norm = Math.hypot(...entries);
  return entries.map((x) => x / norm);
}

/** What a leaf can keep: of two the later one says more. */
export function keepable(leaf: Value): readonly Keeping[] {
  if (leaf.rank === 0 || leaf.size > MOST_KEPT) return [];
  const entries = Float64Array.from(flat(leaf));
  const has: Readonly<Record<(typeof KEEPINGS)[number], boolean>> = {
    sum: areProbabilities(leaf, entries),
    binary: isBinary(entries),
    unit: leaf.rank === 1 && Math.abs(Math.hypot(...entries) - 1) < ROUNDED,
    'one-hot': isBinary(entries) && areProbabilities(leaf, entries),
    symmetric: isSymmetric(leaf, entries),
    'positive-definite': isSymmetric(leaf, entries) && isDefinite(leaf, entries),
  };
  return KEEPINGS.filter((each) => has[each]);
}

/** Larger leaves are not looked at for what they keep. */
const MOST_KEPT = 10_000;

/** How far numbers of a norm or a sum of 1 may be from it, since people round them. */
const ROUNDED = 1e-6;

function isSymmetric({ shape, rank }: Value, entries: Float64Array): boolean {
  const n = shape[0];
  return rank === 2 && n > 1 && n === shape[1] && symmetrized(entries, n).every((x, i) => x === entries[i]);
}

const isBinary = (entries: Float64Array) =>
  entries.every((x) => x === 0 || x === 1) && new Set(entries).size === 2;

const rowLength = ({ shape }: Value) => shape[shape.length - 1];

function areProbabilities(leaf: Value, entries: Float64Array): boolean {
  const n = rowLength(leaf);
  if (n < 2 || entries.some((x) => x < 0)) return false;
  for (let i = 0; i < entries.length; i += n)
    if (Math.abs(entries.subarray(i, i + n).reduce((a, b) => a + b, 0) - 1) > ROUNDED) return false;
  return true;
}

/** The one of each row at another place. */
function shuffledRows(leaf: Value, entries: Float64Array, random: Random): Float64Array {
  const n = rowLength(leaf);
  for (let i = 0; i < entries.length; i += n) {
    const row = entries.slice(i, i + n);
    random.permutation(n).forEach((from, to) => {
      entries[i + to] = row[from];
    });
  }
  return entries;
}

function probabilities(leaf: Value, entries: Float64Array, reach: number, random: Random): Float64Array {
  const n = rowLength(leaf);
  const moved = entries.map(
    (x) => x * Math.exp(reach * (2 * random.next() - 1)) + 0.1 * reach * random.next(),
  );
  for (let i = 0; i < moved.length; i += n) {
    const row = moved.subarray(i, i + n);
    const total = row.reduce((a, b) => a + b, 0);
    row.forEach((x, k) => {
      row[k] = x / total;
    });
  }
  return moved;
}
