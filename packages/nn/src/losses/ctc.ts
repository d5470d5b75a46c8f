import {
  arange,
  checkCount,
  concat,
  expandDims,
  full,
  logSumExp,
  neg,
  type Operand,
  operand,
  stack,
  takeAlongAxis,
  type Value,
  where,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';
import { classIndices } from './classes.ts';
import { type LossOptions, reduced } from './reduction.ts';

export interface CtcOptions extends LossOptions {
  /** The class that means no label. Default: 0. */
  blank?: number;
  /** Whether the loss is 0, without a gradient, instead of ∞ if a target does not fit into its input. */
  zeroInfinity?: boolean;
}

/** Stands for the logarithm of 0: a number whose sums and differences are finite. */
const NEVER = -1e30;

/**
 * Connectionist temporal classification: −ln of the probability that a sequence of log-probabilities, `[time, batch, classes]`,
 * spells a target, `[batch, labels]`, with blanks anywhere and labels repeated. Sequences are padded; `inputLengths` and
 * `targetLengths`, `[batch]`, give their lengths. A single sequence has no axis for the batch.
 *
 * Computed by the forward recursion of Graves and others (2006) over the labels with blanks between them, in logarithms and for
 * the whole batch at once. As in PyTorch the mean is over the batch, after dividing each loss by the length of its target.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { ctc } from '@chainrule/nn';
 * const even = constant([[0.5, 0.5], [0.5, 0.5]]).log(); // two steps of blank or 1
 * ctc(even, [1], 2, 1).neg().exp(); // → 0.75
 * ctc(even, [1, 1], 2, 2, { zeroInfinity: true }); // → 0
 * ```
 */
export function ctc(
  logProbability: Operand,
  target: Operand,
  inputLengths: Operand,
  targetLengths: Operand,
  options: CtcOptions = {},
): Value {
  checkCount('ctc', 5, arguments);
  const given = operand('ctc', logProbability);
  const {
    blank = 0,
    zeroInfinity = false,
    reduction = 'mean',
  } = optionsOf('ctc', options, {
    blank: 'number',
    zeroInfinity: 'boolean',
    reduction: 'string',
  });
  const { rank } = given;
  if (rank !== 2 && rank !== 3)
    throw layerErrors.badInput('ctc', 'log-probabilities [time, batch, classes] or [time, classes]', given);
  const single = rank === 2;
  const scores = single ? expandDims(given, 1) : given;
  const whole = (x: Operand) => (single ? expandDims(classIndices('ctc', x), 0) : classIndices('ctc', x));
  const [labels, times, lengths] = [target, inputLengths, targetLengths].map(whole);
  checkShapes(scores, labels, times, lengths, blank);
  const logLikelihood = recursion(scores, labels, times, lengths, blank);
  const fits = logLikelihood.greater(NEVER / 2);
  const losses = where(fits, neg(logLikelihood), zeroInfinity ? 0 : Infinity);
  const each = reduction === 'mean' ? losses.div(lengths.maximum(1).asType(scores.dtype)) : losses;
  return reduced(single ? each.squeeze({ axis: 0 }) : each, { reduction });
}

function checkShapes(scores: Value, labels: Value, times: Value, lengths: Value, blank: number): void {
  const [, batch, classes] = scores.shape;
  if (labels.rank !== 2 || labels.shape[0] !== batch)
    throw layerErrors.badInput('ctc', `targets [${batch}, labels], padded`, labels);
  for (const [argument, x] of Object.entries({ inputLengths: times, targetLengths: lengths }))
    if (!sameShape(x.shape, [batch])) throw layerErrors.parameterShape('ctc', argument, [batch], x.shape);
  if (!Number.isInteger(blank) || blank < 0 || blank >= classes)
    throw optionErrors.badRate('ctc', 'blank', `a class from 0 to ${classes - 1}`, blank);
}

/** ln of the probability of each target: α over its labels with a blank before, between and after them. */
function recursion(scores: Value, labels: Value, times: Value, lengths: Value, blank: number): Value {
  const [steps, batch] = scores.shape;
  const column = expandDims(lengths, 1);
  const { spelled, skips } = withBlanks(labels, column, blank);
  const emitted = takeAlongAxis(scores, expandDims(spelled, 0), 2);
  const places = arange(spelled.shape[1]);
  const never = (n: number) => full([batch, n], NEVER, { dtype: scores.dtype });
  const later = (alpha: Value, by: number) =>
    concat([never(by), alpha], { axis: 1 }).narrow({ axis: 1, start: 0, length: alpha.shape[1] });
  let alpha = where(places.less(2), emitted.select(0), NEVER);
  for (let t = 1; t < steps; t++) {
    const twoBefore = where(skips, later(alpha, 2), NEVER);
    const come = logSumExp(stack([alpha, later(alpha, 1), twoBefore]), { axis: 0 });
    alpha = where(expandDims(times, 1).greater(t), come.add(emitted.select(t)), alpha);
  }
  const ends = column.mul(2);
  const isEnd = places.equal(ends).logicalOr(places.equal(ends.sub(1)));
  return logSumExp(where(isEnd, alpha, NEVER), { axis: 1 });
}

/** blank, label, blank, …, blank; and whether the blank before a label may be left out, as between different ones. */
function withBlanks(labels: Value, lengths: Value, blank: number): { spelled: Value; skips: Value } {
  const [batch, n] = labels.shape;
  const blanks = (count: number) => full([batch, count], blank, { dtype: 'int32' });
  // The padding after a target, often −1, is ignored.
  const own = where(arange(n).less(lengths), labels, blank);
  const pairs = stack([blanks(n), own], { axis: 2 }).reshape([batch, 2 * n]);
  const spelled = concat([pairs, blanks(1)], { axis: 1 });
  const twoBefore = concat([blanks(2), spelled], { axis: 1 }).narrow({
    axis: 1,
    start: 0,
    length: 2 * n + 1,
  });
  return { spelled, skips: spelled.notEqual(blank).logicalAnd(spelled.notEqual(twoBefore)) };
}
