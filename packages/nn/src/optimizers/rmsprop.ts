import { checkCount, type Value } from '@chainrule/core';
import { checkFraction, checkNotNegative } from '../checks.ts';
import { type Kinds, optionsOf } from '../options.ts';
import type { Rate } from '../schedules/schedule.ts';
import { fading } from './adam.ts';
import { descent } from './descent.ts';
import { heavyBall } from './momentum.ts';
import { perParameter, type Slots, zeroSlots } from './per-parameter.ts';
import { chain, type GradientTransform } from './transform.ts';

export interface ScaleByRmsOptions {
  /** The decay rate of the means. Default: 0.99. */
  alpha?: number;
  /** The ε that is added to the root. Default: 1e-8. */
  eps?: number;
  /** Whether to divide by the root of the variance, v − m². */
  centered?: boolean;
}

const SCALE: Kinds<ScaleByRmsOptions> = { alpha: 'number', eps: 'number', centered: 'boolean' };

export interface RmspropOptions extends ScaleByRmsOptions {
  /** η, or a schedule. Default: 0.01. */
  learningRate?: Rate;
  /** μ of momentum after the division. Default: 0. */
  momentum?: number;
  weightDecay?: number;
}

/** Divides by the root of a moving average of squares: u = g/(√v + ε); centred, u = g/(√(v − m²) + ε). Hinton (2012). */
export function scaleByRms(options: ScaleByRmsOptions = {}): GradientTransform {
  checkCount('scaleByRms', 1, arguments);
  const { alpha = 0.99, eps = 1e-8, centered = false } = optionsOf('scaleByRms', options, SCALE);
  checkFraction('scaleByRms', { alpha });
  checkNotNegative('scaleByRms', { eps });
  const init = (x: Value): Slots => zeroSlots('square', ...(centered ? ['mean'] : []))(x);
  return perParameter(init, (g, slots) => {
    const square = fading(alpha, slots.square, g.square());
    const mean = centered ? fading(alpha, slots.mean, g) : undefined;
    const spread = mean ? square.sub(mean.square()) : square;
    const next: Slots = mean ? { square, mean } : { square };
    return { update: g.div(spread.sqrt().add(eps)), slots: next };
  });
}

/**
 * RMSprop: w ← w − η u, see `scaleByRms`; PyTorch's options and defaults.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { rmsprop, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, rmsprop({ learningRate: 0.1 }));
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [-0.949158, 2.949158]
 * ```
 */
export function rmsprop(options: RmspropOptions = {}): GradientTransform<unknown[]> {
  checkCount('rmsprop', 1, arguments);
  const {
    learningRate = 1e-2,
    momentum = 0,
    weightDecay = 0,
    ...rule
  } = optionsOf('rmsprop', options, {
    ...SCALE,
    learningRate: 'any',
    momentum: 'number',
    weightDecay: 'number',
  });
  checkFraction('rmsprop', { momentum });
  const direction = scaleByRms(rule);
  return descent('rmsprop', momentum === 0 ? direction : chain(direction, heavyBall(momentum)), {
    learningRate,
    weightDecay,
  });
}
