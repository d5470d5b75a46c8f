import {
  add,
  broadcastTo,
  checkCount,
  log,
  minimum,
  mul,
  neg,
  type Operand,
  operand,
  softplus,
  sub,
  type Value,
  where,
} from '@chainrule/core';
import { type Kinds, optionsOf } from '../options.ts';
import { type LossOptions, operandFor, reduced, targetFor } from './reduction.ts';

export interface BceOptions extends LossOptions {
  /** Weights of the entries, which broadcast. */
  weight?: Operand;
}

const BCE: Kinds<BceOptions> = { weight: 'any', reduction: 'string' };

export interface BceWithLogitsOptions extends BceOptions {
  /** Weights of the positive part, t ln σ(x), which broadcast: above 1 they favour recall. */
  posWeight?: Operand;
}

/** Weights that broadcast to the shape of the prediction. */
const factorsFor = (prediction: Value, weight: Operand) =>
  broadcastTo(operandFor(prediction, weight), prediction.shape);

const weighted = (losses: Value, prediction: Value, { weight, ...options }: BceOptions) =>
  reduced(weight === undefined ? losses : losses.mul(factorsFor(prediction, weight)), options);

/**
 * Binary cross-entropy of logits x and targets t in [0, 1]: ln(1 + eˣ) − t x, which is −t ln σ(x) − (1 − t) ln(1 − σ(x))
 * without its overflow. `posWeight` p makes the first term −p t ln σ(x).
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { bceWithLogits } from '@chainrule/nn';
 * bceWithLogits(constant([0, 2]), [1, 1]); // → 0.4100376
 * bceWithLogits(constant([0, 2]), [1, 1], { posWeight: 3 }); // → 1.2301128
 * ```
 */
export function bceWithLogits(logits: Operand, target: Operand, options: BceWithLogitsOptions = {}): Value {
  checkCount('bceWithLogits', 3, arguments);
  const x = operand('bceWithLogits', logits);
  const { posWeight, ...others } = optionsOf('bceWithLogits', options, { ...BCE, posWeight: 'any' });
  const t = targetFor('bceWithLogits', x, target);
  if (posWeight === undefined) return weighted(sub(softplus(x), mul(t, x)), x, others);
  const factor = factorsFor(x, posWeight).sub(1).mul(t).add(1);
  const losses = add(mul(sub(1, t), x), mul(factor, softplus(neg(x))));
  return weighted(losses, x, others);
}

/**
 * Binary cross-entropy of probabilities p and targets t in [0, 1]: −t ln p − (1 − t) ln(1 − p), where as in PyTorch no
 * logarithm is below −100. `bceWithLogits`, on the input of the sigmoid, is accurate for extreme probabilities, too.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { bce } from '@chainrule/nn';
 * bce(constant([0.5, 0.8]), [1, 1]); // → 0.4581454
 * bce(constant([0, 1]), [1, 1], { reduction: 'none' }); // → [100, 0]
 * ```
 */
export function bce(probability: Operand, target: Operand, options: BceOptions = {}): Value {
  checkCount('bce', 3, arguments);
  const p = operand('bce', probability);
  optionsOf('bce', options, BCE);
  const t = targetFor('bce', p, target);
  const missed = mul(t, surprise(p));
  const alarmed = mul(sub(1, t), surprise(sub(1, p)));
  return weighted(add(missed, alarmed), p, options);
}

/** min(−ln x, 100), with a gradient of 0 where it is clipped; NaN below 0. */
function surprise(x: Value): Value {
  const isZero = x.equal(0);
  return where(isZero, 100, minimum(neg(log(where(isZero, 1, x))), 100));
}
