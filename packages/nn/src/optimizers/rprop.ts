import { checkCount, fullLike, sign, type Value, where, zerosLike } from '@chainrule/core';
import { checkPositive } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';
import { perParameter } from './per-parameter.ts';
import type { GradientTransform } from './transform.ts';

export interface RpropOptions {
  /** The initial size of every step. Default: 0.01. */
  learningRate?: number;
  /** η⁻ and η⁺: the factors of a size when the sign changes and when it stays. Default: 0.5 and 1.2. */
  etas?: readonly [number, number];
  /** The smallest and the largest size. Default: 1e-6 and 50. */
  stepSizes?: readonly [number, number];
}

/**
 * Resilient backpropagation: every number has its own step size, which grows while the sign of its gradient stays and shrinks
 * when it changes: w ← w − sign(g) δ. After a change of sign it skips a step. For full batches only; after Riedmiller and Braun
 * (1993), with PyTorch's options and defaults.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { rprop, Optimizer } from '@chainrule/nn';
 * const model = { w: value([1, 1]) };
 * const optimizer = new Optimizer(model, rprop());
 * for (const g of [1, 3]) optimizer.step({ w: [g, -g] });
 * model.w; // → [0.978000, 1.022000]
 * ```
 */
export function rprop(options: RpropOptions = {}): GradientTransform {
  checkCount('rprop', 1, arguments);
  const {
    learningRate = 1e-2,
    etas = [0.5, 1.2],
    stepSizes = [1e-6, 50],
  } = optionsOf('rprop', options, {
    learningRate: 'number',
    etas: 'array',
    stepSizes: 'array',
  });
  checkPositive('rprop', { learningRate });
  const [less, more] = etas;
  if (!(less > 0 && less < 1 && more > 1))
    throw optionErrors.badRate('rprop', 'etas', 'a number in (0, 1) and one above 1', `[${etas}]`);
  const init = (x: Value) => ({ before: zerosLike(x), size: fullLike(x, learningRate) });
  return perParameter(init, (g, slots) => {
    const turn = g.mul(slots.before);
    const size = slots.size
      .mul(where(turn.greater(0), more, where(turn.less(0), less, 1)).asType(g.dtype))
      .clamp(stepSizes[0], stepSizes[1]);
    const before = where(turn.less(0), 0, g);
    return { update: sign(before).mul(size).neg(), slots: { before, size } };
  });
}
