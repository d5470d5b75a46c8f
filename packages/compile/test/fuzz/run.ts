import { backward, constant, type Random, type Value, zerosLike } from '@chainrule/core';
import { valueOf } from './numbers.ts';
import { applied, operationOf } from './operations.ts';
import { isFloat, Pick } from './pick.ts';
import type { RandomProgram } from './program.ts';

/** The Values that a program begins with. */
export const inputsOf = ({ inputs, numbers, floats }: RandomProgram): Value[] =>
  inputs.map((input) =>
    valueOf(floats !== 'mixed' && isFloat(input) ? { ...input, dtype: floats } : input, numbers),
  );

/** What a program computes: results, and the Values that take the places of the inputs in the next call. */
export interface Outcome {
  readonly results: Value[];
  readonly next: Value[];
}

/** Hears of each step: what it applied and what came of it. */
type Listener = (name: string, y: Value) => void;

/** The last nodes of a program. */
export function forward(
  { steps, numbers }: RandomProgram,
  xs: readonly Value[],
  random: Random,
  listener?: Listener,
): Value[] {
  const nodes = [...xs];
  for (const step of steps) {
    const y = applied(step, new Pick(nodes, step, random), numbers);
    listener?.(operationOf(step, numbers)[0], y);
    nodes.push(y);
  }
  return nodes.slice(-3);
}

/**
 * Whether derivatives are taken. From outside each result is pulled back on its own: an infinite slope then gives ∞ − ∞ where
 * the sum of what is pulled back would have been finite.
 */
export const isDerived = ({ numbers, order, carried }: RandomProgram) =>
  order > 0 && !(numbers === 'wild' && (carried === 'outside' || carried === 'through'));

/** These nodes with their derivatives, and what takes the places of the inputs. */
export function finished(program: RandomProgram, xs: readonly Value[], nodes: Value[]): Outcome {
  const wanting = xs.filter((x) => x.wantsGradient);
  const slopes = isDerived(program) ? derivatives(nodes, wanting, program.order) : [];
  const last = [...nodes].reverse();
  const made = nextOf(program, xs, (x, i) => slopes[wanting.indexOf(x)] ?? last[i % 2]);
  const next = made.map((y, i) => (xs.includes(y) ? y : y.leaf(xs[i].wantsGradient)));
  return { results: [...nodes, ...slopes], next };
}

/** Runs a program. */
export const run = (
  program: RandomProgram,
  xs: readonly Value[],
  random: Random,
  listener?: Listener,
): Outcome => finished(program, xs, forward(program, xs, random, listener));

/** The results of calls one of the other, and their derivatives with respect to what the first was given. */
export function through(
  program: RandomProgram,
  step: (xs: Value[]) => Value[],
  xs: readonly Value[],
): Value[] {
  let ys = [...xs];
  for (let call = 0; call < program.calls; call++) ys = step(ys);
  const wanting = xs.filter((x) => x.wantsGradient);
  return [...ys, ...(isDerived(program) ? derivatives(ys, wanting, program.order) : [])];
}

/** One of these calls: what takes the places of the inputs, so that derivatives go on through it. */
export function stepOf(program: RandomProgram, xs: readonly Value[], random: Random): Value[] {
  const last = forward(program, xs, random).reverse();
  return nextOf(program, xs, (_, i) => last[i % 2] ?? last[0]);
}

/** Σ ± y over what has a derivative, all as double precision. */
function total(ys: readonly Value[]): Value | undefined {
  const wanted = ys.filter((y) => isFloat(y) && y.wantsGradient);
  const sums = wanted.map((y) => {
    const weights = Array.from({ length: y.size }, (_, i) => (i % 3) - 1.5);
    return y
      .asType('float64')
      .mul(constant(weights, { shape: y.shape }))
      .sum();
  });
  return sums.length === 0 ? undefined : sums.reduce((a, b) => a.add(b));
}

/** The derivatives of ys, and of these up to an order; zeros where there are none. */
function derivatives(ys: readonly Value[], xs: readonly Value[], order: number): Value[] {
  const sum = total(ys);
  const gradients = sum && backward(sum, { createGraph: order > 1 });
  const slopes = xs.map((x) => gradients?.of(x) ?? zerosLike(x));
  return order > 1 ? [...slopes, ...derivatives(slopes, xs, order - 1)] : slopes;
}

/** What takes the places of inputs, each made of its own source. */
function nextOf(
  { numbers, history }: RandomProgram,
  xs: readonly Value[],
  sourceOf: (x: Value, i: number) => Value,
): Value[] {
  const form = ({ shape, dtype, wantsGradient }: Value) => `${dtype} ${shape} ${wantsGradient}`;
  return xs.map((x, i) =>
    history && i === 1 && form(x) === form(xs[0]) ? xs[0] : following(x, sourceOf(x, i), numbers === 'whole'),
  );
}

/** What takes the place of x: something of its shape and dtype that is made of x and of y, as an optimiser makes it. */
function following(x: Value, y: Value, whole: boolean): Value {
  const step = y.shape.join() === x.shape.join() ? y : y.sum();
  if (x.dtype === 'bool') return x.logicalXor(step.greater(0));
  // Bounded, since a huge number is the same int32 whatever its last bits are.
  const little = isFloat(step) ? step.clamp(-100, 100) : step;
  if (x.dtype === 'int32') return x.sub(little.asType('int32')).clamp(-3, 3).asType('int32');
  const cast = step.asType(x.dtype);
  // Gradients may be thirds, fifths, halves: with this number beside them none lies between two whole ones. And fractions must
  // not all become 1, or the last bit of a tanh would say which of them is the largest.
  if (whole) return x.sub(cast).clamp(-3, 3).add(0.2718281).round();
  // Without functions whose last bits are free: of numbers that are almost equal, these would say which comes first. An
  // infinity becomes NaN: to bound it would hide that other last bits may lead to one.
  return x.sub(cast.div(cast.abs().add(1)).mul(0.1)).mul(0.9);
}
