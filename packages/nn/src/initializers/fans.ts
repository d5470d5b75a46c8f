import { checkCount, type DType, type Random, type Value, value } from '@chainrule/core';
import { checkFinite } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { generatorFrom } from '../random.ts';

/** Options of every initialiser. */
export interface InitializerOptions {
  /** The random generator, or its seed. Default: a generator split from that of `manualSeed`. */
  random?: Random | number;
  /** The element type. Default: float64. */
  dtype?: DType;
}

/** Throws unless it is a shape of a suitable rank. */
export function checkShape(
  initializer: string,
  shape: readonly number[],
  expected: string,
  fits: (rank: number) => boolean,
): void {
  if (!Array.isArray(shape) || !shape.every((size) => Number.isSafeInteger(size) && size >= 0))
    throw optionErrors.badOption(initializer, 'shape', 'an array of whole numbers, none below zero', shape);
  if (!fits(shape.length)) throw layerErrors.badWeightShape(initializer, expected, shape);
}

/** The number of inputs of each output of a weight [out, in, …kernel], and the number of outputs of each input. */
export function fansOf(initializer: string, shape: readonly number[]): { fanIn: number; fanOut: number } {
  checkShape(initializer, shape, 'two axes or more', (rank) => rank >= 2);
  const kernel = shape.slice(2).reduce((a, b) => a * b, 1);
  return { fanIn: shape[1] * kernel, fanOut: shape[0] * kernel };
}

/** A parameter of numbers uniform in ±bound. */
export function uniformParameter(
  shape: readonly number[],
  bound: number,
  options: InitializerOptions,
): Value {
  const { dtype = 'float64' } = options;
  return value(generatorFrom(options.random).uniform(shape, { min: -bound, max: bound, dtype }));
}

/** A parameter of normal numbers with mean 0. */
export function normalParameter(shape: readonly number[], std: number, options: InitializerOptions): Value {
  const { dtype = 'float64' } = options;
  return value(generatorFrom(options.random).normal(shape, { std, dtype }));
}

export type Nonlinearity = 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu' | 'selu';

/**
 * The factor for weights before a nonlinearity that keeps the variance: as in PyTorch, 1 for 'linear' and 'sigmoid', 5/3 for
 * 'tanh', √2 for 'relu', √(2/(1 + slope²)) for 'leakyRelu', 3/4 for 'selu'.
 *
 * @example
 * ```ts
 * import { calculateGain } from '@chainrule/nn';
 * calculateGain('leakyRelu', 1); // → 1
 * ```
 */
export function calculateGain(nonlinearity: Nonlinearity, slope = 0.01): number {
  checkCount('calculateGain', 2, arguments);
  checkFinite('calculateGain', { slope });
  const gains = {
    linear: 1,
    sigmoid: 1,
    tanh: 5 / 3,
    relu: Math.SQRT2,
    leakyRelu: Math.sqrt(2 / (1 + slope * slope)),
    selu: 3 / 4,
  };
  if (!Object.hasOwn(gains, nonlinearity))
    throw optionErrors.badRate(
      'calculateGain',
      'nonlinearity',
      Object.keys(gains).join(' or '),
      nonlinearity,
    );
  return gains[nonlinearity];
}
