import { checkCount, neg, type Operand, operand, sum, type Value, where } from '@chainrule/core';
import { optionsOf } from '../options.ts';
import {
  CLASS_LOSS,
  type ClassLossOptions,
  type ClassTargets,
  classTargets,
  classWeights,
  ofTarget,
} from './classes.ts';
import { type LossOptions, reduced } from './reduction.ts';

/**
 * The negative log-likelihood −wᵧ lᵧ of log-probabilities l, `[batch, classes, …]` or `[classes]`, and classes y,
 * `[batch, …]`. The mean is weighted: Σ wᵧ lᵧ/Σ wᵧ.
 *
 * Throws for classes that are not whole numbers from 0, and for shapes that do not match.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { nll } from '@chainrule/nn';
 * const logProbabilities = constant([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]).log();
 * nll(logProbabilities, [0, 1]); // → 0.2899092
 * nll(logProbabilities, [0, -100]); // → 0.3566749
 * nll(logProbabilities, [[0], [1]]); // → throws expected classes of shape [2]
 * ```
 */
export function nll(logProbability: Operand, target: Operand, options: ClassLossOptions = {}): Value {
  checkCount('nll', 3, arguments);
  const l = operand('nll', logProbability);
  const { weight, ignoreIndex = -100, ...rest } = optionsOf('nll', options, CLASS_LOSS);
  const targets = classTargets('nll', l, target, ignoreIndex);
  const weights = classWeights('nll', l, targets.axis, weight);
  const losses = neg(ofTarget(l.mul(weights), targets));
  return reducedByWeight(losses, weights, targets, rest);
}

/** Losses of the targets that count; their mean is weighted by the targets' classes. */
export function reducedByWeight(
  losses: Value,
  weights: Value,
  targets: ClassTargets,
  options: LossOptions,
): Value {
  const counted = where(targets.counts, losses, 0);
  if (options.reduction !== undefined && options.reduction !== 'mean') return reduced(counted, options);
  return sum(counted).div(sum(where(targets.counts, ofTarget(weights, targets), 0)));
}
