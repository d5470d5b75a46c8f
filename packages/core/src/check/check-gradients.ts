import { isFloat } from '../array/dtype.ts';
import { flat } from '../array/ndarray.ts';
import { dryRun } from '../effects/log.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { checkCount } from '../errors/surplus.ts';
import { transformErrors } from '../errors/transforms.ts';
import { constant, ones } from '../make/create.ts';
import { mul, reshape, sum } from '../ops/index.ts';
import { checkWhole } from '../ops/indexing/indices.ts';
import { concat } from '../ops/shape/join.ts';
import { optionsOf } from '../options.ts';
import { Random } from '../random/random.ts';
import { grad } from '../transforms/grad.ts';
import { jvp } from '../transforms/jvp.ts';
import { checkFloats } from '../transforms/trace.ts';
import { type TreeLike, toValues } from '../transforms/variables.ts';
import { mapTree, type Tree, treeLeaves } from '../tree.ts';
import type { Value } from '../value.ts';
import { type Slope, slopeAt0 } from './differences.ts';
import { kinksBetween } from './kinks.ts';
import { GradientReport, type GradientRow } from './report.ts';

export interface CheckOptions {
  /** The highest order of derivative to check: 2 also checks the gradient of the gradient; default: 1. */
  order?: number;
  /** What reverse mode is compared with: `'differences'`, `'forward'` mode; default: both. */
  modes?: readonly ('differences' | 'forward')[];
  /** The tolerated error, relative to the larger of 1 and the number; default: 1e-6. */
  tolerance?: number;
  /** The largest number of entries of each input that are tried, drawn at random; default: 50. */
  entries?: number;
  /** The seed of all random draws. */
  seed?: number;
}

/**
 * Compares the derivatives of a function with one another: reverse mode = forward mode = finite differences, and
 * ⟨v, J u⟩ = ⟨Jᵀ v, u⟩. Everything is done in float64.
 *
 * Returns a report that prints as a table. A result that is not a scalar is weighted with random numbers first. If the
 * slopes on either side differ, or one does not exist, the row says so and does not count as a failure. Each run of f
 * starts with the same generators and modules, which are restored at the end.
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
  checkCount('checkGradients', 3, arguments);
  if (typeof f !== 'function') throw argumentErrors.notAFunction('checkGradients', f);
  const effort = effortOf(options);
  const x = mapTree(inDouble, toValues('checkGradients', at, 'at')) as T;
  if (!treeLeaves(x).some((leaf) => isFloat(leaf.dtype)))
    throw argumentErrors.badOption('checkGradients', 'at', 'numbers of float64 or float32', at);
  const rows: GradientRow[] = [];
  let checked: (u: T) => Tree = (u) => dryRun(() => f(u));
  for (let order = 1; order <= effort.order; order++) {
    const terms = weighted(checked, x, effort.random);
    rows.push(...checkOrder(terms, x, order, effort));
    checked = (u) => grad((v: T) => sum(terms(v)))(u as TreeLike<T>);
  }
  return new GradientReport(rows, effort.tolerance);
}

const MODES = ['differences', 'forward'] as const;

function effortOf(options: CheckOptions): Effort {
  const {
    order = 1,
    modes = MODES,
    tolerance = 1e-6,
    entries = 50,
    seed = 0,
  } = optionsOf('checkGradients', options, 'order, modes, tolerance, entries, seed');
  checkWhole('checkGradients', 'order', order, 1);
  checkWhole('checkGradients', 'entries', entries, 1);
  if (!(typeof tolerance === 'number' && tolerance >= 0))
    throw argumentErrors.badOption('checkGradients', 'tolerance', 'a number, 0 or more', tolerance);
  if (!Array.isArray(modes) || modes.length === 0 || !modes.every((mode) => MODES.includes(mode)))
    throw argumentErrors.badOption(
      'checkGradients',
      'modes',
      "an array of 'differences' and 'forward'",
      modes,
    );
  return { order, modes, tolerance, entries, random: new Random(seed) };
}

/** A float leaf in float64; indices and masks keep their dtype. */
const inDouble = (leaf: Value) =>
  isFloat(leaf.dtype) ? constant(leaf, { dtype: 'float64', name: leaf.name }) : leaf;

