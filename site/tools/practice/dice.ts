import { Random } from '@chainrule/core';

/** Sizes of the numbers: no two alike, and neither 0, 1 nor ½, at which different formulas meet. */
const SIZES = [0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.7, 0.8, 0.85, 0.9, 0.95, 1.1, 1.15, 1.3, 1.35, 1.4];

/** What a template draws from. The same seed gives the same exercise. */
export class Dice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  one<T>(list: readonly T[]): T {
    return this.some(list, 1)[0];
  }

  /** Several, no two alike. */
  some<T>(list: readonly T[], count: number): T[] {
    return this.#random.choice(list, count, { replace: false });
  }

  /** A whole number between two, both included. */
  whole(from: number, to: number): number {
    return this.one(Array.from({ length: to - from + 1 }, (_, k) => from + k));
  }

  /** A number for each name, none of them negative. */
  positive(...names: readonly string[]): Record<string, string> {
    const drawn = this.some(SIZES, names.length);
    return Object.fromEntries(names.map((name, k) => [name, String(drawn[k])]));
  }

  /** Numbers of either sign in a list, or in rows. */
  numbers(rows: number, columns?: number): string {
    const drawn = this.some(SIZES, rows * (columns ?? 1)).map((size) =>
      this.one([true, false]) ? size : -size,
    );
    if (columns === undefined) return JSON.stringify(drawn);
    return JSON.stringify(
      Array.from({ length: rows }, (_, row) => drawn.slice(row * columns, (row + 1) * columns)),
    );
  }

  /** A list with a single 1 among zeros, as the label of a class is written. */
  label(classes: number): string {
    const place = this.whole(0, classes - 1);
    return JSON.stringify(Array.from({ length: classes }, (_, k) => (k === place ? 1 : 0)));
  }
}
