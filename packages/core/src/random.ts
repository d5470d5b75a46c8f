import { allocate, type DType } from './array/dtype.ts';
import { isShape, type Shape, sizeOf } from './array/shape.ts';
import { threefry } from './array/threefry.ts';
import { errors } from './errors.ts';
import { Value } from './value.ts';

type Key = readonly [number, number];

const TWO_32 = 2 ** 32;

/**
 * A generator of random numbers that begins with a seed: the same seed, the same numbers.
 *
 * `split()` gives a generator with a sequence of its own, so that a part of a program can draw as many numbers as it
 * likes without changing what the others draw.
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
  readonly #key: Key;
  #drawn = 0;

  constructor(seed: number | Key) {
    const valid = (n: unknown) => Number.isSafeInteger(n);
    if (typeof seed === 'number') {
      if (!valid(seed)) throw errors.badOption('Random', 'seed', 'a whole number', seed);
      this.#key = [Math.floor(seed / TWO_32) >>> 0, seed >>> 0];
    } else {
      this.#key = seed;
    }
  }

  /** A generator whose numbers have nothing to do with those of this one, or of any other split from it. */
  split(): Random {
    // The counter's high word tells keys from numbers, so that no key is ever made from a number that was drawn.
    return new Random(threefry(this.#key, [0x80000000 | (this.#drawn / TWO_32), this.#drawn++ >>> 0]));
  }

  /** A number in [0, 1), uniform, with 53 random bits. */
  next(): number {
    const [high, low] = threefry(this.#key, [(this.#drawn / TWO_32) >>> 0, this.#drawn++ >>> 0]);
    return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
  }

  /** Numbers uniform in [min, max), by default [0, 1). */
  uniform(shape: Shape = [], options: { min?: number; max?: number; dtype?: DType } = {}): Value {
    const { min = 0, max = 1, dtype } = options;
    return this.#fill('uniform', shape, dtype, () => min + (max - min) * this.next());
  }

  /** Normal numbers of this mean and standard deviation, by default 0 and 1. Source: Box and Muller (1958). */
  normal(shape: Shape = [], options: { mean?: number; std?: number; dtype?: DType } = {}): Value {
    const { mean = 0, std = 1, dtype } = options;
    return this.#fill('normal', shape, dtype, () => {
      const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
      return mean + std * radius * Math.cos(2 * Math.PI * this.next());
    });
  }

  /** The whole numbers from 0 to n − 1 in a random order. Source: Fisher and Yates, as by Durstenfeld (1964). */
  permutation(n: number): Int32Array {
    if (!isShape([n])) throw errors.badOption('permutation', 'n', 'a whole number, not below zero', n);
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(this.next() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  #fill(operation: string, shape: Shape, dtype: DType = 'float64', draw: () => number): Value {
    if (!isShape(shape)) throw errors.badShape(operation, shape);
    const data = allocate(dtype, sizeOf(shape));
    for (let i = 0; i < data.length; i++) data[i] = draw();
    return Value.of({ data: shape.length === 0 ? data[0] : data, shape, dtype });
  }
}
