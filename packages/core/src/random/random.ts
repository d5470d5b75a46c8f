import { allocate, rounded } from '../array/dtype.ts';
import { isShape, type Shape } from '../array/shape.ts';
import { born, type Noted, note } from '../effects/log.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { checkCount } from '../errors/surplus.ts';
import type { FillOptions } from '../make/create.ts';
import { erfc, erfcInv } from '../numbers/erf.ts';
import { optionsOf } from '../options.ts';
import type { Value } from '../value.ts';
import { race, shuffle, withReplacement } from './choose.ts';
import { exponential, gamma, normal } from './distributions.ts';
import { drawn, refuseWhileTraced } from './draw.ts';
import { type Key, Stream, TWO_32, TWO_53 } from './stream.ts';

/** Where a generator stands in its sequence: the key that its numbers come from, and how many it has given. */
export interface RandomState {
  readonly key: readonly [number, number];
  readonly drawn: number;
}

/** How `choice` draws. */
export interface ChoiceOptions {
  /** Whether a thing may be drawn again; true by default. */
  replace?: boolean;
  /** A number for each thing, to which its chances are proportional; without, all are alike. */
  probabilities?: ArrayLike<number>;
}

const isKey = (key: unknown): key is Key =>
  isShape(key) && key.length === 2 && key.every((word) => word < TWO_32);

function check(ok: boolean, operation: string, option: string, expected: string, got: unknown): void {
  if (!ok) throw argumentErrors.badOption(operation, option, expected, got);
}

const NOT_NEGATIVE = 'a number, not below zero';
const COUNT = 'a whole number, not below zero';

const checkBounds = (operation: string, min: number, max: number) =>
  check(min <= max, operation, 'max', `a number, not below min (${min})`, max);

/**
 * A generator of random numbers that begins with a seed: the same seed, the same numbers, on every platform and to the
 * last bit.
 *
 * `split()` gives a generator with a sequence of its own, so that a part of a program can draw as many numbers as it
 * likes without changing what the others draw. A distribution takes the shape first, and gives a constant. While a
 * function is traced, to be run later, only distributions can be drawn from: they are drawn each time that it is run.
 *
 * @example
 * ```ts
 * import { Random } from '@chainrule/core';
 * const random = new Random(7);
 * const x = random.uniform([2, 3], { min: -1, max: 1 });
 * x.shape; // → [2, 3]
 * new Random(7).permutation(5).length; // → 5
 * new Random(7).next() === new Random(7).next(); // → true
 * ```
 */
export class Random {
  readonly #stream: Stream;

