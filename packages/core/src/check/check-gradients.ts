import { isFloat } from '../array/dtype.ts';
import { flat } from '../array/ndarray.ts';
import { constant, ones, optionsOf } from '../create.ts';
import { errors } from '../errors.ts';
import { mul, reshape, sum } from '../ops/index.ts';
import { concat } from '../ops/join.ts';
import { Random } from '../random.ts';
import { grad } from '../transforms/grad.ts';
import { jvp } from '../transforms/jvp.ts';
import { type TreeLike, toValues } from '../transforms/variables.ts';
import { mapTree, type Tree, treeLeaves } from '../tree.ts';
import type { Value } from '../value.ts';
import { slopeAt0 } from './differences.ts';
import { kinksBetween } from './kinks.ts';
import { GradientReport, type GradientRow } from './report.ts';

export interface CheckOptions {
  /** The highest order of derivative to check: 2 checks the gradient's own gradient too. 1 where absent. */
  order?: 1 | 2;
  /** The relative error that is let pass, of the larger of 1 and the number; 1e-6 where absent. */
  tolerance?: number;
  /** Entries of each input that are tried, drawn at random where there are more; 50 where absent. */
  entries?: number;
  /** The seed of everything that is drawn. */
  seed?: number;
}

/**
 * Holds the derivatives of a function against one another: reverse mode = forward mode = finite differences, and
 * ⟨v, J u⟩ = ⟨Jᵀ v, u⟩. Everything is done in float64.
 *
 * Returns a report that prints as a table. A result that is not a scalar is weighted with random numbers first. Where a
 * probe straddles a kink the row says so and counts as no failure.
 *
 * @example
 * ```ts
 * import { checkGradients, customGradient, type Value } from '@chainrule/core';
 * checkGradients((x: Value) => x.sin().mul(x), [1, 2, 3], { order: 2 }).passed; // → true
 * const wrong = customGradient({ name: 'wrong', forward: (x) => x.square(), vjp: (g, _, x) => [g.mul(x)] });
 * checkGradients((x: Value) => wrong(x), [1, 2]).passed; // → false
 * ```
 */
export function checkGradients<T extends Tree = Value>(
  f: (x: T) => Tree,
  at: TreeLike<T>,
  options: CheckOptions = {},
): GradientReport {
  const { order = 1, tolerance = 1e-6, entries = 50, seed = 0 } = optionsOf('checkGradients', options);
  if (typeof f !== 'function') throw errors.notAFunction('checkGradients', f);
  const random = new Random(seed);
  const x = mapTree(inDouble, toValues(at)) as T;
  const terms = weighted(f, x, random);
  const rows = checkOrder(terms, x, 1, { tolerance, entries, random });
  if (order === 2) {
    const gradient = (u: T) => grad((v: T) => sum(terms(v)))(u as TreeLike<T>);
    rows.push(...checkOrder(weighted(gradient, x, random), x, 2, { tolerance, entries, random }));
  }
  return new GradientReport(rows, tolerance);
}

/** A float leaf in float64; indices and masks stay what they are. */
const inDouble = (leaf: Value) =>
  isFloat(leaf.dtype) ? constant(leaf, { dtype: 'float64', name: leaf.name }) : leaf;

/** w·y over every Value of f(x), flat and in one Value, with weights drawn once (1 for a scalar); its sum is the function checked. */
function weighted<T extends Tree>(f: (x: T) => Tree, x: T, random: Random): (x: T) => Value {
  const results = treeLeaves(f(x));
  if (results.length === 0) throw errors.notReturned('checkGradients', f(x));
  const alone = results.length === 1 && results[0].rank === 0;
  const weights = results.map((y) => (alone ? ones([]) : random.uniform(y.shape, { min: 0.5, max: 1.5 })));
  return (u) => concat(treeLeaves(f(u)).map((y, i) => reshape(mul(y, weights[i]), [-1])));
}

