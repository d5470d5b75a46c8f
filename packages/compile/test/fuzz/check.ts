import { Random, type Value } from '@chainrule/core';
import { CompileError, compile } from '../../src/index.ts';
import { isFloat } from './pick.ts';
import { finished, forward, inputsOf, listing, type Outcome, type RandomProgram, run } from './program.ts';

/** What a call is expected to give, and by how much rounding may change it. */
interface Expected {
  readonly what: string;
  readonly call: number;
  /** The place among what the call gives. */
  readonly place: number;
  /** Whether anything on the way to it was of single precision. */
  readonly single: boolean;
  readonly numbers: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly dtype: string;
}

const SEED = 5;

const numbersOf = ({ data }: Value): ArrayLike<number> => (typeof data === 'number' ? [data] : data);

/** All that an eager run gives: the results of each call, and what it leaves for the next one. */
function eagerly(program: RandomProgram, jitter?: Random): Expected[][] {
  const random = new Random(SEED);
  let xs = inputsOf(program);
  let single = xs.some(isSingle);
  return Array.from({ length: program.calls }, (_, call) => {
    const outcome = run(program, xs, random, (_, y) => {
      single ||= isSingle(y);
      return jitter ? jittered(y, jitter) : y;
    });
    xs = outcome.next.map((x) => (jitter ? jittered(x, jitter).leaf(x.wantsGradient) : x));
    return expectations(outcome, call, program, single);
  });
}

const isSingle = ({ dtype }: Value) => dtype === 'float32';

const expectations = (
  { results, next }: Outcome,
  call: number,
  { calls }: RandomProgram,
  single: boolean,
): Expected[] =>
  [...results, ...next].map(
    (y, i): Expected => ({
      what: `call ${call + 1} of ${calls}, ${i < results.length ? `result ${i}` : `input ${i - results.length} afterwards`}`,
      call,
      place: i,
      single,
      // A copy: nobody may write over what is expected.
      numbers: Array.from(numbersOf(y)),
      shape: y.shape,
      dtype: y.dtype,
    }),
  );

/** The same numbers but for their last bits. */
function jittered(y: Value, random: Random): Value {
  if (!isFloat(y)) return y;
  const unit = y.dtype === 'float32' ? 2 ** -23 : 2 ** -50;
  return y.mul(random.uniform(y.shape, { min: 1 - unit, max: 1 + unit, dtype: 'float64' }).astype(y.dtype));
}

/** Calls the compiled program and says how what it gives differs from what is expected. */
function compiled(program: RandomProgram, expected: readonly Expected[][]): string | undefined {
  const random = new Random(SEED);
  const options = { target: program.target, threads: program.threads };
  const xs = inputsOf(program);
  const late: (() => string | undefined)[] = [];
  const look = (values: readonly Value[], call: number, whole = true) => {
    const differs = () =>
      differences(values, whole ? expected[call] : expected[call].slice(-values.length), program);
    if (program.readAtOnce) return differs();
    late.push(() => (call === program.calls - 1 ? differs() : unlessGone(differs)));
    return undefined;
  };
  const rounds = {
    arguments: () => {
      const f = compile((xs: Value[]) => run(program, xs, random), options);
      let inputs = xs;
      for (let call = 0; call < program.calls; call++) {
        const { results, next } = f(inputs);
        const found = look([...results, ...next], call);
        if (found) return found;
        inputs = next;
      }
      return undefined;
    },
    state: () => {
      const state = { xs };
      const step = () => {
        const { results, next } = run(program, state.xs, random);
        state.xs = next;
        return results;
      };
      const f = compile(step, { ...options, state });
      for (let call = 0; call < program.calls; call++) {
        const results = f();
        const found = look([...results, ...state.xs], call);
        if (found) return found;
      }
      return undefined;
    },
    outside: () => {
      const f = compile((xs: Value[]) => forward(program, xs, random), options);
      let inputs: readonly Value[] = xs;
      for (let call = 0; call < program.calls; call++) {
        const { results, next } = finished(program, inputs, f([...inputs]));
        const found = look([...results, ...next], call);
        if (found) return found;
        inputs = next;
      }
      return undefined;
    },
    iterate: () => {
      const f = compile((xs: Value[]) => run(program, xs, random).next, options);
      return look(f.iterate(program.calls, xs), program.calls - 1, false);
    },
  };
  return rounds[program.carried]() ?? late.map((check) => check()).find((found) => found !== undefined);
}

