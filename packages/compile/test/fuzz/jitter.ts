import { applyPrimitive, type Primitive, Value } from '@chainrule/core';
import { withObserver } from '../../../core/src/recording.ts';
import { isFloat } from './pick.ts';

/** What adds up, so that its result may be small though what rounding does to it is not. */
const ADDS = /sum|matmul|prod|conv|correlate|pool|interpolate|mean|scatter|indexAdd/i;

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
  const data = primitive.array(inputs, shape, dtype, attributes);
  return shape.length === 0 && typeof data !== 'number' ? data[0] : data;
}

/** The same numbers but for their last bits. */
function perturbation(seed: number): (x: Value) => Value {
  let state = (seed + 1) * 2_654_435_761;
  const factor = (unit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + unit * (state / 2 ** 31 - 1);
  };
  return (x) => {
    if (!isFloat(x)) return x;
    const { data, shape, dtype } = x;
    const unit = dtype === 'float32' ? 2 ** -23 : 2 ** -50;
    const other =
      typeof data === 'number' ? data * factor(unit) : data.map((each: number) => each * factor(unit));
    return new Value(other, shape, dtype);
  };
}
