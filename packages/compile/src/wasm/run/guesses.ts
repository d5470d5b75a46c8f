import type { Donations } from '../lower/plan.ts';

/** An input that came from elsewhere so often, and was never given back, has its own place from then on. */
const WRONG_GUESSES = 3;

/**
 * Which inputs are written over by the results that were guessed to take their place in the next call: a guess is wrong if
 * the input keeps coming from elsewhere.
 */
export class Guesses {
  /** How often each input came from elsewhere though a result lies in its place; −∞ once it did not. */
  readonly #elsewhere: number[];

  constructor(inputs: number) {
    this.#elsewhere = new Array<number>(inputs).fill(0);
  }

  /** Notes whether an input is the result that lies in its place. */
  note(input: number, isBack: boolean): void {
    this.#elsewhere[input] += isBack ? -Infinity : 1;
  }

  /** The donations without those that turned out to be wrong by now; undefined if none did. */
  corrected(donated: Donations): Donations | undefined {
    const isWrong = donated.map((result, i) => result >= 0 && this.#elsewhere[i] >= WRONG_GUESSES);
    if (!isWrong.includes(true)) return undefined;
    isWrong.forEach((is, i) => {
      if (is) this.#elsewhere[i] = -Infinity;
    });
    return donated.map((result, i) => (isWrong[i] ? -1 : result));
  }
}
