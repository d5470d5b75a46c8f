import {
  checkCount,
  expandDims,
  type Operand,
  operand,
  relu,
  sub,
  sum,
  type Value,
  where,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';
import { classTargets, classWeights, ofTarget } from './classes.ts';
import { MARGIN, type MarginOptions } from './hinge.ts';
import { reduced, targetFor } from './reduction.ts';

/**
 * Ranks a above b where the target is 1, and below where it is −1: max(0, margin − t (a − b)). The margin is 0 by default.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { marginRanking } from '@chainrule/nn';
 * marginRanking(constant([3, 3]), constant([1, 1]), [1, -1], { reduction: 'none' }); // → [0, 2]
 * ```
 */
export function marginRanking(a: Operand, b: Operand, target: Operand, options: MarginOptions = {}): Value {
  checkCount('marginRanking', 4, arguments);
  const [u, v] = [a, b].map((x) => operand('marginRanking', x));
  const { margin = 0, ...others } = optionsOf('marginRanking', options, MARGIN);
  if (!sameShape(u.shape, v.shape)) throw layerErrors.pairShapes('marginRanking', 'one shape', u, v);
  return reduced(relu(sub(margin, targetFor('marginRanking', u, target).mul(u.sub(v)))), others);
}

export interface MultiMarginOptions extends MarginOptions {
  /** The exponent of the excess, 1 or 2. Default: 1. */
  p?: 1 | 2;
  /** A weight for each class, `[classes]`. */
  weight?: Operand;
}

/**
 * The hinge loss of many classes, for scores x, `[batch, classes]` or `[classes]`, and classes y: Σ over i ≠ y of wᵧ max(0,
 * margin − xᵧ + xᵢ)ᵖ, over the number of classes. The margin is 1 by default.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { multiMargin } from '@chainrule/nn';
 * multiMargin(constant([[0.1, 0.2, 0.4, 0.8]]), [3]); // → 0.325
 * ```
 */
export function multiMargin(score: Operand, target: Operand, options: MultiMarginOptions = {}): Value {
  checkCount('multiMargin', 3, arguments);
  const x = operand('multiMargin', score);
  const {
    p = 1,
    margin = 1,
    weight,
    ...rest
  } = optionsOf('multiMargin', options, {
    ...MARGIN,
    p: 'any',
    weight: 'any',
  });
  if (p !== 1 && p !== 2) throw optionErrors.badRate('multiMargin', 'p', '1 or 2', p);
  if (x.rank > 2) throw layerErrors.badInput('multiMargin', 'scores [batch, classes] or [classes]', x);
  const targets = classTargets('multiMargin', x, target);
  const { axis, isTarget } = targets;
  const own = expandDims(ofTarget(x, targets), axis);
  const excess = relu(sub(margin, own).add(x));
  const others = where(isTarget, 0, p === 1 ? excess : excess.square());
  const weights = ofTarget(classWeights('multiMargin', x, axis, weight), targets);
  return reduced(sum(others, { axis }).mul(weights).div(x.shape[axis]), rest);
}
