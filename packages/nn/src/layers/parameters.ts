import { type DType, type Operand, type Random, Value, value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { generatorFrom } from '../random.ts';

/**
 * Makes the numbers of a parameter of this shape from this generator, as `xavierUniform` does. The result is trained.
 */
export type Initializer = (shape: readonly number[], options: { random: Random; dtype: DType }) => Value;

/**
 * The initial value of a parameter: numbers, which become a parameter; a Value, which is used as it is, so that a `constant` is
 * not trained (nor are the draws of `Random`, which are constants); or an initialiser such as `kaimingNormal`.
 */
export type Given = Operand | Initializer;

/** Options of every layer with parameters. */
export interface LayerOptions {
  /** The random generator, or its seed. Default: a generator split from that of `manualSeed`. */
  random?: Random | number;
  /** The dtype of parameters that are not given as Values. Default: float64. */
  dtype?: DType;
}

/** The parameters of one layer, in the order in which they are asked for. */
export interface Parameters {
  readonly random: Random;
  readonly dtype: DType;
  make(name: string, shape: readonly number[], first: Initializer, given?: Given): Value;
}

export function parametersOf(layer: string, options: LayerOptions): Parameters {
  const random = generatorFrom(options.random);
  const { dtype = 'float64' } = options;
  const make = (name: string, shape: readonly number[], first: Initializer, given: Given = first) => {
    const made =
      given instanceof Value
        ? given
        : value(typeof given === 'function' ? given(shape, { random, dtype }) : given, { name, dtype });
    if (!sameShape(made.shape, shape)) throw layerErrors.parameterShape(layer, name, shape, made.shape);
    return made;
  };
  return { random, dtype, make };
}

/** Uniform in ±bound. */
export const uniformWithin =
  (bound: number): Initializer =>
  (shape, { random, dtype }) =>
    value(random.uniform(shape, { min: -bound, max: bound, dtype }));

/** Filled with one number. */
export const filledWith =
  (fill: number): Initializer =>
  (shape, { dtype }) =>
    value(new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(fill), { shape, dtype });
