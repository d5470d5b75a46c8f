import { checkCount, type Value } from '@chainrule/core';
import { DRAWN, optionsOf } from '../options.ts';
import { fansOf, type InitializerOptions, normalParameter, uniformParameter } from './fans.ts';

/**
 * A parameter of numbers uniform in ±√(3 / fanIn), whose variance is 1/fanIn. Source: LeCun, Bottou, Orr and Müller,
 * "Efficient backprop" (1998).
 *
 * @example
 * ```ts
 * import { lecunUniform } from '@chainrule/nn';
 * lecunUniform([4, 3], { random: 1 }).abs().max().less(1).item(); // → 1
 * ```
 */
export function lecunUniform(shape: readonly number[], options: InitializerOptions = {}): Value {
  checkCount('lecunUniform', 2, arguments);
  optionsOf('lecunUniform', options, DRAWN);
  return uniformParameter(shape, Math.sqrt(3 / fansOf('lecunUniform', shape).fanIn), options);
}

/** A parameter of normal numbers with mean 0 and standard deviation √(1 / fanIn): see `lecunUniform`. */
export function lecunNormal(shape: readonly number[], options: InitializerOptions = {}): Value {
  checkCount('lecunNormal', 2, arguments);
  optionsOf('lecunNormal', options, DRAWN);
  return normalParameter(shape, Math.sqrt(1 / fansOf('lecunNormal', shape).fanIn), options);
}
