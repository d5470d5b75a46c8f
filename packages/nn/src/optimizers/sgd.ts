import { checkCount } from '@chainrule/core';
import { checkFraction } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { type Kinds, optionsOf } from '../options.ts';
import type { Rate } from '../schedules/schedule.ts';
import { descent } from './descent.ts';
import { heavyBall } from './momentum.ts';
import { chain, type GradientTransform } from './transform.ts';

export interface SgdOptions {
  /** η, above 0, or a schedule. */
  learningRate: Rate;
  /** μ, from 0 (none, the default) to below 1. */
  momentum?: number;
  /** τ: the share of each gradient after the first that does not flow into the velocity. Default: 0. */
  dampening?: number;
  /** Whether to use Nesterov's momentum, a step along g + μ v. It needs momentum without dampening. */
  nesterov?: boolean;
  /** λ of the gradient of ½ λ ‖w‖². Default: 0. */
  weightDecay?: number;
}

const SGD: Kinds<SgdOptions> = {
  learningRate: 'any',
  momentum: 'number',
  dampening: 'number',
  nesterov: 'boolean',
  weightDecay: 'number',
};

/**
 * Gradient descent: w ← w − η v with v ← μ v + (1 − τ) g, and v = g without momentum. It is stochastic if g comes from a batch.
 * As in PyTorch, the learning rate multiplies the velocity, not what flows into it.
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
export function sgd(options: SgdOptions): GradientTransform<unknown[]> {
  checkCount('sgd', 1, arguments);
  const {
    learningRate,
    momentum = 0,
    dampening = 0,
    nesterov = false,
    weightDecay = 0,
  } = optionsOf('sgd', options, SGD);
  checkFraction('sgd', { momentum, dampening });
  if (nesterov && (momentum === 0 || dampening > 0))
    throw optionErrors.badOption('sgd', 'nesterov', 'a momentum, and no dampening, with it', nesterov);
  const direction = momentum > 0 ? heavyBall(momentum, { dampening, nesterov }) : chain();
  return descent('sgd', direction, { learningRate, weightDecay });
}
