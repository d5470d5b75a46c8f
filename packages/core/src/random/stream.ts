import { threefry } from '../array/threefry.ts';

/** Two words of 32 bits that choose a sequence. */
export type Key = readonly [number, number];

export const TWO_32 = 0x100000000;
export const TWO_53 = 0x20000000000000;

/** Where the words of the number that is being drawn are. */
const WORDS = new Uint32Array(2);

/** Uniform numbers that a key and a counter give, the same on every platform. */
export class Stream {
  key: Key;
  /** How many numbers it has given. */
  drawn = 0;

  constructor(key: Key) {
    this.key = key;
  }

  /** A number in [0, 1), uniform, with 53 random bits. */
  next(): number {
    threefry(this.key, (this.drawn / TWO_32) | 0, this.drawn++ | 0, WORDS);
    return ((WORDS[0] >>> 5) * 0x4000000 + (WORDS[1] >>> 6)) / TWO_53;
  }

  /** A uniform number in (0, 1): zero becomes the middle of the cell that it stands for. */
  open(): number {
    return this.next() || 0.5 / TWO_53;
  }

  /** One of the n whole numbers from 0, by equal cells of the 2⁵³ numbers of next(); the few left over are drawn again. */
  below(n: number): number {
    const cell = Math.floor(TWO_53 / n);
    for (;;) {
      const i = Math.floor((this.next() * TWO_53) / cell);
      if (i < n) return i;
    }
  }

  /** The key of a sequence that has nothing to do with this one. */
  split(): Key {
    // The counter's high word tells keys from numbers, so that no key is ever made from a number that was drawn.
    threefry(this.key, 0x80000000 | (this.drawn / TWO_32), this.drawn++ | 0, WORDS);
    return [WORDS[0], WORDS[1]];
  }
}
