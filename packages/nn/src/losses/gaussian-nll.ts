import {
  checkCount,
  expandDims,
  log,
  maximum,
  type Operand,
  operand,
  stopGradient,
  sub,
  type Value,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkPositive } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionsOf } from '../options.ts';
import { type LossOptions, operandFor, reduced, targetFor } from './reduction.ts';

export interface GaussianNllOptions extends LossOptions {
  /** Adds ½ ln 2π, the part that does not depend on anything. */
  full?: boolean;
  /** The least variance: a smaller one is raised to it, and its gradient is computed there. Default: 1e-6. */
  eps?: number;
}

/**
 * The negative log-likelihood of targets under normal distributions with predicted mean and variance: ½ (ln v + (mean −
 * target)²/v). The variance has the mean's shape; for one per row its last axis is 1 or missing.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { gaussianNll } from '@chainrule/nn';
 * gaussianNll(constant([0, 1]), [0, 3], [1, 4]); // → 0.5965736
 * gaussianNll(constant([0, 1]), [0, 3], [1, 4], { full: true }); // → 1.5155121
 * ```
 */
export function gaussianNll(
  mean: Operand,
  target: Operand,
  variance: Operand,
  options: GaussianNllOptions = {},
): Value {
  checkCount('gaussianNll', 4, arguments);
  const m = operand('gaussianNll', mean);
  const {
    full = false,
    eps = 1e-6,
    ...others
  } = optionsOf('gaussianNll', options, { full: 'boolean', eps: 'number', reduction: 'string' });
  checkPositive('gaussianNll', { eps });
  const t = targetFor('gaussianNll', m, target);
  const given = varianceFor(m, operandFor(m, variance));
  const v = given.add(stopGradient(maximum(given, eps).sub(given)));
  const losses = log(v).add(sub(m, t).square().div(v)).mul(0.5);
  return reduced(full ? losses.add(0.5 * Math.log(2 * Math.PI)) : losses, others);
}

function varianceFor(mean: Value, v: Value): Value {
  const rows = mean.shape.slice(0, -1);
  if (sameShape(v.shape, mean.shape)) return v;
  if (mean.rank > 0 && sameShape(v.shape, [...rows, 1])) return v;
  if (mean.rank > 0 && sameShape(v.shape, rows)) return expandDims(v, -1);
  throw layerErrors.parameterShape('gaussianNll', 'variance', mean.shape, v.shape);
}
