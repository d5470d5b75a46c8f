import { checkCount, constant, type Tree, type Value, where, zerosLike } from '@chainrule/core';
import { checkFraction } from '../checks.ts';
import { optionsOf } from '../options.ts';
import { type GradientTransform, mapParameters, mapUpdates, scalarFor } from './transform.ts';

export interface HeavyBallOptions {
  /** Whether to look ahead: u = g + μ v instead of v. */
  nesterov?: boolean;
  /** τ: the share of each gradient after the first that is left out, v ← μ v + (1 − τ) g. Default: 0. */
  dampening?: number;
}

/**
 * Momentum, the heavy ball: accumulates gradients with decay: v ← μ v + g, u = v, from v = 0. As in PyTorch the first gradient
 * is not dampened.
 *
 * @example
 * ```ts
 * import { constant, value } from '@chainrule/core';
 * import { heavyBall } from '@chainrule/nn';
 * const w = { w: value([3, 4]) };
 * const rule = heavyBall(0.9, { nesterov: true });
 * rule.update({ w: constant([1, 1]) }, rule.init(w), w).updates; // → { "w": [1.9, 1.9] }
 * ```
 */
export function heavyBall(momentum: number, options: HeavyBallOptions = {}): GradientTransform {
  checkCount('heavyBall', 2, arguments);
  const { nesterov = false, dampening = 0 } = optionsOf('heavyBall', options, {
    nesterov: 'boolean',
    dampening: 'number',
  });
  checkFraction('heavyBall', { momentum, dampening });
  const outcome = (g: Value, v: Value) => (nesterov ? g.add(v.mul(momentum)) : v);
  return dampening === 0 ? undamped(momentum, outcome) : damped(momentum, dampening, outcome);
}

type Outcome = (g: Value, v: Value) => Value;

const still = (parameters: Tree) => mapParameters((x) => zerosLike(x), parameters);

function undamped(momentum: number, outcome: Outcome): GradientTransform<Tree> {
  return {
    init: still,
    update: (gradients, before, parameters) => {
      const velocity = mapParameters(
        (_, g: Value, v: Value) => v.mul(momentum).add(g),
        parameters,
        gradients,
        before,
      );
      return {
        updates: mapUpdates((_, g: Value, v: Value) => outcome(g, v), parameters, gradients, velocity),
        state: velocity,
      };
    },
  };
}

function damped(
  momentum: number,
  dampening: number,
  outcome: Outcome,
): GradientTransform<{ count: Value; velocity: Tree }> {
  return {
    init: (parameters) => ({ count: constant(0), velocity: still(parameters) }),
    update: (gradients, { count, velocity: before }, parameters) => {
      const inflow = where(count.equal(0), 1, 1 - dampening);
      const velocity = mapParameters(
        (x, g: Value, v: Value) => v.mul(momentum).add(g.mul(scalarFor(x, inflow))),
        parameters,
        gradients,
        before,
      );
      const updates = mapUpdates((_, g: Value, v: Value) => outcome(g, v), parameters, gradients, velocity);
      return { updates, state: { count: count.add(1), velocity } };
    },
  };
}
