import { checkCount, type Value, value } from '@chainrule/core';
import { DRAWN, optionsOf } from '../options.ts';
import { generatorFrom } from '../random.ts';
import type { InitializerOptions } from './fans.ts';

export interface TruncatedNormalOptions extends InitializerOptions {
  /** The mean and the standard deviation before truncation. Default: 0 and 1. */
  mean?: number;
  std?: number;
  /** The bounds. Default: −2 and 2. As in PyTorch they are absolute, not in standard deviations. */
  min?: number;
  max?: number;
}

/**
 * A parameter of normal numbers, truncated to an interval.
 *
 * @example
 * ```ts
 * import { truncatedNormal } from '@chainrule/nn';
 * truncatedNormal([100], { std: 0.02, min: -0.04, max: 0.04, random: 1 }).abs().max().lessEqual(0.04).item(); // → 1
 * ```
 */
export function truncatedNormal(shape: readonly number[], options: TruncatedNormalOptions = {}): Value {
  checkCount('truncatedNormal', 2, arguments);
  const {
    random,
    dtype = 'float64',
    ...how
  } = optionsOf('truncatedNormal', options, {
    mean: 'number',
    std: 'number',
    min: 'number',
    max: 'number',
    ...DRAWN,
  });
  return value(generatorFrom(random).truncatedNormal(shape, { ...how, dtype }));
}
