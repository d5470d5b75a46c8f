import type { Donations } from '../lower/plan.ts';

/** After this many calls in which an input came from elsewhere, and none in which it was passed back, it gets its own place. */
const WRONG_GUESSES = 3;

/**
 * Tracks the guesses which result takes the place of which input in the next call: a guess is wrong if the input keeps coming from
 * elsewhere.
 */
export class Guesses {
  /** How often each input came from elsewhere although a result is in its place; −∞ once it did not. */
  readonly #elsewhere: number[];

  constructor(inputs: number) {
    this.#elsewhere = new Array<number>(inputs).fill(0);
  }

  /** Notes whether an input is the result that is in its place. */
  note(input: number, isBack: boolean): void {
    this.#elsewhere[input] += isBack ? -Infinity : 1;
  }

  /** The donations without those that have turned out to be wrong; undefined if there are none. */
  corrected(donated: Donations): Donations | undefined {
    const isWrong = donated.map((result, i) => result >= 0 && this.#elsewhere[i] >= WRONG_GUESSES);
    if (!isWrong.includes(true)) return undefined;
    isWrong.forEach((is, i) => {
      if (is) this.#elsewhere[i] = -Infinity;
    });
    return donated.map((result, i) => (isWrong[i] ? -1 : result));
  }
}