  constructor(seed: number | Key) {
    checkCount('Random', 1, arguments);
    check(isKey(seed) || Number.isSafeInteger(seed), 'Random', 'seed', 'a whole number', seed);
    this.#stream = new Stream(
      isKey(seed) ? [seed[0], seed[1]] : [Math.floor(+seed / TWO_32) >>> 0, +seed >>> 0],
    );
    born(this);
  }

  /**
   * Where the generator stands in its sequence, as data that JSON holds. A generator that is given it goes on from there.
   *
   * @example
   * ```ts
   * import { Random } from '@chainrule/core';
   * const random = new Random(7);
   * const other = new Random(0);
   * other.state = random.state;
   * other.next() === random.next(); // → true
   * other.state.drawn; // → 1
   * other.state = JSON.parse('{ "key": [7], "drawn": 0 }'); // → throws state: expected what `state` of a generator gave
   * ```
   */
  get state(): RandomState {
    refuseWhileTraced('state');
    const { key, drawn } = this.#stream;
    return { key: [...key], drawn };
  }

  set state(state: RandomState) {
    const { key, drawn } = Object(state) as RandomState;
    check(isKey(key) && isShape([drawn]), 'Random', 'state', 'what `state` of a generator gave', state);
    this.#moving('state');
    this.#stream.key = [key[0], key[1]];
    this.#stream.drawn = drawn;
  }

  /** Called before plain numbers are returned. */
  #moving(operation: string): void {
    refuseWhileTraced(operation);
    note(this, Random.#look);
  }

  #draw(operation: string, shape: Shape, options: FillOptions, next: () => number): Value {
    return drawn(operation, shape, options, { generator: this, note: () => note(this, Random.#look), next });
  }

  /** Where a generator stands, for the log of effects. */
  static #look(generator: Random): Noted {
    const stream = generator.#stream;
    const { key, drawn } = stream;
    return {
      restore: () => Object.assign(stream, { key, drawn }),
      changed: () =>
        stream.key === key && stream.drawn === drawn ? undefined : 'a generator of random numbers',
    };
  }

  /** A generator whose numbers have nothing to do with those of this one, or of any other split from it. */
  split(): Random {
    checkCount('Random.split', 0, arguments);
    this.#moving('split');
    return new Random(this.#stream.split());
  }

  /** A number in [0, 1), uniform, with 53 random bits. */
  next(): number {
    checkCount('Random.next', 0, arguments);
    this.#moving('next');
    return this.#stream.next();
  }

  /** Numbers uniform in [min, max), by default [0, 1). */
  uniform(shape: Shape = [], options: { min?: number; max?: number } & FillOptions = {}): Value {
    checkCount('Random.uniform', 2, arguments);
    const { min = 0, max = 1, dtype = 'float64' } = optionsOf('uniform', options, 'min, max, name, dtype');
    checkBounds('uniform', min, max);
    return this.#draw('uniform', shape, options, () => {
      const x = rounded(min + (max - min) * this.#stream.next(), dtype);
      return x < max ? x : min; // Rounding may reach max.
    });
  }

  /** Normal numbers of this mean and standard deviation, by default 0 and 1. Source: Box and Muller (1958). */
  normal(shape: Shape = [], options: { mean?: number; std?: number } & FillOptions = {}): Value {
    checkCount('Random.normal', 2, arguments);
    const { mean = 0, std = 1 } = optionsOf('normal', options, 'mean, std, name, dtype');
    check(std >= 0, 'normal', 'std', NOT_NEGATIVE, std);
    return this.#draw('normal', shape, options, () => mean + std * normal(this.#stream));
  }

  /**
   * Normal numbers of this mean and standard deviation, given that they lie between min and max, by default −2 and 2: the
   * inverse of the distribution function at numbers uniform between its values at the bounds. The bounds are absolute, as
   * in PyTorch's `trunc_normal_`, and may be infinite.
   *
   * Throws a DataError where both bounds lie 39 standard deviations or more to one side of the mean: double precision has
   * no number for so small a probability.
   */
  truncatedNormal(
    shape: Shape = [],
    options: { mean?: number; std?: number; min?: number; max?: number } & FillOptions = {},
  ): Value {
    checkCount('Random.truncatedNormal', 2, arguments);
    const {
      mean = 0,
      std = 1,
      min = -2,
      max = 2,
    } = optionsOf('truncatedNormal', options, 'mean, std, min, max, name, dtype');
    check(std > 0, 'truncatedNormal', 'std', 'a number above zero', std);
    checkBounds('truncatedNormal', min, max);
    // Mirrored where the longer side is below the mean: tails are precise where erfc is near 0, and not near 2.
    const scale = (max - mean < mean - min ? -1 : 1) * std * Math.SQRT2;
    const [low, high] = [min, max].map((bound) => erfc((bound - mean) / scale));
    const reach = `bounds that come within 39 std of the mean (${mean})`;
    check(low + high > 0, 'truncatedNormal', 'min, max', reach, [min, max]);
    return this.#draw('truncatedNormal', shape, options, () => {
      const x = mean + scale * erfcInv(low + (high - low) * this.#stream.open());
      return Math.min(Math.max(x, min), max);
    });
  }

  /** Exponential numbers of this mean, by default 1: −mean · ln U. */
  exponential(shape: Shape = [], options: { mean?: number } & FillOptions = {}): Value {
    checkCount('Random.exponential', 2, arguments);
    const { mean = 1 } = optionsOf('exponential', options, 'mean, name, dtype');
    check(mean >= 0, 'exponential', 'mean', NOT_NEGATIVE, mean);
    return this.#draw('exponential', shape, options, () => mean * exponential(this.#stream));
  }

  /**
   * Gamma numbers, of density proportional to x^(concentration − 1) e^(−x/scale): their mean is concentration · scale.
   * Source: Marsaglia and Tsang (2000).
   *
   * @example
   * ```ts
   * import { Random } from '@chainrule/core';
   * const x = new Random(7).gamma([10_000], { concentration: 0.5, scale: 4 });
   * x.mean().item(); // → 2.0
   * ```
   */
  gamma(shape: Shape, options: { concentration: number; scale?: number } & FillOptions): Value {
    checkCount('Random.gamma', 2, arguments);
    const { concentration, scale = 1 } = optionsOf('gamma', options, 'concentration, scale, name, dtype');
    const isShapely = concentration > 0 && concentration < Infinity;
    check(isShapely, 'gamma', 'concentration', 'a finite number above zero', concentration);
    check(scale >= 0, 'gamma', 'scale', NOT_NEGATIVE, scale);
    return this.#draw('gamma', shape, options, () => scale * gamma(this.#stream, concentration));
  }

  /** True with probability p, by default ½; with a dtype of numbers, 1 and 0. */
  bernoulli(shape: Shape = [], options: { p?: number } & FillOptions = {}): Value {
    checkCount('Random.bernoulli', 2, arguments);
    const { p = 0.5 } = optionsOf('bernoulli', options, 'p, name, dtype');
    check(p >= 0 && p <= 1, 'bernoulli', 'p', 'a number from 0 to 1', p);
    return this.#draw('bernoulli', shape, { dtype: 'bool', ...options }, () =>
      Number(this.#stream.next() < p),
    );
  }

  /** Whole numbers from min, by default 0, to max − 1, each exactly as likely as the others; int32 by default. */
  integers(shape: Shape, options: { min?: number; max: number } & FillOptions): Value {
    checkCount('Random.integers', 2, arguments);
    const { min = 0, max, dtype = 'int32' } = optionsOf('integers', options, 'min, max, name, dtype');
    const holds = (n: number) => Number.isSafeInteger(n) && rounded(n, dtype) === n;
    check(holds(min), 'integers', 'min', `a whole number that ${dtype} holds`, min);
    const fits = holds(max - 1) && max > min && max - min <= TWO_53;
    check(
      fits,
      'integers',
      'max',
      `a whole number above min (${min}), of which ${dtype} holds the one before`,
      max,
    );
    return this.#draw('integers', shape, { ...options, dtype }, () => min + this.#stream.below(max - min));
  }

  /** The whole numbers from 0 to n − 1 in a random order. Source: Fisher and Yates, as by Durstenfeld (1964). */
  permutation(n: number): Int32Array {
    checkCount('Random.permutation', 1, arguments);
    this.#moving('permutation');
    check(isShape([n]), 'permutation', 'n', COUNT, n);
    const order = allocate('int32', n, 'permutation').map((_, i) => i) as Int32Array;
    shuffle(this.#stream, order);
    return order;
  }

  /**
   * `count` things drawn from an array, or of the whole numbers from 0 to n − 1; with replacement unless told otherwise.
   *
   * Without replacement the proportions of `probabilities` hold among what is left. Source: the race of exponential numbers
   * of Efraimidis and Spirakis (2006).
   *
   * @example
   * ```ts
   * import { Random } from '@chainrule/core';
   * const random = new Random(7);
   * random.choice(['a', 'b', 'c'], 4, { probabilities: [0, 1, 0] }); // → b,b,b,b
   * random.choice(3, 3, { replace: false }).sort(); // → 0,1,2
   * random.choice(3, 4, { replace: false }); // → throws count
   * ```
   */
  choice(from: number, count?: number, options?: ChoiceOptions): number[];
  choice<T>(from: readonly T[], count?: number, options?: ChoiceOptions): T[];
  choice(from: number | readonly unknown[], count = 1, options: ChoiceOptions = {}): unknown[] {
    checkCount('Random.choice', 3, arguments);
    this.#moving('choice');
    const { replace = true, probabilities } = optionsOf('choice', options, 'replace, probabilities');
    const n = typeof from === 'number' ? from : from?.length;
    check(isShape([n]), 'choice', 'from', `${COUNT}, or an array`, from);
    check(isShape([count]), 'choice', 'count', COUNT, count);
    const weights = probabilities
      ? Float64Array.from(probabilities)
      : (allocate('float64', n, 'choice') as Float64Array).fill(1);
    const total = weights.reduce((sum, w) => sum + (w >= 0 ? w : Number.NaN), 0);
    const valid = weights.length === n && total >= 0 && total < Infinity;
    check(valid, 'choice', 'probabilities', `${n} numbers, none below zero`, probabilities);
    const possible = weights.filter((w) => w > 0).length;
    const most = replace && possible > 0 ? Infinity : possible;
    check(count <= most, 'choice', 'count', `at most the ${possible} that can be chosen`, count);
    const picked = replace
      ? withReplacement(this.#stream, count, n, probabilities && weights)
      : race(this.#stream, weights);
    return picked.slice(0, count).map((i) => (typeof from === 'number' ? i : from[i]));
  }
}