interface Effort {
  readonly tolerance: number;
  readonly entries: number;
  readonly random: Random;
}

function checkOrder<T extends Tree>(
  terms: (x: T) => Value,
  x: T,
  order: number,
  effort: Effort,
): GradientRow[] {
  const f = (u: T) => sum(terms(u));
  const gradient = grad(f)(x as TreeLike<T>) as Tree;
  const rows: GradientRow[] = [];
  mapTree(
    (leaf, [found], path) => {
      if (!isFloat(leaf.dtype)) return;
      const name = leaf.name ?? (path.length > 0 ? path.join('.') : 'x');
      for (const entry of chosen(leaf.size, effort)) {
        const along = (step: number) => terms(moved(x, leaf, entry, step));
        const reverse = flat(found as Value)[entry];
        rows.push(compared({ order, name, entry, reverse }, along, flat(leaf)[entry], effort.tolerance));
      }
    },
    x,
    gradient,
  );
  return [...rows, ...directional(f, x, gradient, order, effort)];
}

/** The tree with one entry of one leaf moved by a step. */
function moved<T extends Tree>(x: T, leaf: Value, entry: number, step: number): T {
  const data = Float64Array.from(flat(leaf));
  data[entry] += step;
  const replaced = constant(data, { shape: leaf.shape, name: leaf.name });
  return mapTree((each) => (each === leaf ? replaced : each), x);
}

function chosen(size: number, { entries, random }: Effort): number[] {
  if (size <= entries) return Array.from({ length: size }, (_, i) => i);
  return [...random.permutation(size).slice(0, entries)].sort((a, b) => a - b);
}

type Found = Pick<GradientRow, 'order' | 'name' | 'entry' | 'reverse'>;

/** One entry of the gradient against differences of values. */
function compared(found: Found, along: (step: number) => Value, x: number, tolerance: number): GradientRow {
  const slope = slopeAt0((step) => flat(along(step)), Math.abs(x));
  const allowed = Math.max(tolerance, 2 * slope.error) * Math.max(1, Math.abs(slope.value));
  const error = Math.abs(found.reverse - slope.value);
  const row = { ...found, kind: 'reverse = differences' as const, expected: slope.value, error };
  if (error <= allowed && slope.error < Math.max(1, Math.abs(slope.value)) * 1e-3)
    return { ...row, verdict: 'passed' };
  const sides = Math.abs(slope.left - slope.right);
  const kinks =
    sides > 1e-3 * Math.max(1, Math.abs(slope.value))
      ? kinksBetween(along, 1e-6 * Math.max(1, Math.abs(x)))
      : [];
  if (kinks.length === 0) return { ...row, verdict: 'failed' };
  return {
    ...row,
    verdict: 'kink',
    note: `${kinks.join('; ')}: ${slope.left} to the left, ${slope.right} to the right`,
  };
}

/** Forward mode along random directions, against the gradient: ⟨∇f, u⟩ = J u. */
function directional<T extends Tree>(
  f: (x: T) => Value,
  x: T,
  gradient: Tree,
  order: number,
  effort: Effort,
): GradientRow[] {
  const u = mapTree((leaf) => effort.random.normal(leaf.shape), x);
  const forward = jvp(f, x as TreeLike<T>, u as TreeLike<T>).tangent.item();
  let reverse = 0;
  mapTree(
    (leaf, [direction, slope]) => {
      if (isFloat(leaf.dtype)) reverse += sum(mul(direction as Value, slope as Value)).item();
    },
    x,
    u,
    gradient,
  );
  const error = Math.abs(forward - reverse);
  const verdict = error <= effort.tolerance * Math.max(1, Math.abs(forward)) ? 'passed' : 'failed';
  return [{ order, name: 'all', kind: '⟨v, J u⟩ = ⟨Jᵀ v, u⟩', reverse, expected: forward, error, verdict }];
}
