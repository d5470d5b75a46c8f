import { checkCount, sign } from '@chainrule/core';
import { checkBetas } from '../checks.ts';
import { optionsOf } from '../options.ts';
import type { Rate } from '../schedules/schedule.ts';
import { fading } from './adam.ts';
import { decoupled } from './descent.ts';
import { perParameter, zeroSlots } from './per-parameter.ts';
import type { GradientTransform } from './transform.ts';

export interface LionOptions {
  /** η, or a schedule. Default: 1e-4, a third to a tenth of that for adamW. */
  learningRate?: Rate;
  /** β₁ of the direction, β₂ of the momentum. Default: 0.9 and 0.99. */
  betas?: readonly [number, number];
  /** λ, decoupled. Default: 0. */
  weightDecay?: number;
}

/** u = sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g; after Chen and others (2023). */
export function scaleByLion(options: { betas?: readonly [number, number] } = {}): GradientTransform {
  checkCount('scaleByLion', 1, arguments);
  const { betas = [0.9, 0.99] } = optionsOf('scaleByLion', options, { betas: 'any' });
  checkBetas('scaleByLion', betas);
  return perParameter(zeroSlots('mean'), (g, { mean }) => ({
    update: sign(fading(betas[0], mean, g)),
    slots: { mean: fading(betas[1], mean, g) },
  }));
}

/**
 * Lion: w ← w − η (sign(β₁ m + (1 − β₁) g) + λ w), see `scaleByLion`.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { lion, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, lion({ learningRate: 0.1 }));
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [0.800000, 1.200000]
 * ```
 */
export function lion(options: LionOptions = {}): GradientTransform<unknown[]> {
  checkCount('lion', 1, arguments);
  const {
    learningRate = 1e-4,
    weightDecay = 0,
    ...rule
  } = optionsOf('lion', options, {
    learningRate: 'any',
    betas: 'any',
    weightDecay: 'number',
  });
  return decoupled('lion', scaleByLion(rule), { learningRate, weightDecay });
}
