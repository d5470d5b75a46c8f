import { backward, constant, type DType, Random, type Value, value, zerosLike } from '@chainrule/core';
import fc from 'fast-check';
import type { Target } from '../../src/index.ts';
import { all, applied, whole } from './operations.ts';
import { isFloat, Pick, placeOf, type Step } from './pick.ts';

/** A Value that a program is given. */
interface Input {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly wantsGradient: boolean;
  readonly seed: number;
}

/** A random program, and how it is called. */
export interface RandomProgram {
  readonly inputs: readonly Input[];
  readonly steps: readonly Step[];
  /** The dtype of inputs of floats; without one, each has its own. */
  readonly floats: DType | 'mixed';
  /** Whether all numbers are whole: then results are compared to the last bit, floors and comparisons included. */
  readonly exact: boolean;
  /** Up to which derivative. */
  readonly order: number;
  /** How many calls, each with what the last one gave. */
  readonly calls: number;
  /**
   * How the numbers go from one call to the next: from the result to the arguments, as state, by
   * `iterate`, or by derivatives and updates outside of the compiled function.
   */
  readonly carried: 'arguments' | 'state' | 'iterate' | 'outside';
  /** Whether results are read before the next call; otherwise at the end, where they may be gone. */
  readonly readAtOnce: boolean;
  readonly target: Target;
  readonly threads: number;
}

const shape = fc.oneof(
  { weight: 12, arbitrary: fc.array(fc.constantFrom(3, 2, 1, 5, 7), { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(1, 0, 4, 17), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom([301, 227], [70_001], [40, 1000, 2], [1031]) },
);

const input: fc.Arbitrary<Input> = fc.record({
  shape,
  dtype: fc.constantFrom<DType>('float64', 'float64', 'float32', 'float32', 'int32', 'bool'),
  wantsGradient: fc.boolean(),
  seed: fc.nat({ max: 999 }),
});

const step: fc.Arbitrary<Step> = fc.record({
  operation: fc.nat({ max: 9_999 }),
  operands: fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 }), fc.nat({ max: 99 })),
  choices: fc.tuple(fc.nat({ max: 59 }), fc.nat({ max: 59 }), fc.nat({ max: 59 }), fc.nat({ max: 59 })),
});

/** Programs of up to so many steps. */
export const programs = (maxLength = 14): fc.Arbitrary<RandomProgram> =>
  fc.record({
    inputs: fc.array(input, { minLength: 1, maxLength: 4 }),
    steps: fc.array(step, { minLength: 1, maxLength, size: 'max' }),
    floats: fc.constantFrom('float64', 'float32', 'mixed'),
    exact: fc.boolean(),
    order: fc.constantFrom(0, 1, 2),
    calls: fc.integer({ min: 1, max: 4 }),
    carried: fc.constantFrom('arguments', 'state', 'iterate', 'outside'),
    readAtOnce: fc.boolean(),
    target: fc.constantFrom<Target>('webassembly', 'webassembly', 'webassembly', 'javascript'),
    threads: fc.constantFrom(1, 2),
  });

/** The Values that a program begins with. */
export function inputsOf({ inputs, exact, floats }: RandomProgram): Value[] {
  return inputs.map(({ shape, dtype, wantsGradient, seed }) => {
    const random = new Random(seed);
    const numbers =
      exact || dtype === 'int32'
        ? random.integers(shape, { min: -3, max: 4, dtype: 'float64' })
        : dtype === 'bool'
          ? random.bernoulli(shape)
          : random.normal(shape);
    const float = dtype === 'float64' || dtype === 'float32';
    const x = numbers.astype(float && floats !== 'mixed' ? floats : dtype);
    return wantsGradient && isFloat(x) ? value(x) : constant(x);
  });
}

/** What a program computes: results, and the Values that take the places of the inputs in the next call. */
export interface Outcome {
  readonly results: Value[];
  readonly next: Value[];
}

/** Hears of each step: what it applied and what came of it. */
export type Listener = (name: string, y: Value) => Value;

/** The last nodes of a program. */
export function forward(
  { steps, exact }: RandomProgram,
  xs: readonly Value[],
  random: Random,
  listener: Listener = (_, y) => y,
): Value[] {
  const nodes = [...xs];
  const table = exact ? whole : all;
  for (const step of steps) {
    const [name, operation] = table[step.operation % table.length];
    nodes.push(listener(name, applied(name, operation, new Pick(nodes, step, random))));
  }
  return nodes.slice(-3);
}

/** These nodes with their derivatives, and what takes the places of the inputs. */
export function finished({ exact, order }: RandomProgram, xs: readonly Value[], nodes: Value[]): Outcome {
  const wanting = xs.filter((x) => x.wantsGradient);
  const slopes = order > 0 ? derivatives(nodes, wanting, order) : [];
  const last = [...nodes].reverse();
  const next = xs.map((x, i) => following(x, slopes[wanting.indexOf(x)] ?? last[i % 2], exact));
  return { results: [...nodes, ...slopes], next };
}

/** Runs a program. */
export const run = (
  program: RandomProgram,
  xs: readonly Value[],
  random: Random,
  listener?: Listener,
): Outcome => finished(program, xs, forward(program, xs, random, listener));

/** Σ ± y over what has a derivative, all as double precision. */
function total(ys: readonly Value[]): Value | undefined {
  const wanted = ys.filter((y) => isFloat(y) && y.wantsGradient);
  const sums = wanted.map((y) => {
    const weights = Array.from({ length: y.size }, (_, i) => (i % 3) - 1.5);
    return y
      .astype('float64')
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

/** What takes the place of x: something of its shape and dtype that is made of x and of y, as an optimiser makes it. */
function following(x: Value, y: Value, exact: boolean): Value {
  if (!isFloat(x)) return x;
  const step = y.shape.join() === x.shape.join() ? y.astype(x.dtype) : y.sum().astype(x.dtype);
  // Gradients may be thirds, fifths, halves: with this number beside them none lies between two whole ones. And fractions must
  // not all become 1, or the last bit of a tanh would say which of them is the largest.
  const next = exact ? x.sub(step).clamp(-3, 3).add(0.2718281).round() : x.sub(step.tanh().mul(0.1)).mul(0.9);
  return next.leaf(x.wantsGradient);
}

/** A program as one reads it: a line for each step. */
export function listing(program: RandomProgram): string {
  const lines: string[] = [];
  const xs = inputsOf(program);
  const describe = (y: Value) => `${y.dtype} [${y.shape.join(', ')}]${y.wantsGradient ? ' ∂' : ''}`;
  xs.forEach((x, i) => {
    lines.push(`%${i} = input ${describe(x)}`);
  });
  const { steps, inputs, ...rest } = program;
  try {
    run(program, xs, new Random(5), (name, y) => {
      const { operands, choices } = steps[lines.length - xs.length];
      const from = operands.map((k) => `%${placeOf(k, lines.length)}`);
      lines.push(`%${lines.length} = ${name} ${from.join(' ')} (${choices.join(' ')}) → ${describe(y)}`);
      return y;
    });
  } catch (error) {
    lines.push(String(error));
  }
  return [...lines, JSON.stringify(rest)].join('\n');
}
