import { abs, checkCount, maximum } from '@chainrule/core';
import { checkBetas, checkNotNegative } from '../checks.ts';
import { optionsOf } from '../options.ts';
import { ADAM, ADAM_RULE, type AdamOptions, type AdamRule, fading, shortfall } from './adam.ts';
import { descent } from './descent.ts';
import { perParameterInTime, zeroSlots } from './per-parameter.ts';
import { type GradientTransform, scalarFor } from './transform.ts';

/** Adam with the largest |g| instead of the root of a mean: u = m̂/n, n ← max(β₂ n, |g| + ε). Kingma and Ba (2015). */
export function scaleByAdamax(options: AdamRule = {}): GradientTransform {
  checkCount('scaleByAdamax', 1, arguments);
  const { betas = [0.9, 0.999], eps = 1e-8 } = optionsOf('scaleByAdamax', options, ADAM_RULE);
  checkBetas('scaleByAdamax', betas);
  checkNotNegative('scaleByAdamax', { eps });
  return perParameterInTime(zeroSlots('mean', 'largest'), (t) => {
    const short = shortfall(betas[0], t);
    return (g, slots, x) => {
      const mean = fading(betas[0], slots.mean, g);
      const largest = maximum(slots.largest.mul(betas[1]), abs(g).add(eps));
      return { update: mean.div(scalarFor(x, short)).div(largest), slots: { mean, largest } };
    };
  });
}

/**
 * Adamax: w ← w − η u, see `scaleByAdamax`; PyTorch's options and defaults, with a learning rate of 0.002.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { adamax, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, adamax({ learningRate: 0.1 }));
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [0.831579, 1.168421]
 * ```
 */
export function adamax(options: Omit<AdamOptions, 'amsgrad'> = {}): GradientTransform<unknown[]> {
  checkCount('adamax', 1, arguments);
  const { learningRate = 2e-3, weightDecay = 0, ...rule } = optionsOf('adamax', options, ADAM);
  return descent('adamax', scaleByAdamax(rule), { learningRate, weightDecay });
}
