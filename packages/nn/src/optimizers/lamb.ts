import { checkCount, where } from '@chainrule/core';
import { checkNotNegative } from '../checks.ts';
import { optionsOf } from '../options.ts';
import { ADAM, type AdamOptions, scaleByAdam } from './adam.ts';
import { decayed } from './decay.ts';
import { descent } from './descent.ts';
import { chain, type GradientTransform, stateless } from './transform.ts';

/**
 * Scales the update of each parameter to the norm of the parameter: u = g ‖x‖/‖g‖, and u = g where either is 0.
 *
 * @example
 * ```ts
 * import { constant, value } from '@chainrule/core';
 * import { scaleByTrustRatio } from '@chainrule/nn';
 * const w = { w: value([3, 4]) };
 * const rule = scaleByTrustRatio();
 * rule.update({ w: constant([1, 1]) }, rule.init(w), w).updates; // → { "w": [3.5355339, 3.5355339] }
 * ```
 */
export function scaleByTrustRatio(): GradientTransform {
  checkCount('scaleByTrustRatio', 0, arguments);
  return stateless((g, x) => {
    const [size, length] = [x.norm(), g.norm()];
    const known = size.greater(0).logicalAnd(length.greater(0));
    return g.mul(where(known, size.div(where(known, length, 1)), 1));
  });
}

/**
 * LAMB: Adam's direction with the weight decay, scaled layer by layer to the norm of the weights: w ← w − η r ‖w‖/‖r‖ with
 * r = m̂/(√v̂ + ε) + λ w, after You and others (2020). ε is 1e-6 by default.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { lamb, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, lamb({ learningRate: 0.1 }));
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [0.799501, 1.200499]
 * ```
 */
export function lamb(options: Omit<AdamOptions, 'amsgrad'> = {}): GradientTransform<unknown[]> {
  checkCount('lamb', 1, arguments);
  const { learningRate = 1e-3, weightDecay = 0, eps = 1e-6, ...rule } = optionsOf('lamb', options, ADAM);
  checkNotNegative('lamb', { weightDecay });
  const direction = chain(scaleByAdam({ eps, ...rule }), ...decayed(weightDecay), scaleByTrustRatio());
  return descent('lamb', direction, { learningRate });
}
