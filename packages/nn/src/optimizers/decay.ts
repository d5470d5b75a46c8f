import { checkCount, type Value } from '@chainrule/core';
import { checkNotNegative } from '../checks.ts';
import { type GradientTransform, stateless } from './transform.ts';

/**
 * Pulls parameters towards 0: u = g + λ x. At the head of a chain it is the gradient of ½ λ ‖x‖², as PyTorch's
 * `weight_decay` is; after the rule and before the learning rate it is the decoupled decay of AdamW.
 *
 * @example
 * ```ts
 * import { constant, value } from '@chainrule/core';
 * import { addDecayedWeights } from '@chainrule/nn';
 * const w = { w: value([3, 4]) };
 * const rule = addDecayedWeights(0.5);
 * rule.update({ w: constant([1, 1]) }, rule.init(w), w).updates; // → { "w": [2.5, 3] }
 * ```
 */
export function addDecayedWeights(weightDecay: number): GradientTransform {
  checkCount('addDecayedWeights', 1, arguments);
  checkNotNegative('addDecayedWeights', { weightDecay });
  return stateless((g: Value, x: Value) => g.add(x.mul(weightDecay)));
}

/** The same as parts of a chain: none if there is nothing to decay. */
export const decayed = (weightDecay: number) => (weightDecay === 0 ? [] : [addDecayedWeights(weightDecay)]);
