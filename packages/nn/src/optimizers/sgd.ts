import { errors } from '../errors.ts';
import { chain, type GradientTransform, heavyBall, scale } from './transform.ts';

export interface SgdOptions {
  /** η, above 0. */
  learningRate: number;
  /** μ, from 0 (none, the default) to below 1. */
  momentum?: number;
}

/**
 * Gradient descent: w ← w − η v with v ← μ v + g, and v = g without momentum. The batch that g comes from makes it
 * stochastic. As in PyTorch, the learning rate multiplies the velocity and not what flows into it.
 *
 * @example
 * ```ts
 * import { constant, value } from '@chainrule/core';
 * import { applyUpdates, sgd } from '@chainrule/nn';
 * const rule = sgd({ learningRate: 0.1, momentum: 0.9 });
 * let w = { a: value(1) };
 * let state = rule.init(w);
 * for (const g of [1, 1]) {
 *   const step = rule.update({ a: constant(g) }, state, w);
 *   w = applyUpdates(w, step.updates);
 *   state = step.state;
 * }
 * w.a; // → 0.71
 * ```
 */
export function sgd({ learningRate, momentum = 0 }: SgdOptions): GradientTransform<unknown[]> {
  if (!(learningRate > 0)) throw errors.badRate('sgd', 'learningRate', 'a number above 0', learningRate);
  if (!(momentum >= 0 && momentum < 1))
    throw errors.badRate('sgd', 'momentum', 'a number in [0, 1)', momentum);
  return chain(...(momentum > 0 ? [heavyBall(momentum)] : []), scale(-learningRate));
}
