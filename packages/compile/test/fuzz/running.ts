import { Random, type Value } from '@chainrule/core';
import { CompileError, compile } from '../../src/index.ts';
import { differences, type Expected, SEED } from './expected.ts';
import type { RandomProgram } from './program.ts';
import { finished, forward, inputsOf, run, stepOf, through } from './run.ts';

type Call = () => Value[];

/** How each call of a compiled program is made; it gives the results, and what takes the places of the inputs. */
const ways: Readonly<Record<RandomProgram['carried'], (program: RandomProgram, inputs: Value[]) => Call>> = {
  arguments: (program, inputs) => inSeries(program, [inputs]),
  inTurn: (program, inputs) => inSeries(program, [inputs, inputsOf(program)]),
  state: (program, inputs) => {
    const random = new Random(SEED);
    const state = { xs: inputs };
    const f = compile(
      () => {
        const { results, next } = run(program, state.xs, random);
        state.xs = next;
        return results;
      },
      { ...optionsOf(program), state },
    );
    return () => [...f(), ...state.xs];
  },
  outside: (program, given) => {
    const random = new Random(SEED);
    const f = compile((xs: Value[]) => forward(program, xs, random), optionsOf(program));
    let inputs = given;
    return () => {
      const { results, next } = finished(program, inputs, f(inputs));
      inputs = next;
      return [...results, ...next];
    };
  },
  iterate: (program, inputs) => {
    const random = new Random(SEED);
    const f = compile(
      (xs: Value[], stays: Value) => run(program, [...xs, stays], random).next.slice(0, -1),
      optionsOf(program),
    );
    return () => {
      const [stays] = inputs.slice(-1);
      const half = f.iterate(Math.floor(program.calls / 2), inputs.slice(0, -1), stays);
      return [...f.iterate(Math.ceil(program.calls / 2), half, stays), stays];
    };
  },
  through: (program, inputs) => {
    const random = new Random(SEED);
    const f = compile((xs: Value[]) => stepOf(program, xs, random), optionsOf(program));
    return () => through(program, f, inputs);
  },
};

const optionsOf = ({ target, threads, keepResults, carried }: RandomProgram) => ({
  target,
  threads,
  // Of two series the results of one have to outlast a call of the other.
  keepResults: keepResults || carried === 'inTurn',
});

/** Series of calls in turn, each with what its own last one gave. */
function inSeries(program: RandomProgram, series: Value[][]): Call {
  const random = new Random(SEED);
  const f = compile((xs: Value[]) => run(program, xs, random), optionsOf(program));
  let call = 0;
  return () => {
    const one = call++ % series.length;
    const { results, next } = f(series[one]);
    // A leaf of a result is another Value of the same numbers.
    series[one] = call % 3 === 2 ? next.map((x) => x.leaf(x.wantsGradient)) : next;
    return [...results, ...next];
  };
}

/** A compiled program that is called from time to time, with what it has given and what it should have. */
export class Running {
  readonly program: RandomProgram;
  readonly #expected: readonly Expected[][];
  readonly #call: Call;
  readonly #inputs: readonly Value[];
  readonly #before: readonly Value['data'][];
  readonly #given: Value[][] = [];
  #checked = 0;

  constructor(program: RandomProgram, expected: readonly Expected[][]) {
    this.program = program;
    this.#inputs = inputsOf(program);
    this.#before = this.#inputs.map(({ data }) => (typeof data === 'number' ? data : data.slice()));
    this.#call = ways[program.carried](program, [...this.#inputs]);
    // What takes several calls at once gives the last results.
    this.#expected = program.carried === 'iterate' ? expected.slice(-1) : expected;
  }

  get isDone(): boolean {
    return this.#given.length === this.#expected.length;
  }

  call(): void {
    this.#given.push(this.#call());
  }

  /** Reads what was given since the last time and says how it differs. */
  check(): string | undefined {
    for (; this.#checked < this.#given.length; this.#checked++) {
      const found = this.#difference(this.#checked, this.#checked < this.#given.length - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Reads all of it again: what was right may have been written over. */
  checkAll(): string | undefined {
    this.#checked = 0;
    const changed = this.#inputs.findIndex(({ data }, i) => !sameNumbers(data, this.#before[i]));
    return this.check() ?? (changed < 0 ? undefined : `input ${changed} was changed`);
  }

  #difference(call: number, mayBeGone: boolean): string | undefined {
    const [values, expected] = [this.#given[call], this.#expected[call]];
    try {
      return differences(values, expected.slice(-values.length), this.program);
    } catch (error) {
      const gone = error instanceof CompileError && error.message.includes('these numbers are gone');
      if (gone && mayBeGone) return undefined;
      throw error;
    }
  }
}

function sameNumbers(a: Value['data'], b: Value['data']): boolean {
  if (typeof a === 'number' || typeof b === 'number') return Object.is(a, b);
  return a.length === b.length && a.every((x: number, i: number) => Object.is(x, b[i]));
}
