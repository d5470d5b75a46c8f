import { mul, type Operand, softplus, sub, type Value } from '@chainrule/core';
import { type LossOptions, reduced, targetFor } from './reduction.ts';

/**
 * Binary cross-entropy of logits x and targets t in [0, 1]: ln(1 + eˣ) − t x, which is −t ln σ(x) − (1 − t) ln(1 − σ(x))
 * without its overflow.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { bceWithLogits } from '@chainrule/nn';
 * bceWithLogits(constant([0, 2]), [1, 1]); // → 0.4100376
 * ```
 */
export function bceWithLogits(logits: Value, target: Operand, options: LossOptions = {}): Value {
  const t = targetFor('bceWithLogits', logits, target);
  return reduced(sub(softplus(logits), mul(t, logits)), options);
}