function unlessGone(differs: () => string | undefined): string | undefined {
  try {
    return differs();
  } catch (error) {
    if (error instanceof CompileError && error.message.includes('these numbers are gone')) return undefined;
    throw error;
  }
}

/** By how much rounding may change the entries: computed when a difference calls for it. */
interface Allowance {
  /** What every entry may differ by. */
  readonly flat: number;
  /** What each one may, as far as eager runs with other last bits differ from one another. */
  readonly entries: () => ArrayLike<number>;
}

const SINGLE = 1e-5;
const DOUBLE = 1e-12;
/** Of derivatives of whole numbers, which may be fractions where several share a maximum. */
const FRACTIONS = 1e-9;

const JITTERED_RUNS = 8;
const MARGIN = 16;

function allowance(program: RandomProgram, { call, place, numbers, dtype, single }: Expected): Allowance {
  let scale = 1;
  for (let i = 0; i < numbers.length; i++)
    if (Number.isFinite(numbers[i])) scale = Math.max(scale, Math.abs(numbers[i]));
  const rounding = dtype === 'float64' || dtype === 'float32' ? scale : 0;
  if (program.exact) {
    const flat = program.order === 0 ? 0 : rounding * (single ? SINGLE : FRACTIONS);
    return { flat, entries: () => [] };
  }
  return {
    flat: rounding * (single ? SINGLE : DOUBLE),
    entries: () => {
      const most = new Float64Array(numbers.length);
      for (let seed = 0; seed < JITTERED_RUNS; seed++) {
        const other = eagerly(program, new Random(seed))[call][place].numbers;
        for (let i = 0; i < numbers.length; i++)
          most[i] = Math.max(most[i], MARGIN * Math.abs(other[i] - numbers[i]));
      }
      return most;
    },
  };
}

const same = (a: number, b: number) => a === b || (Number.isNaN(a) && Number.isNaN(b));

function differences(
  values: readonly Value[],
  expected: readonly Expected[],
  program: RandomProgram,
): string | undefined {
  if (values.length !== expected.length) return `${values.length} Values, expected ${expected.length}`;
  for (const [k, wanted] of expected.entries()) {
    const { what, numbers, shape, dtype } = wanted;
    const y = values[k];
    if (y.shape.join() !== shape.join() || y.dtype !== dtype)
      return `${what}: ${y.dtype} [${y.shape}], expected ${dtype} [${shape}]`;
    const got = numbersOf(y);
    if (got.length !== numbers.length) return `${what}: ${got.length} numbers, expected ${numbers.length}`;
    const { flat, entries } = allowance(program, wanted);
    let allowed: ArrayLike<number> | undefined;
    for (let i = 0; i < numbers.length; i++) {
      const error = Math.abs(got[i] - numbers[i]);
      if (same(got[i], numbers[i]) || error <= flat) continue;
      allowed ??= entries();
      // Where the runs with other last bits have no number, nothing can be said.
      if (Number.isNaN(allowed[i]) || error <= allowed[i]) continue;
      return `${what}, entry ${i}: ${got[i]}, expected ${numbers[i]}, off by ${error}, allowed ${Math.max(flat, allowed[i] ?? 0)}`;
    }
  }
  return undefined;
}

/** How a program gives something else compiled than at once, with the program; undefined where it does not. */
export function mismatch(program: RandomProgram): string | undefined {
  const expected = eagerly(program);
  let found: string | undefined;
  try {
    found = compiled(program, expected);
  } catch (error) {
    // What is not offered is an error, and no mismatch.
    if (!(error instanceof CompileError && error.message.includes('draws random numbers'))) throw error;
  }
  return found && `${found}\n${listing(program)}`;
}
