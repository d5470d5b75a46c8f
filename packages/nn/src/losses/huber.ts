import { abs, checkCount, type Operand, operand, sub, type Value, where } from '@chainrule/core';
import { checkNotNegative, checkPositive } from '../checks.ts';
import { optionsOf } from '../options.ts';
import { type LossOptions, reduced, targetFor } from './reduction.ts';

/**
 * The Huber loss of d = prediction − target: ½ d² where |d| < δ, and δ (|d| − ½ δ) beyond. δ is 1 by default.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { huber } from '@chainrule/nn';
 * huber(constant([1, 9]), [0, 0], { delta: 2, reduction: 'none' }); // → [0.5, 16]
 * ```
 */
export function huber(
  prediction: Operand,
  target: Operand,
  options: LossOptions & { delta?: number } = {},
): Value {
  checkCount('huber', 3, arguments);
  const y = operand('huber', prediction);
  const { delta = 1, ...others } = optionsOf('huber', options, { delta: 'number', reduction: 'string' });
  checkPositive('huber', { delta });
  const d = sub(y, targetFor('huber', y, target));
  return reduced(rounded(d, delta).mul(delta), others);
}

/**
 * The Huber loss over β: ½ d²/β where |d| < β, and |d| − ½ β beyond. β is 1 by default, and 0 gives `l1`.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { smoothL1 } from '@chainrule/nn';
 * smoothL1(constant([1, 9]), [0, 0], { beta: 2, reduction: 'none' }); // → [0.25, 8]
 * ```
 */
export function smoothL1(
  prediction: Operand,
  target: Operand,
  options: LossOptions & { beta?: number } = {},
): Value {
  checkCount('smoothL1', 3, arguments);
  const y = operand('smoothL1', prediction);
  const { beta = 1, ...others } = optionsOf('smoothL1', options, { beta: 'number', reduction: 'string' });
  checkNotNegative('smoothL1', { beta });
  const d = sub(y, targetFor('smoothL1', y, target));
  return reduced(beta === 0 ? abs(d) : rounded(d, beta), others);
}

/** |d| with its corner at 0 rounded over a width: ½ d²/w where |d| < w, |d| − ½ w beyond. */
function rounded(d: Value, width: number): Value {
  const size = abs(d);
  return where(size.less(width), d.square().mul(0.5 / width), size.sub(0.5 * width));
}
