import { applyPrimitive, type Primitive, Value } from '@chainrule/core';
import { withObserver } from '../../../core/src/recording.ts';
import { isFloat } from './pick.ts';

/** What adds up, so that its result may be small though what rounding does to it is not. */
const ADDS = /sum|matmul|prod|conv|correlate|pool|interpolate|mean|scatter|indexAdd/i;

/** What adds up products, which may be too small for single precision though their sum is not, and lose their sign. */
const MULTIPLIES = /matmul|conv|correlate/i;

/** What passes numbers on as they are. */
const MOVES = /^(reshape|flatten|squeeze|expandDims|transpose|broadcastTo|concat|alias|stopGradient)$/;

/** Runs f with other last bits in all that is computed: as if it were rounded in another way. */
export function jittered<T>(seed: number, f: () => T): T {
  const next = draws(seed);
  const perturb = perturbation(next);
  const instead = (primitive: Primitive, inputs: readonly Value[], attributes: unknown) => {
    const y = withObserver(undefined, () => applyPrimitive(primitive, inputs, attributes));
    const { name, movement } = primitive;
    if (!isFloat(y) || movement !== undefined || MOVES.test(name)) return y;
    const data = ADDS.test(name) ? inOtherOrder(primitive, inputs.map(perturb), attributes, y, next) : y.data;
    const { shape, dtype } = y;
    const other = perturb(new Value(data, shape, dtype));
    return new Value(other.data, shape, dtype, y.wantsGradient, y.primitive, y.inputs, y.attributes);
  };
  return withObserver({ made: () => {}, instead }, f);
}

/**
 * As if the terms were added up in another order: up to half a last bit of double precision more or less each time, in which
 * core adds. Where they leave the range in one order they may stay within it in another: the result is then anything.
 */
function inOtherOrder(
  primitive: Primitive,
  inputs: readonly Value[],
  attributes: unknown,
  { shape, dtype, size }: Value,
  next: () => number,
): Value['data'] {
  const numbersOf = (xs: readonly Value[]) => {
    const data = primitive.array(xs, shape, dtype, attributes);
    return typeof data === 'number' ? Float64Array.of(data) : data;
  };
  const data = numbersOf(inputs);
  const sizes = numbersOf(inputs.map(finiteSizes));
  const terms = Math.max(...inputs.map((x) => x.size)) / size;
  for (let i = 0; i < data.length; i++) {
    if (!(sizes[i] < Infinity)) data[i] = next() < 0 ? Number.NaN : 0;
    else data[i] += 2 ** -53 * terms * sizes[i] * next();
    if (data[i] === 0 && MULTIPLIES.test(primitive.name)) data[i] = next() < 0 ? -0 : 0;
  }
  return shape.length === 0 ? data[0] : data;
}

function finiteSizes({ data, shape, dtype }: Value): Value {
  const size = (x: number) => (Number.isFinite(x) ? Math.abs(x) : 0);
  return new Value(typeof data === 'number' ? size(data) : data.map(size), shape, dtype);
}

/** Numbers from −1 to 1. */
function draws(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** The same numbers but for their last bits; zeros stay. */
function perturbation(next: () => number): (x: Value) => Value {
  return (x) => {
    if (!isFloat(x)) return x;
    const { data, shape, dtype } = x;
    const { unit, smallest } = LAST_BITS[dtype as 'float32' | 'float64'];
    const other = (each: number) =>
      each === 0 ? each : each * (1 + unit * next()) + smallest * Math.round(1.5 * next());
    return new Value(typeof data === 'number' ? other(data) : data.map(other), shape, dtype);
  };
}

/** Of subnormal numbers the last bit is the smallest number, whatever their size. */
const LAST_BITS = {
  float32: { unit: 2 ** -23, smallest: 2 ** -149 },
  float64: { unit: 2 ** -50, smallest: 2 ** -1074 },
};
