import { checkCount, constant, type Value } from '@chainrule/core';
import { checkFinite, checkFunction } from '../checks.ts';
import { checkSchedule, type Rate } from '../schedules/schedule.ts';
import { type GradientTransform, mapUpdates, scalarFor, scale } from './transform.ts';

/**
 * The end of a chain that descends: u = −η g. A schedule gets the number of earlier updates, which begins at 0 and is a Value
 * of the state.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { exponentialDecay, Optimizer, scaleByLearningRate } from '@chainrule/nn';
 * const model = { w: value(1) };
 * const optimizer = new Optimizer(model, scaleByLearningRate(exponentialDecay(0.5, { gamma: 0.1 })));
 * for (let i = 0; i < 2; i++) optimizer.step({ w: 1 });
 * model.w; // → 0.45
 * ```
 */
export function scaleByLearningRate(rate: Rate): GradientTransform {
  checkCount('scaleByLearningRate', 1, arguments);
  if (typeof rate === 'number') {
    checkFinite('scaleByLearningRate', { learningRate: rate });
    return scale(-rate);
  }
  checkSchedule('scaleByLearningRate', rate);
  return scaleOverTime((t) => rate(t).neg());
}

/**
 * Multiplies by a factor that depends on the number of earlier updates: u = c(t) g.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { Optimizer, scaleOverTime } from '@chainrule/nn';
 * const model = { w: value(1) };
 * const optimizer = new Optimizer(model, scaleOverTime((t) => t.add(1).mul(-0.1)));
 * for (let i = 0; i < 2; i++) optimizer.step({ w: 1 });
 * model.w; // → 0.7
 * ```
 */
export function scaleOverTime(factor: (t: Value) => Value): GradientTransform<Value> {
  checkCount('scaleOverTime', 1, arguments);
  checkFunction('scaleOverTime', 'factor', factor);
  return {
    init: () => constant(0),
    update: (gradients, count, parameters) => {
      const c = factor(count);
      return {
        updates: mapUpdates((x, g: Value) => g.mul(scalarFor(x, c)), parameters, gradients),
        state: count.add(1),
      };
    },
  };
}
