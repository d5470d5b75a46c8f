import { checkCount, constant, mul, pow, sub, type Value, zerosLike } from '@chainrule/core';
import { checkBetas, checkNotNegative } from '../checks.ts';
import { optionsOf } from '../options.ts';
import { ADAM, ADAM_RULE, type AdamOptions, type AdamRule, fading, shortfall } from './adam.ts';
import { descent } from './descent.ts';
import { perParameterInTime } from './per-parameter.ts';
import { type GradientTransform, scalarFor } from './transform.ts';

export interface ScaleByNadamOptions extends AdamRule {
  /** ψ of μₜ = β₁ (1 − ½ · 0.96^(t ψ)). Default: 0.004. */
  momentumDecay?: number;
}

/**
 * Adam with Nesterov's momentum: u = (μₜ₊₁ m/(1 − Π μ up to t + 1) + (1 − μₜ) g/(1 − Π μ up to t))/(√v̂ + ε), after
 * Dozat (2016), where μₜ = β₁ (1 − ½ · 0.96^(t ψ)).
 */
export function scaleByNadam(options: ScaleByNadamOptions = {}): GradientTransform {
  checkCount('scaleByNadam', 1, arguments);
  const {
    betas = [0.9, 0.999],
    eps = 1e-8,
    momentumDecay = 4e-3,
  } = optionsOf('scaleByNadam', options, {
    ...ADAM_RULE,
    momentumDecay: 'number',
  });
  checkBetas('scaleByNadam', betas);
  checkNotNegative('scaleByNadam', { eps, momentumDecay });
  const momentumAt = (t: Value) => mul(betas[0], sub(1, pow(0.96, t.mul(momentumDecay)).mul(0.5)));
  // The product is stored per parameter, since a state holds only the count and the slots.
  const init = (x: Value) => ({
    mean: zerosLike(x),
    square: zerosLike(x),
    product: constant(1),
  });
  return perParameterInTime(init, (t) => {
    const [now, next] = [momentumAt(t), momentumAt(t.add(1))];
    const short = shortfall(betas[1], t);
    return (g, slots, x) => {
      const mean = fading(betas[0], slots.mean, g);
      const square = fading(betas[1], slots.square, g.square());
      const product = slots.product.mul(now);
      const ofGradient = scalarFor(x, sub(1, now).div(sub(1, product)));
      const ofMean = scalarFor(x, next.div(sub(1, product.mul(next))));
      const spread = square.div(scalarFor(x, short)).sqrt().add(eps);
      return {
        update: g.mul(ofGradient).add(mean.mul(ofMean)).div(spread),
        slots: { mean, square, product },
      };
    };
  });
}

/**
 * NAdam: w ← w − η u, see `scaleByNadam`; PyTorch's options and defaults, with a learning rate of 0.002.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { nadam, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, nadam({ learningRate: 0.1 }));
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [0.793221, 1.206779]
 * ```
 */
export function nadam(
  options: Omit<AdamOptions, 'amsgrad'> & ScaleByNadamOptions = {},
): GradientTransform<unknown[]> {
  checkCount('nadam', 1, arguments);
  const {
    learningRate = 2e-3,
    weightDecay = 0,
    ...rule
  } = optionsOf('nadam', options, {
    ...ADAM,
    momentumDecay: 'number',
  });
  return descent('nadam', scaleByNadam(rule), { learningRate, weightDecay });
}
