import { ChainruleError, constant, Random, type Value, value } from '@chainrule/core';
import type { Expression } from '../expression/expression.ts';
import { build } from '../read/build.ts';
import type { Program } from '../read/definitions.ts';
import { CONSTANTS } from '../read/operand.ts';
import type { Subject } from './trace.ts';
import type { Truth, Wanted } from './wanted.ts';
import { lettersOf, type Variable } from './where.ts';

/*
 * A derivative in symbols is only given out after it was computed: at random points, of arrays of several sizes, and for scalars
 * on both sides of zero, it has to give what core's own gradient gives.
 */

/** Sizes of the letters in turn: different from each other, and in two orders. */
const SIZES: readonly (readonly number[])[] = [
  [3, 2, 4, 5, 2, 3, 4, 2, 3, 2],
  [2, 4, 3, 2, 5, 3, 2, 4, 2, 3],
];

/** Where entries are drawn: between two numbers. */
const RANGES: readonly (readonly [number, number])[] = [
  [0.2, 0.9],
  [-1.5, 1.5],
  [1.1, 3],
  [-0.9, -0.1],
  [-3, 3],
  [0.1, 6],
];

/** A derivative that was computed by core at a point, to hold formulas to. */
interface Point {
  readonly given: ReadonlyMap<string, unknown>;
  readonly truth: Value;
  readonly seeds: readonly Value[];
  /** The derivative near by: where it is quite another, rounding decides what either comes to. */
  readonly near: () => Value;
}

export class Verification {
  readonly #subject: Subject;
  readonly #points: readonly Point[];

  constructor({ subject, wrt, truth }: Wanted) {
    this.#subject = subject;
    const random = new Random(1);
    const sets = lettersOf(subject.variables).length > 0 ? SIZES : SIZES.slice(0, 1);
    this.#points = sets.flatMap((sizes) =>
      RANGES.flatMap((range) => {
        const point = attempt(() => pointOf(subject, wrt, truth, { sizes, range, random }));
        return point && isSteady(point.truth) ? [point] : [];
      }),
    );
  }

  /** At how many points the derivative is known. */
  get points(): number {
    return this.#points.length;
  }

  /**
   * Whether an expression gives the derivative at every point. At some it may have no value, as x/|x| at 0: what it needs is
   * stated with it.
   */
  holds(expression: Expression): boolean {
    const found = this.#points.map((point) => [point, this.#at(expression, point)] as const);
    const known = found.filter(([, got]) => got?.every(Number.isFinite));
    // Where no point was found at which there is a derivative, there is nothing to hold it to.
    if (2 * known.length < found.length) return false;
    return known.every(([point, got]) => alike(got!, numbersOf(point.truth)) || !isSteadyAt(point));
  }

  #at(expression: Expression, { given, seeds }: Point): readonly number[] | undefined {
    const program: Program = { ...this.#subject.program, result: undefined, expression, names: [] };
    const found = attempt(() => build(this.#subject.source, program, given).result);
    return found && weighted(found, seeds);
  }
}

interface Draw {
  readonly sizes: readonly number[];
  readonly range: readonly [number, number];
  readonly random: Random;
}

function pointOf(
  { source, program, variables }: Subject,
  wrt: readonly string[],
  truth: Truth,
  { sizes, range, random }: Draw,
): Point {
  const letters = lettersOf(variables);
  const sizeOf = (size: string) => (letters.includes(size) ? sizes[letters.indexOf(size)] : Number(size));
  const given = new Map<string, unknown>([
    ...CONSTANTS,
    ...letters.map((letter) => [letter, sizeOf(letter)] as const),
    ...variables.map((each) => [each.name, drawn(each, each.shape.map(sizeOf), range, random)] as const),
  ]);
  const built = build(source, program, given);
  const shapes = [built.result, ...wrt.slice(0, -1).map((name) => built.nodes.get(name)!)].map(
    ({ shape }) => shape,
  );
  const seeds = shapes.map((shape) => entries(shape, [-1, 1], random));
  const near = () => {
    const moved = new Map(given);
    for (const { name } of variables) moved.set(name, besides(given.get(name) as Value, name, random));
    return truth(build(source, program, moved), seeds, moved);
  };
  return { given, truth: truth(built, seeds, given), seeds: seeds.filter(({ rank }) => rank > 0), near };
}

const besides = (x: Value, name: string, random: Random): Value =>
  leaf(x.mul(entries(x.shape, [1 - 1e-7, 1 + 1e-7], random)), name);

function isSteadyAt({ truth, near }: Point): boolean {
  const found = attempt(near);
  return found !== undefined && alike(numbersOf(found), numbersOf(truth), 1e-3);
}

/** Numbers for a variable, as they were said to be. */
function drawn(
  each: Variable,
  shape: readonly number[],
  range: readonly [number, number],
  random: Random,
): Value {
  const low = each.positive || each.sumsToOne ? 0.1 : range[0];
  const plain = entries(shape, [low, Math.max(range[1], low + 1)], random);
  if (each.sumsToOne) return leaf(plain.div(plain.sum({ axis: -1, keepDims: true })), each.name);
  if (shape.length !== 2 || shape[0] !== shape[1]) return leaf(plain, each.name);
  // Square matrices get a diagonal that keeps them from being singular; a determinant above zero lets its logarithm be.
  const steady = plain.add(identity(shape[0]).mul(2 + Math.abs(range[1])));
  return leaf(each.symmetric ? steady.add(steady.transpose()).mul(0.5) : steady, each.name);
}

const leaf = (x: Value, name: string): Value => value(x.toArray() as number[], { name });

const identity = (n: number) =>
  constant(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Number(i === j))));

function entries(shape: readonly number[], [low, high]: readonly [number, number], random: Random): Value {
  const size = shape.reduce((a, b) => a * b, 1);
  return constant(Array.from({ length: size }, () => low + (high - low) * random.next())).reshape([...shape]);
}

const numbersOf = (x: Value): number[] => [x.toArray()].flat(9) as number[];

/** Larger numbers come from singular matrices and poles, of which rounding leaves little. */
const LARGEST = 1e8;

const isSteady = (x: Value) => numbersOf(x).every((each) => Math.abs(each) < LARGEST);

/** Σ v w … y over the leading axes of y, one seed for each group of them; undefined where y has another shape. */
function weighted(y: Value, seeds: readonly Value[]): readonly number[] | undefined {
  let rest = numbersOf(y);
  for (const seed of seeds) {
    const weights = numbersOf(seed);
    const size = rest.length / weights.length;
    if (!Number.isInteger(size)) return undefined;
    rest = Array.from({ length: size }, (_, k) =>
      weights.reduce((sum, weight, j) => sum + weight * rest[j * size + k], 0),
    );
  }
  return rest;
}

/** How far two numbers may differ by rounding. */
const NEAR = 1e-7;

function alike(xs: readonly number[], ys: readonly number[], near = NEAR): boolean {
  if (xs.length !== ys.length) return false;
  const scale = Math.max(1e-6, ...ys.map(Math.abs));
  return ys.every((y, k) => Math.abs(xs[k] - y) <= near * scale);
}

/** What f gives; undefined where it throws an error of ours. */
function attempt<T>(f: () => T): T | undefined {
  try {
    return f();
  } catch (error) {
    if (error instanceof ChainruleError) return undefined;
    throw error;
  }
}
