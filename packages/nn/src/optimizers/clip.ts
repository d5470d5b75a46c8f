import { asType, checkCount, mapTree, type Tree, treeLeaves, type Value, zeros } from '@chainrule/core';
import { checkPositive } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { type GradientTransform, mapParameters, mapUpdates, scalarFor, stateless } from './transform.ts';

/**
 * The norm of all Values of a tree together, √Σ x², in float64.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { globalNorm } from '@chainrule/nn';
 * globalNorm({ w: constant([3, 0]), b: constant(4) }); // → 5
 * ```
 */
export function globalNorm(tree: Tree): Value {
  checkCount('globalNorm', 1, arguments);
  if (treeLeaves(tree).length === 0)
    throw optionErrors.badOption('globalNorm', 'tree', 'Values, or a tree with Values in it', tree);
  let total = zeros([]);
  mapTree((x) => {
    total = total.add(asType(x, 'float64').square().sum());
  }, tree);
  return total.sqrt();
}

/**
 * Scales all gradients by one factor if their joint norm is above the maximum: u = g · min(1, c/(‖g‖ + 10⁻⁶)). The same as
 * PyTorch's `clip_grad_norm_`.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { chain, clipByGlobalNorm, Optimizer, sgd } from '@chainrule/nn';
 * const model = { w: value([0, 0]) };
 * new Optimizer(model, chain(clipByGlobalNorm(1), sgd({ learningRate: 1 }))).step({ w: [30, -40] });
 * model.w; // → [-0.600, 0.800]
 * ```
 */
export function clipByGlobalNorm(largest: number): GradientTransform {
  checkCount('clipByGlobalNorm', 1, arguments);
  checkPositive('clipByGlobalNorm', { largest });
  return {
    init: () => undefined,
    update: (gradients, state, parameters) => {
      const wanted: Value[] = [];
      mapParameters((_, g: Value) => wanted.push(g), parameters, gradients);
      const factor = globalNorm(wanted).add(1e-6).reciprocal().mul(largest).minimum(1);
      return {
        updates: mapUpdates((x, g: Value) => g.mul(scalarFor(x, factor)), parameters, gradients),
        state,
      };
    },
  };
}

/** The same for the gradient of each parameter separately. */
export function clipByNorm(largest: number): GradientTransform {
  checkCount('clipByNorm', 1, arguments);
  checkPositive('clipByNorm', { largest });
  return stateless((g) => g.mul(g.norm().add(1e-6).reciprocal().mul(largest).minimum(1)));
}

/** Clamps each number of the gradients to between −c and c, as PyTorch's `clip_grad_value_` does. */
export function clipByValue(largest: number): GradientTransform {
  checkCount('clipByValue', 1, arguments);
  checkPositive('clipByValue', { largest });
  return stateless((g) => g.clamp(-largest, largest));
}
