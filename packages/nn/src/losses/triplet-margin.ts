import {
  checkCount,
  minimum,
  type Operand,
  operand,
  pairwiseDistance,
  relu,
  type Value,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { optionsOf } from '../options.ts';
import { MARGIN, type MarginOptions } from './hinge.ts';
import { reduced } from './reduction.ts';

export interface TripletMarginOptions extends MarginOptions {
  /** The exponent of the norm. Default: 2. */
  p?: number;
  /** A small number added to every difference. Default: 1e-6. */
  eps?: number;
  /** Whether to use the distance between positive and negative if it is smaller than that of anchor and negative. */
  swap?: boolean;
}

/**
 * Pulls an anchor closer to a positive example than to a negative one, `[batch, d]` or `[d]` each: max(0, ‖a − p‖ − ‖a − n‖ +
 * margin). The margin is 1 by default.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { tripletMargin } from '@chainrule/nn';
 * const [anchor, positive, negative] = [[0, 0], [3, 4], [0, 5.5]].map((x) => constant([x]));
 * tripletMargin(anchor, positive, negative); // → 0.5000
 * ```
 */
export function tripletMargin(
  anchor: Operand,
  positive: Operand,
  negative: Operand,
  options: TripletMarginOptions = {},
): Value {
  checkCount('tripletMargin', 4, arguments);
  const [from, like, unlike] = [anchor, positive, negative].map((x) => operand('tripletMargin', x));
  const {
    margin = 1,
    p = 2,
    eps = 1e-6,
    swap = false,
    ...rest
  } = optionsOf('tripletMargin', options, {
    ...MARGIN,
    p: 'number',
    eps: 'number',
    swap: 'boolean',
  });
  for (const other of [like, unlike])
    if (!sameShape(other.shape, from.shape) || from.rank === 0)
      throw layerErrors.pairShapes('tripletMargin', '[batch, d] or [d]', from, other);
  const near = pairwiseDistance(from, like, { p, eps });
  const far = pairwiseDistance(from, unlike, { p, eps });
  const away = swap ? minimum(far, pairwiseDistance(like, unlike, { p, eps })) : far;
  return reduced(relu(near.sub(away).add(margin)), rest);
}
