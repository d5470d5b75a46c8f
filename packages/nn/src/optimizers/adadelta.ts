import { checkCount } from '@chainrule/core';
import { checkFraction, checkPositive } from '../checks.ts';
import { type Kinds, optionsOf } from '../options.ts';
import type { Rate } from '../schedules/schedule.ts';
import { fading } from './adam.ts';
import { descent } from './descent.ts';
import { perParameter, zeroSlots } from './per-parameter.ts';
import type { GradientTransform } from './transform.ts';

export interface ScaleByAdadeltaOptions {
  /** ρ: the decay rate of the means. Default: 0.9. */
  rho?: number;
  /** The ε under the roots. Default: 1e-6. */
  eps?: number;
}

const SCALE: Kinds<ScaleByAdadeltaOptions> = { rho: 'number', eps: 'number' };

/** u = g √(d + ε)/√(v + ε), with moving averages v of g² and d of earlier u²; after Zeiler (2012). */
export function scaleByAdadelta(options: ScaleByAdadeltaOptions = {}): GradientTransform {
  checkCount('scaleByAdadelta', 1, arguments);
  const { rho = 0.9, eps = 1e-6 } = optionsOf('scaleByAdadelta', options, SCALE);
  checkFraction('scaleByAdadelta', { rho });
  checkPositive('scaleByAdadelta', { eps });
  return perParameter(zeroSlots('square', 'moved'), (g, slots) => {
    const square = fading(rho, slots.square, g.square());
    const update = slots.moved.add(eps).sqrt().div(square.add(eps).sqrt()).mul(g);
    return { update, slots: { square, moved: fading(rho, slots.moved, update.square()) } };
  });
}

/**
 * Adadelta: w ← w − η u, see `scaleByAdadelta`; PyTorch's options and defaults, with a learning rate of 1.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { adadelta, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, adadelta({ learningRate: 0.1 }));
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [0.999257, 1.000743]
 * ```
 */
export function adadelta(
  options: ScaleByAdadeltaOptions & { learningRate?: Rate; weightDecay?: number } = {},
): GradientTransform<unknown[]> {
  checkCount('adadelta', 1, arguments);
  const {
    learningRate = 1,
    weightDecay = 0,
    ...rule
  } = optionsOf('adadelta', options, {
    ...SCALE,
    learningRate: 'any',
    weightDecay: 'number',
  });
  return descent('adadelta', scaleByAdadelta(rule), { learningRate, weightDecay });
}
