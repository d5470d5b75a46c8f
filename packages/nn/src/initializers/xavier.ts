import { checkCount, type Value } from '@chainrule/core';
import { DRAWN, optionsOf } from '../options.ts';
import { fansOf, type InitializerOptions, normalParameter, uniformParameter } from './fans.ts';

export interface XavierOptions extends InitializerOptions {
  /** The factor of the numbers. Default: 1. See `calculateGain`. */
  gain?: number;
}

/**
 * A parameter of numbers uniform in ±gain · √(6 / (fanIn + fanOut)). For a weight [out, in, …kernel], fanIn is in times the
 * size of the kernel, and fanOut out times that. Source: Glorot and Bengio (2010).
 *
 * Throws a SetupError if the shape has fewer than two axes.
 *
 * @example
 * ```ts
 * import { Linear, xavierUniform } from '@chainrule/nn';
 * xavierUniform([3, 3], { random: 1 }).abs().max().less(1).item(); // → 1
 * new Linear(2, 3, { weight: xavierUniform }).weight.shape; // → [3, 2]
 * const layer = new Linear(2, 3);
 * layer.weight = xavierUniform(layer.weight.shape, { gain: 2 });
 * layer.parameters().length; // → 2
 * ```
 */
export function xavierUniform(shape: readonly number[], options: XavierOptions = {}): Value {
  checkCount('xavierUniform', 2, arguments);
  const { gain = 1 } = optionsOf('xavierUniform', options, { gain: 'number', ...DRAWN });
  const { fanIn, fanOut } = fansOf('xavierUniform', shape);
  return uniformParameter(shape, gain * Math.sqrt(6 / (fanIn + fanOut)), options);
}

/** A parameter of normal numbers with mean 0 and standard deviation gain · √(2 / (fanIn + fanOut)): see `xavierUniform`. */
export function xavierNormal(shape: readonly number[], options: XavierOptions = {}): Value {
  checkCount('xavierNormal', 2, arguments);
  const { gain = 1 } = optionsOf('xavierNormal', options, { gain: 'number', ...DRAWN });
  const { fanIn, fanOut } = fansOf('xavierNormal', shape);
  return normalParameter(shape, gain * Math.sqrt(2 / (fanIn + fanOut)), options);
}
