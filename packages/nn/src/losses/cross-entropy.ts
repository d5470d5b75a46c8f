import { checkCount, constant, logSoftmax, neg, type Operand, operand, sum, Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';
import {
  CLASS_LOSS,
  type ClassLossOptions,
  classAxis,
  classTargets,
  classWeights,
  ofTarget,
} from './classes.ts';
import { reducedByWeight } from './nll.ts';
import { operandFor, reduced } from './reduction.ts';

export interface CrossEntropyOptions extends ClassLossOptions {
  /** ε: the share of the target, from 0 to 1, that is spread evenly over all classes. Default: 0. */
  labelSmoothing?: number;
}

/**
 * The cross-entropy of logits, `[batch, classes, …]` or `[classes]`, and targets: classes y as whole numbers, `[batch, …]`,
 * or probabilities p of the logits' shape. With l = ln softmax(logits) it is −wᵧ lᵧ, or −Σ w p l.
 *
 * The mean is over the weights of the classes; of probabilities, over the samples. Label smoothing ε replaces p by (1 − ε) p +
 * ε/classes. Classes are an int32 Value or plain numbers.
 *
 * Throws for classes that are not whole numbers from 0, and for shapes that do not match.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { crossEntropy } from '@chainrule/nn';
 * const logits = constant([[2, 0, 0], [0, 1, 0]]);
 * crossEntropy(logits, [0, 1]); // → 0.395495
 * crossEntropy(logits, [0, 1], { labelSmoothing: 0.1 }); // → 0.495495
 * crossEntropy(logits, [[1, 0, 0], [0.5, 0.5, 0]]); // → 0.645495
 * crossEntropy(logits, [0, 3]); // → throws expected indices from 0 to 2
 * ```
 */
export function crossEntropy(logits: Operand, target: Operand, options: CrossEntropyOptions = {}): Value {
  checkCount('crossEntropy', 3, arguments);
  const x = operand('crossEntropy', logits);
  const { labelSmoothing = 0 } = optionsOf('crossEntropy', options, {
    ...CLASS_LOSS,
    labelSmoothing: 'number',
  });
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
    throw optionErrors.badRate('crossEntropy', 'labelSmoothing', 'a number from 0 to 1', labelSmoothing);
  const given = target instanceof Value ? target : constant(target);
  return sameShape(given.shape, x.shape)
    ? ofProbabilities(x, operandFor(x, target), options)
    : ofClasses(x, target, options);
}

function ofClasses(logits: Value, target: Operand, options: CrossEntropyOptions): Value {
  const { weight, ignoreIndex = -100, labelSmoothing = 0, ...rest } = options;
  const targets = classTargets('crossEntropy', logits, target, ignoreIndex);
  const { axis } = targets;
  const weights = classWeights('crossEntropy', logits, axis, weight);
  const logProbability = logSoftmax(logits, { axis }).mul(weights);
  const sharp = neg(ofTarget(logProbability, targets));
  if (labelSmoothing === 0) return reducedByWeight(sharp, weights, targets, rest);
  const even = sum(logProbability, { axis }).mul(-labelSmoothing / logits.shape[axis]);
  return reducedByWeight(sharp.mul(1 - labelSmoothing).add(even), weights, targets, rest);
}

function ofProbabilities(logits: Value, target: Value, options: CrossEntropyOptions): Value {
  const { weight, ignoreIndex = -100, labelSmoothing = 0, reduction = 'mean' } = options;
  // As in PyTorch a negative one, which is no class, is accepted.
  if (ignoreIndex >= 0)
    throw optionErrors.badOption(
      'crossEntropy',
      'ignoreIndex',
      'a target of classes with it, not of probabilities',
      target,
    );
  const axis = classAxis('crossEntropy', logits);
  const weights = classWeights('crossEntropy', logits, axis, weight);
  const smooth = target.mul(1 - labelSmoothing).add(labelSmoothing / logits.shape[axis]);
  const p = labelSmoothing === 0 ? target : smooth;
  const losses = neg(sum(logSoftmax(logits, { axis }).mul(weights).mul(p), { axis }));
  return reduced(losses, { reduction });
}
