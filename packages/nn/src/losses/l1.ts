import { abs, checkCount, type Operand, sub, type Value } from '@chainrule/core';
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
export function l1(prediction: Value, target: Operand, options: LossOptions = {}): Value {
  checkCount('l1', 3, arguments);
  optionsOf('l1', options, LOSS);
  return reduced(abs(sub(prediction, targetFor('l1', prediction, target))), options);
}