/**
 * w·y over all Values of f(x), as one flat Value. The weights w are drawn once (1 for a scalar); the sum is the function
 * that is checked.
 */
function weighted<T extends Tree>(f: (x: T) => Tree, x: T, random: Random): (x: T) => Value {
  const results = treeLeaves(f(x));
  if (results.length === 0) throw transformErrors.notReturned('checkGradients', f(x));
  checkFloats('checkGradients', results);
  const alone = results.length === 1 && results[0].rank === 0;
  const weights = results.map((y) => (alone ? ones([]) : random.uniform(y.shape, { min: 0.5, max: 1.5 })));
  return (u) => concat(treeLeaves(f(u)).map((y, i) => reshape(mul(y, weights[i]), [-1])));
}

interface Effort {
  readonly order: number;
  readonly modes: NonNullable<CheckOptions['modes']>;
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
      if (!isFloat(leaf.dtype) || !effort.modes.includes('differences')) return;
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
  if (effort.modes.includes('forward')) rows.push(directional(f, x, gradient, order, effort));
  return rows;
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

/** Compares one entry of the gradient with differences of values. */
function compared(found: Found, along: (step: number) => Value, x: number, tolerance: number): GradientRow {
  const slope = slopeAt0((step) => flat(along(step)), Math.abs(x));
  const scale = Math.max(1, Math.abs(slope.value));
  const error = Math.abs(found.reverse - slope.value);
  const row = { ...found, kind: 'reverse = differences' as const, expected: slope.value, error };
  const kink = kinkAt(along, x, slope, scale);
  if (kink !== undefined)
    return {
      ...row,
      verdict: 'kink',
      note: `not differentiable here, our convention is ${short(found.reverse)}; ${kink}`,
    };
  const passed = error <= Math.max(tolerance * scale, 2 * slope.error) && slope.error < scale * 1e-3;
  return { ...row, verdict: passed ? 'passed' : 'failed' };
}

/**
 * Why a function has no derivative at a point, if it has none: the slopes on the two sides differ, or one does not exist.
 */
function kinkAt(
  along: (step: number) => Value,
  x: number,
  { left, right }: Slope,
  scale: number,
): string | undefined {
  const ends = [left, right].map((side) => !Number.isFinite(side.value));
  if (ends[0] !== ends[1]) return `it ends here: no number to the ${ends[0] ? 'left' : 'right'}`;
  const jump = Math.abs(left.value - right.value);
  if (!(jump > 1e-3 * scale)) return undefined;
  const kinks = kinksBetween(along, 1e-6 * Math.max(1, Math.abs(x)));
  const settled = Math.max(left.error, right.error) < 1e-2 * jump;
  if (kinks.length === 0 && !settled) return undefined;
  const where = kinks.length > 0 ? kinks.join('; ') : 'the slopes differ';
  return `${where}: ${short(left.value)} to the left, ${short(right.value)} to the right`;
}

const short = (n: number) => Number(n.toPrecision(6));

/** Compares forward mode along random directions with the gradient: ⟨∇f, u⟩ = J u. */
function directional<T extends Tree>(
  f: (x: T) => Value,
  x: T,
  gradient: Tree,
  order: number,
  effort: Effort,
): GradientRow {
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
  const error = forward === reverse ? 0 : Math.abs(forward - reverse);
  const verdict = error <= effort.tolerance * Math.max(1, Math.abs(forward)) ? 'passed' : 'failed';
  return { order, name: 'all', kind: '⟨v, J u⟩ = ⟨Jᵀ v, u⟩', reverse, expected: forward, error, verdict };
}
