import { checkCount, exp, log, type Operand, operand, sub, type Value, where } from '@chainrule/core';
import { optionsOf } from '../options.ts';
import { type LossOptions, reduced, targetFor } from './reduction.ts';

export interface PoissonNllOptions extends LossOptions {
  /** Whether the prediction is the logarithm of the rate. Default: true. */
  logInput?: boolean;
  /** Adds Stirling's approximation of ln t!, t ln t − t + ½ ln 2πt, for targets above 1. */
  full?: boolean;
  /** The ε inside the logarithm, if the prediction is the rate itself. Default: 1e-8. */
  eps?: number;
}

/**
 * The negative log-likelihood of counts t under Poisson distributions: eˣ − t x of a predicted log-rate x, or x − t ln(x + ε)
 * of a predicted rate.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { poissonNll } from '@chainrule/nn';
 * poissonNll(constant([0, 1]), [1, 3]); // → 0.3591409
 * poissonNll(constant([1, 2]), [1, 3], { logInput: false }); // → 0.4602792
 * ```
 */
export function poissonNll(prediction: Operand, target: Operand, options: PoissonNllOptions = {}): Value {
  checkCount('poissonNll', 3, arguments);
  const y = operand('poissonNll', prediction);
  const {
    logInput = true,
    full = false,
    eps = 1e-8,
    ...others
  } = optionsOf('poissonNll', options, {
    logInput: 'boolean',
    full: 'boolean',
    eps: 'number',
    reduction: 'string',
  });
  const t = targetFor('poissonNll', y, target);
  const losses = logInput ? sub(exp(y), t.mul(y)) : sub(y, t.mul(log(y.add(eps))));
  return reduced(full ? losses.add(logFactorial(t)) : losses, others);
}

/** Stirling's approximation of ln t!; 0 up to 1. */
function logFactorial(t: Value): Value {
  const above = t.greater(1);
  const n = where(above, t, 1);
  const approximation = n
    .mul(log(n))
    .sub(n)
    .add(log(n.mul(2 * Math.PI)).mul(0.5));
  return where(above, approximation, 0);
}
