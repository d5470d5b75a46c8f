import { abs, checkCount, type Operand, operand, sub, type Value } from '@chainrule/core';
import { optionsOf } from '../options.ts';
import { LOSS, type LossOptions, reduced, targetFor } from './reduction.ts';

/**
 * The absolute error |prediction − target|, its mean over all entries unless `reduction` says otherwise.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { l1 } from '@chainrule/nn';
 * l1(constant([1, 4]), [0, 2]); // → 1.5
 * ```
 */
export function l1(prediction: Operand, target: Operand, options: LossOptions = {}): Value {
  checkCount('l1', 3, arguments);
  const y = operand('l1', prediction);
  optionsOf('l1', options, LOSS);
  return reduced(abs(sub(y, targetFor('l1', y, target))), options);
}
