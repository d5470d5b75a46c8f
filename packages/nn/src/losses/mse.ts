import { checkCount, type Operand, operand, square, sub, type Value } from '@chainrule/core';
import { optionsOf } from '../options.ts';
import { LOSS, type LossOptions, reduced, targetFor } from './reduction.ts';

/**
 * The squared error (prediction − target)², its mean over all entries unless `reduction` says otherwise.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { mse } from '@chainrule/nn';
 * mse(constant([1, 4]), [0, 2]); // → 2.5
 * mse(constant([1, 4]), [0, 2], { reduction: 'sum' }).mul(0.5); // → 2.5
 * mse(constant([1, 4]), [[0], [2]]); // → throws must have the same shape
 * ```
 */
export function mse(prediction: Operand, target: Operand, options: LossOptions = {}): Value {
  checkCount('mse', 3, arguments);
  const y = operand('mse', prediction);
  optionsOf('mse', options, LOSS);
  return reduced(square(sub(y, targetFor('mse', y, target))), options);
}
