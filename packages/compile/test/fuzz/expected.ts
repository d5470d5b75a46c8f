import { Random, type Value } from '@chainrule/core';
import { jittered } from './jitter.ts';
import type { RandomProgram } from './program.ts';
import { inputsOf, isDerived, type Outcome, run, stepOf, through } from './run.ts';

/** What a call is expected to give, and by how much rounding may change it. */
export interface Expected {
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

export const SEED = 5;

const numbersOf = ({ data }: Value): ArrayLike<number> => (typeof data === 'number' ? [data] : data);

/** All that an eager run gives, by core's own kernels: the results of each call, and what it leaves for the next one. */
export function eagerly(program: RandomProgram): Expected[][] {
  const random = new Random(SEED);
  if (program.carried === 'through') {
    const results = through(program, (xs) => stepOf(program, xs, random), inputsOf(program));
    // What is of single precision on the way does not show.
    return [expectations({ results, next: [] }, 0, program, true)];
  }
  const series = program.carried === 'inTurn' ? 2 : 1;
  const inputs = Array.from({ length: series }, () => inputsOf(program));
  let single = inputs[0].some(isSingle);
  return Array.from({ length: program.calls }, (_, call) => {
    const outcome = run(program, inputs[call % series], random, (_, y) => {
      single ||= isSingle(y);
    });
    inputs[call % series] = outcome.next;
    if (program.carried === 'iterate') outcome.next.splice(-1, 1, ...inputsOf(program).slice(-1));
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
      numbers: typeof y.data === 'number' ? [y.data] : y.data.slice(),
      shape: y.shape,
      dtype: y.dtype,
    }),
  );

/** By how much rounding may change the entries. */
interface Allowance {
  /** What an entry may differ by. */
  readonly flat: (expected: number) => number;
  /** What each one may, as far as eager runs with other last bits differ from one another: they are made when called. */
  readonly entries: (runs: number) => ArrayLike<number>;
}

const SINGLE = 1e-5;
/** Core adds up in order: of some ten thousand equal numbers the sum loses as much. */
const DOUBLE = 1e-11;
/** Of derivatives of whole numbers, which may be fractions where several share a maximum. */
const FRACTIONS = 1e-9;
const SMALLEST = { float32: 2 ** -149, float64: 2 ** -1074 };

/** First a few runs, and many before a difference counts as one. */
const JITTERED_RUNS = [8, 128];
const MARGIN = 16;

function allowance(program: RandomProgram, expected: Expected): Allowance {
  const { numbers, dtype, single } = expected;
  if (dtype !== 'float64' && dtype !== 'float32')
    return { flat: () => 0, entries: (runs) => others(program, expected, runs) };
  const unit = single ? SINGLE : DOUBLE;
  if (program.numbers === 'wild') {
    const least = MARGIN * SMALLEST[single ? 'float32' : 'float64'];
    return { flat: (x) => unit * Math.abs(x) + least, entries: (runs) => others(program, expected, runs) };
  }
  const scale = scaleOf(numbers);
  if (program.numbers === 'fractions')
    return { flat: () => scale * unit, entries: (runs) => others(program, expected, runs) };
  const flat = !isDerived(program) ? 0 : scale * (single ? SINGLE : FRACTIONS);
  return { flat: () => flat, entries: (runs) => others(program, expected, runs) };
}

function scaleOf(numbers: ArrayLike<number>): number {
  let scale = 1;
  for (let i = 0; i < numbers.length; i++)
    if (Number.isFinite(numbers[i])) scale = Math.max(scale, Math.abs(numbers[i]));
  return scale;
}

/** How far eager runs with other last bits come from what is expected, and how far others might. */
function others(program: RandomProgram, { call, place, numbers }: Expected, runs: number): Float64Array {
  if (program.numbers === 'whole') return new Float64Array(numbers.length);
  const all = Array.from(
    { length: runs },
    (_, seed) => jittered(seed, () => eagerly(program))[call][place].numbers,
  );
  return Float64Array.from(numbers, (x, i) =>
    reach(all.filter((other) => !Object.is(other[i], x)).map((other) => Math.abs(other[i] - x))),
  );
}

/** How far a run may lie if others lie this far: the more the furthest exceeds the middle one, the more. Near a pole it does. */
function reach(distances: number[]): number {
  if (distances.some(Number.isNaN)) return Number.NaN;
  const inOrder = distances.sort((a, b) => a - b);
  const [middle, most] = [inOrder[inOrder.length >> 1] ?? 0, inOrder.at(-1) ?? 0];
  if (most > 0) return MARGIN * most * (most / (middle || most));
  // Zeros of the other sign are no distance, but something.
  return inOrder.length > 0 ? Number.MIN_VALUE : 0;
}

/** Whether two numbers are the same; zeros of two signs are not if nothing was rounded on the way to them. */
const same = (a: number, b: number, signs: boolean) => Object.is(a, b) || (a === b && (a !== 0 || !signs));

/** How Values differ from what is expected. */
export function differences(
  values: readonly Value[],
  expected: readonly Expected[],
  program: RandomProgram,
): string | undefined {
  if (values.length !== expected.length) return `${values.length} Values, expected ${expected.length}`;
  for (const [k, wanted] of expected.entries()) {
    const found = difference(values[k], wanted, program);
    if (found !== undefined) return found;
  }
  return undefined;
}

function difference(y: Value, wanted: Expected, program: RandomProgram): string | undefined {
  const { what, numbers, shape, dtype } = wanted;
  if (y.shape.join() !== shape.join() || y.dtype !== dtype)
    return `${what}: ${y.dtype} [${y.shape}], expected ${dtype} [${shape}]`;
  const got = numbersOf(y);
  if (got.length !== numbers.length) return `${what}: ${got.length} numbers, expected ${numbers.length}`;
  const { flat, entries } = allowance(program, wanted);
  const signs = program.numbers !== 'fractions' && !isDerived(program);
  const text = (x: number) => (Object.is(x, -0) ? '-0' : String(x));
  const errorOf = (i: number) => Math.abs(got[i] - numbers[i]);
  // Zeros of two signs differ by nothing.
  const isNear = (i: number) => errorOf(i) !== 0 && errorOf(i) <= flat(numbers[i]);
  let left = Array.from(numbers, (_, i) => i).filter((i) => !same(got[i], numbers[i], signs) && !isNear(i));
  for (const runs of JITTERED_RUNS) {
    if (left.length === 0) return undefined;
    const allowed = entries(runs);
    // Where the runs with other last bits come to no number, or to an infinity, nothing can be said.
    left = left.filter((i) => allowed[i] < Infinity && !(allowed[i] > 0 && errorOf(i) <= allowed[i]));
  }
  for (const i of left) return `${what}, entry ${i}: ${text(got[i])}, expected ${text(numbers[i])}`;
  return undefined;
}
