import type { NDArray, Value } from '@chainrule/core';
import type { Executable } from '../../program/executable.ts';
import type { Lowered } from '../lower/lower.ts';
import { writeInline } from '../write/inline.ts';
import { numbersOf, typedArray } from './numbers.ts';

type Compiled = (numbers: Float64Array, count: number) => void;

/** A program as one function with all numbers in local variables, from one round to the next too. */
export class InlineExecutable implements Executable {
  readonly target = 'JavaScript';
  readonly #lowered: Lowered;
  readonly #runs = new Map<string, Compiled>();
  /** The input and entry of each of the first numbers. */
  readonly #inputs: readonly { readonly input: number; readonly entry: number }[];
  readonly #numbers: Float64Array;

  constructor(lowered: Lowered) {
    this.#lowered = lowered;
    this.#inputs = lowered.scalars.leaves.filter((leaf) => leaf.kind === 'input');
    const results = lowered.results.map((result) => ('refs' in result ? result.refs.length : 0));
    this.#numbers = new Float64Array(results.reduce((a, b) => a + b, this.#inputs.length));
    this.#runFor([]);
  }

  run(inputs: readonly Value[]): NDArray['data'][] {
    return this.iterate(1, inputs, []);
  }

  iterate(count: number, inputs: readonly Value[], carry: readonly number[]): NDArray['data'][] {
    const given = inputs.map(numbersOf);
    this.#inputs.forEach(({ input, entry }, i) => {
      this.#numbers[i] = given[input][entry];
    });
    this.#runFor(count > 1 ? carry : [])(this.#numbers, count);
    return this.#results();
  }

  #runFor(carry: readonly number[]): Compiled {
    const key = carry.join();
    const known = this.#runs.get(key);
    if (known) return known;
    const { source, text } = writeInline(this.#lowered, carry);
    const run: Compiled = new Function('k', source)(text.closures);
    this.#runs.set(key, run);
    return run;
  }

  #results(): NDArray['data'][] {
    let at = this.#inputs.length;
    return this.#lowered.results.map((result) => {
      const { shape, dtype } = result.variable;
      if (shape.length === 0) return this.#numbers[at++];
      const size = 'refs' in result ? result.refs.length : 0;
      const numbers = typedArray(dtype, size);
      numbers.set(this.#numbers.subarray(at, at + size));
      at += size;
      return numbers;
    });
  }
}
