import { checkCount, type Operand, operand, relu, sub, type Value, where } from '@chainrule/core';
import { type Kinds, optionsOf } from '../options.ts';
import { type LossOptions, reduced, targetFor } from './reduction.ts';

export interface MarginOptions extends LossOptions {
  margin?: number;
}

export const MARGIN: Kinds<MarginOptions> = { margin: 'number', reduction: 'string' };

/**
 * The hinge loss of scores x and targets t of 1 and −1: max(0, margin − t x), as in support vector machines. The margin is 1 by
 * default.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { hinge } from '@chainrule/nn';
 * hinge(constant([2, 0.5, 0.5]), [1, 1, -1], { reduction: 'none' }); // → [0, 0.5, 1.5]
 * ```
 */
export function hinge(score: Operand, target: Operand, options: MarginOptions = {}): Value {
  checkCount('hinge', 3, arguments);
  const x = operand('hinge', score);
  const { margin = 1, ...others } = optionsOf('hinge', options, MARGIN);
  return reduced(relu(sub(margin, targetFor('hinge', x, target).mul(x))), others);
}

/**
 * The distance x where the target is 1, and max(0, margin − x) where it is −1. The margin is 1 by default.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { hingeEmbedding } from '@chainrule/nn';
 * hingeEmbedding(constant([2, 0.25]), [1, -1], { reduction: 'none' }); // → [2, 0.75]
 * ```
 */
export function hingeEmbedding(distance: Operand, target: Operand, options: MarginOptions = {}): Value {
  checkCount('hingeEmbedding', 3, arguments);
  const x = operand('hingeEmbedding', distance);
  const { margin = 1, ...others } = optionsOf('hingeEmbedding', options, MARGIN);
  const t = targetFor('hingeEmbedding', x, target);
  return reduced(where(t.greater(0), x, relu(sub(margin, x))), others);
}
