import { checkCount, type Value } from '@chainrule/core';
import { checkOneOf } from '../checks.ts';
import { DRAWN, optionsOf } from '../options.ts';
import {
  calculateGain,
  fansOf,
  type InitializerOptions,
  type Nonlinearity,
  normalParameter,
  uniformParameter,
} from './fans.ts';

export interface KaimingOptions extends InitializerOptions {
  /** The slope of leakyRelu below 0. Default: 0. */
  a?: number;
  /** Whether to keep variances in the forward pass ('fanIn') or in the backward pass ('fanOut'). Default: 'fanIn'. */
  mode?: 'fanIn' | 'fanOut';
  /** The nonlinearity that follows. Default: 'leakyRelu', which with a slope of 0 is relu. */
  nonlinearity?: Nonlinearity;
}

function deviation(initializer: string, shape: readonly number[], options: KaimingOptions): number {
  const {
    a = 0,
    mode = 'fanIn',
    nonlinearity = 'leakyRelu',
  } = optionsOf(initializer, options, {
    a: 'number',
    mode: 'string',
    nonlinearity: 'string',
    ...DRAWN,
  });
  checkOneOf(initializer, 'mode', ['fanIn', 'fanOut'], mode);
  return calculateGain(nonlinearity, a) / Math.sqrt(fansOf(initializer, shape)[mode]);
}

/**
 * A parameter of numbers uniform in ±gain · √(3 / fan), the fan and the gain as `mode` and `nonlinearity` say. Source: He,
 * Zhang, Ren and Sun, "Delving deep into rectifiers" (2015).
 *
 * Throws a SetupError if the shape has fewer than two axes.
 *
 * @example
 * ```ts
 * import { Conv2d, kaimingUniform } from '@chainrule/nn';
 * kaimingUniform([4, 6], { random: 1 }).abs().max().less(1).item(); // → 1
 * const weight = (shape: readonly number[]) => kaimingUniform(shape, { mode: 'fanOut' });
 * new Conv2d(1, 4, 3, { weight }).weight.shape; // → [4, 1, 3, 3]
 * ```
 */
export function kaimingUniform(shape: readonly number[], options: KaimingOptions = {}): Value {
  checkCount('kaimingUniform', 2, arguments);
  return uniformParameter(shape, Math.sqrt(3) * deviation('kaimingUniform', shape, options), options);
}

/** A parameter of normal numbers with mean 0 and standard deviation gain / √fan: see `kaimingUniform`. */
export function kaimingNormal(shape: readonly number[], options: KaimingOptions = {}): Value {
  checkCount('kaimingNormal', 2, arguments);
  return normalParameter(shape, deviation('kaimingNormal', shape, options), options);
}
