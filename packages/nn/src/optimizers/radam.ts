import { checkCount, pow, sub, where } from '@chainrule/core';
import { checkBetas, checkNotNegative } from '../checks.ts';
import { optionsOf } from '../options.ts';
import { ADAM, ADAM_RULE, type AdamOptions, type AdamRule, fading, shortfall } from './adam.ts';
import { descent } from './descent.ts';
import { perParameterInTime, zeroSlots } from './per-parameter.ts';
import { type GradientTransform, scalarFor } from './transform.ts';

/**
 * Adam that uses its denominator only after enough gradients: u = r m̂/(√v̂ + ε/√(1 − β₂ᵗ)) where ρₜ = ρ∞ − 2 t β₂ᵗ/(1 − β₂ᵗ)
 * is above 5, and u = m̂ before, with ρ∞ = 2/(1 − β₂) − 1 and r² = (ρₜ − 4)(ρₜ − 2) ρ∞/((ρ∞ − 4)(ρ∞ − 2) ρₜ), after Liu and
 * others (2020).
 */
export function scaleByRadam(options: AdamRule = {}): GradientTransform {
  checkCount('scaleByRadam', 1, arguments);
  const { betas = [0.9, 0.999], eps = 1e-8 } = optionsOf('scaleByRadam', options, ADAM_RULE);
  checkBetas('scaleByRadam', betas);
  checkNotNegative('scaleByRadam', { eps });
  const limit = 2 / (1 - betas[1]) - 1;
  return perParameterInTime(zeroSlots('mean', 'square'), (t) => {
    const [first, second] = betas.map((beta) => shortfall(beta, t));
    const length = sub(limit, t.mul(2).mul(pow(betas[1], t)).div(second));
    const trusted = length.greater(5);
    // Where it is not used the root is taken of a harmless number.
    const safe = where(trusted, length, 5);
    const ratio = safe
      .sub(4)
      .mul(safe.sub(2))
      .mul(limit)
      .div(safe.mul((limit - 4) * (limit - 2)));
    const factor = ratio.mul(second).sqrt();
    return (g, slots, x) => {
      const mean = fading(betas[0], slots.mean, g);
      const square = fading(betas[1], slots.square, g.square());
      const spread = where(trusted, square.sqrt().add(eps).div(scalarFor(x, factor)), 1);
      return { update: mean.div(scalarFor(x, first)).div(spread), slots: { mean, square } };
    };
  });
}

/**
 * RAdam: w ← w − η u, see `scaleByRadam`; PyTorch's options and defaults.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { radam, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, radam({ learningRate: 0.1 }));
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [0.694737, 1.305263]
 * ```
 */
export function radam(options: Omit<AdamOptions, 'amsgrad'> = {}): GradientTransform<unknown[]> {
  checkCount('radam', 1, arguments);
  const { learningRate = 1e-3, weightDecay = 0, ...rule } = optionsOf('radam', options, ADAM);
  return descent('radam', scaleByRadam(rule), { learningRate, weightDecay });
}
