import { type Operand, relu, sub, type Value, where } from '@chainrule/core';
import { type LossOptions, reduced, targetFor } from './reduction.ts';

export interface MarginOptions extends LossOptions {
  margin?: number;
}

/**
 * The hinge loss of scores x and targets t of 1 and −1: max(0, margin − t x), as support vector machines have it; the
 * margin is 1 where absent.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { hinge } from '@chainrule/nn';
 * hinge(constant([2, 0.5, 0.5]), [1, 1, -1], { reduction: 'none' }); // → [0, 0.5, 1.5]
 * ```
 */
export function hinge(score: Value, target: Operand, { margin = 1, ...options }: MarginOptions = {}): Value {
  return reduced(relu(sub(margin, targetFor('hinge', score, target).mul(score))), options);
}

/**
 * A distance x itself where the target is 1, and max(0, margin − x) where it is −1; the margin is 1 where absent.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { hingeEmbedding } from '@chainrule/nn';
 * hingeEmbedding(constant([2, 0.25]), [1, -1], { reduction: 'none' }); // → [2, 0.75]
 * ```
 */
export function hingeEmbedding(
  distance: Value,
  target: Operand,
  { margin = 1, ...options }: MarginOptions = {},
): Value {
  const t = targetFor('hingeEmbedding', distance, target);
  return reduced(where(t.greater(0), distance, relu(sub(margin, distance))), options);
}
