import { checkCount, fullLike, type Value } from '@chainrule/core';
import { checkNotNegative } from '../checks.ts';
import { type Kinds, optionsOf } from '../options.ts';
import type { Rate } from '../schedules/schedule.ts';
import { descent } from './descent.ts';
import { perParameter } from './per-parameter.ts';
import { scaleOverTime } from './rate.ts';
import { chain, type GradientTransform } from './transform.ts';

export interface ScaleByAdagradOptions {
  /** The initial sum of g². Default: 0. */
  initialAccumulator?: number;
  /** The ε that is added to the root. Default: 1e-10. */
  eps?: number;
}

const SCALE: Kinds<ScaleByAdagradOptions> = { initialAccumulator: 'number', eps: 'number' };

export interface AdagradOptions extends ScaleByAdagradOptions {
  /** η, or a schedule. Default: 0.01. */
  learningRate?: Rate;
  /** d of η/(1 + t d) after t updates. Default: 0. */
  learningRateDecay?: number;
  weightDecay?: number;
}

/** Divides by the root of the sum of all squares so far: u = g/(√Σ g² + ε), after Duchi, Hazan and Singer (2011). */
export function scaleByAdagrad(options: ScaleByAdagradOptions = {}): GradientTransform {
  checkCount('scaleByAdagrad', 1, arguments);
  const { initialAccumulator = 0, eps = 1e-10 } = optionsOf('scaleByAdagrad', options, SCALE);
  checkNotNegative('scaleByAdagrad', { initialAccumulator, eps });
  const init = (x: Value) => ({ total: fullLike(x, initialAccumulator) });
  return perParameter(init, (g, slots) => {
    const total = slots.total.add(g.square());
    return { update: g.div(total.sqrt().add(eps)), slots: { total } };
  });
}

/**
 * Adagrad: w ← w − η u, see `scaleByAdagrad`; PyTorch's options and defaults.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { adagrad, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, adagrad({ learningRate: 0.1 }));
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [0.805132, 1.194868]
 * ```
 */
export function adagrad(options: AdagradOptions = {}): GradientTransform<unknown[]> {
  checkCount('adagrad', 1, arguments);
  const {
    learningRate = 1e-2,
    learningRateDecay = 0,
    weightDecay = 0,
    ...rule
  } = optionsOf('adagrad', options, {
    ...SCALE,
    learningRate: 'any',
    learningRateDecay: 'number',
    weightDecay: 'number',
  });
  checkNotNegative('adagrad', { learningRateDecay });
  const direction = scaleByAdagrad(rule);
  const slower = scaleOverTime((t) => t.mul(learningRateDecay).add(1).reciprocal());
  return descent('adagrad', learningRateDecay === 0 ? direction : chain(direction, slower), {
    learningRate,
    weightDecay,
  });
}
