import { checkCount, exp, type Operand, operand, sub, sum, type Value, xlogy } from '@chainrule/core';
import { layerErrors } from '../errors/layers.ts';
import { optionsOf } from '../options.ts';
import { type LossOptions, reduced, targetFor } from './reduction.ts';

export interface KlDivOptions {
  /** As for other losses, or `'batchmean'`: the sum divided by the size of the first axis, which is the divergence itself. */
  reduction?: LossOptions['reduction'] | 'batchmean';
  /** Whether the target is given as logarithms, too. */
  logTarget?: boolean;
}

/**
 * The Kullback–Leibler divergence of a distribution q, given as ln q, from a target p: p (ln p − ln q), entry by entry, and 0
 * where p is 0. As in PyTorch the mean is over all entries; `'batchmean'` is the divergence.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { klDiv } from '@chainrule/nn';
 * const q = constant([[0.5, 0.5]]);
 * klDiv(q.log(), [[1, 0]], { reduction: 'batchmean' }); // → 0.6931472
 * ```
 */
export function klDiv(logPrediction: Operand, target: Operand, options: KlDivOptions = {}): Value {
  checkCount('klDiv', 3, arguments);
  const l = operand('klDiv', logPrediction);
  const { reduction = 'mean', logTarget = false } = optionsOf('klDiv', options, {
    reduction: 'string',
    logTarget: 'boolean',
  });
  const t = targetFor('klDiv', l, target);
  const losses = logTarget ? exp(t).mul(sub(t, l)) : sub(xlogy(t, t), t.mul(l));
  if (reduction !== 'batchmean') return reduced(losses, { reduction });
  if (losses.rank === 0) throw layerErrors.badInput('klDiv', 'a batch for batchmean', l);
  return sum(losses).div(losses.shape[0]);
}
