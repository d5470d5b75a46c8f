import { applyPrimitive, type Primitive, Value } from '@chainrule/core';
import { withObserver } from '../../../core/src/recording.ts';
import { isFloat } from './pick.ts';

/** What adds up, so that its result may be small though what rounding does to it is not. */
const ADDS = /sum|matmul|prod|conv|correlate|pool|interpolate|mean|scatter|indexAdd/i;

/** Kernels multiply and add in single precision, where a sum of products may leave the range on its way. */
const MULTIPLIES = /matmul|conv|correlate/i;

/** What passes numbers on as they are. */
const MOVES = /^(reshape|flatten|squeeze|expandDims|transpose|broadcastTo|concat|alias|stopGradient)$/;

/** Runs f with other last bits in all that is computed: as if it were rounded in another way. */
export function jittered<T>(seed: number, f: () => T): T {
  const perturb = perturbation(seed);
  const instead = (primitive: Primitive, inputs: readonly Value[], attributes: unknown) => {
    const y = withObserver(undefined, () => applyPrimitive(primitive, inputs, attributes));
    const { name, movement } = primitive;
    if (!isFloat(y) || movement !== undefined || MOVES.test(name)) return y;
    const data = ADDS.test(name) ? ofPerturbed(primitive, inputs.map(perturb), attributes, y) : y.data;
    const { shape, dtype } = y;
    const other = perturb(new Value(data, shape, dtype));
    return new Value(other.data, shape, dtype, y.wantsGradient, y.primitive, y.inputs, y.attributes);
  };
  return withObserver({ made: () => {}, instead }, f);
}

function ofPerturbed(
  primitive: Primitive,
  inputs: readonly Value[],
  attributes: unknown,
  { shape, dtype }: Value,
): Value['data'] {
  const numbersOf = (xs: readonly Value[]) => {
    const data = primitive.array(xs, shape, dtype, attributes);
    return typeof data === 'number' ? Float64Array.of(data) : data;
  };
  const data = numbersOf(inputs);
  if (MULTIPLIES.test(primitive.name) && dtype === 'float32') {
    const sizes = numbersOf(inputs.map(finiteSizes));
    for (let i = 0; i < data.length; i++) if (sizes[i] === Infinity) data[i] = Number.NaN;
  }
  return shape.length === 0 ? data[0] : data;
}

function finiteSizes({ data, shape, dtype }: Value): Value {
  const size = (x: number) => (Number.isFinite(x) ? Math.abs(x) : 0);
  return new Value(typeof data === 'number' ? size(data) : data.map(size), shape, dtype);
}

/** The same numbers but for their last bits; zeros stay. */
function perturbation(seed: number): (x: Value) => Value {
  let state = (seed + 1) * 2_654_435_761;
  /** From −1 to 1. */
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
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
