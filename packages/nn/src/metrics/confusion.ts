import { checkCount, type Value } from '@chainrule/core';
import { checkOneOf } from '../checks.ts';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { predictedBy, scoredBy } from './classes.ts';
import { type Metric, streaming } from './metric.ts';

export interface ClassOptions {
  /** The single score above which the class is 1: ½ for probabilities. Default: 0, for logits. */
  threshold?: number;
}

const CLASS: Kinds<ClassOptions> = { threshold: 'number' };

/** How to average over classes: the figure of class 1, or the mean over the classes that occur. */
export interface AverageOptions extends ClassOptions {
  average?: 'binary' | 'macro';
}

/** counts[t][p]: how many samples of class t were predicted as p. */
type Counts = number[][];

/** The counts with a batch added; the table grows to the largest class seen. */
function counted(counts: Counts, name: string, threshold: number, prediction: Value, target: Value): Counts {
  const scored = scoredBy(name, prediction, target);
  const predicted = predictedBy(scored, threshold);
  const size = Math.max(counts.length, scored.width, 2);
  const grown = Array.from({ length: size }, (_, t) =>
    Array.from({ length: size }, (_, p) => counts[t]?.[p] ?? 0),
  );
  predicted.forEach((p, i) => {
    const row = grown[scored.labels[i]];
    if (!row) throw dataErrors.badData(name, `target, entry ${i}`, '0 or 1', scored.labels[i]);
    row[p]++;
  });
  return grown;
}

function onCounts<R>(name: string, options: AverageOptions, result: (counts: Counts) => R): Metric<R> {
  const { threshold = 0 } = options;
  return streaming<Counts, R>(
    name,
    () => [],
    (counts, prediction, target) => counted(counts, name, threshold, prediction, target),
    result,
  );
}

/**
 * The confusion matrix: how often each class (row) was predicted as each (column).
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { confusionMatrix } from '@chainrule/nn';
 * const confusion = confusionMatrix();
 * confusion.update(constant([[2, 1], [0, 1], [0, 3]]), constant([0, 0, 1]));
 * confusion.result(); // → [[1, 1], [0, 1]]
 * ```
 */
export function confusionMatrix(options: ClassOptions = {}): Metric<number[][]> {
  checkCount('confusionMatrix', 1, arguments);
  optionsOf('confusionMatrix', options, CLASS);
  return onCounts('confusionMatrix', options, (counts) => structuredClone(counts));
}

/**
 * The share of predictions that are right. Predictions are scores: [N, C] with targets [N] of classes from 0 or [N, C], or [N]
 * with targets of zeros and ones. A single score is a logit, class 1 above 0; for probabilities there is `threshold: 0.5`.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { accuracy } from '@chainrule/nn';
 * const right = accuracy();
 * right.update(constant([[2, 1], [0, 1]]), constant([0, 0]));
 * right.update(constant([[0, 3]]), constant([1]));
 * right.result(); // → 0.66666667
 * ```
 */
export function accuracy(options: ClassOptions = {}): Metric<number> {
  checkCount('accuracy', 1, arguments);
  optionsOf('accuracy', options, CLASS);
  return onCounts('accuracy', options, (counts) => {
    const right = counts.reduce((sum, row, k) => sum + row[k], 0);
    return right / counts.flat().reduce((sum, n) => sum + n, 0);
  });
}

interface Hits {
  /** The true positives of this class. */
  readonly both: number;
  readonly predicted: number;
  readonly actual: number;
}

const hitsOf = (counts: Counts): Hits[] =>
  counts.map((row, k) => ({
    both: row[k],
    predicted: counts.reduce((sum, each) => sum + each[k], 0),
    actual: row.reduce((sum, n) => sum + n, 0),
  }));

/** 0/0 is 0 if there are samples, as in scikit-learn. */
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

function averaged(name: string, options: AverageOptions, figure: (hits: Hits) => number): Metric<number> {
  const { average = 'binary' } = optionsOf(name, options, { ...CLASS, average: 'string' });
  checkOneOf(name, 'average', ['binary', 'macro'], average);
  return onCounts(name, options, (counts) => {
    const hits = hitsOf(counts);
    if (average === 'binary') {
      if (hits.length > 2)
        throw optionErrors.badRate(name, 'average', "'macro' for more than two classes", average);
      return hits.every(({ actual }) => actual === 0) ? Number.NaN : figure(hits[1]);
    }
    const occurring = hits.filter(({ predicted, actual }) => predicted + actual > 0);
    return occurring.reduce((sum, each) => sum + figure(each), 0) / occurring.length;
  });
}

/** Of the samples predicted as a class, the share that belong to it: tp / (tp + fp). */
export function precision(options: AverageOptions = {}): Metric<number> {
  checkCount('precision', 1, arguments);
  return averaged('precision', options, ({ both, predicted }) => share(both, predicted));
}

/** Of the samples of a class, the share that are predicted as it: tp / (tp + fn). */
export function recall(options: AverageOptions = {}): Metric<number> {
  checkCount('recall', 1, arguments);
  return averaged('recall', options, ({ both, actual }) => share(both, actual));
}

/**
 * The harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn).
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { f1Score } from '@chainrule/nn';
 * const f1 = f1Score();
 * f1.update(constant([1, 2, -1, -3]), constant([1, 0, 1, 0]));
 * f1.result(); // → 0.5
 * ```
 */
export function f1Score(options: AverageOptions = {}): Metric<number> {
  checkCount('f1Score', 1, arguments);
  return averaged('f1Score', options, ({ both, predicted, actual }) => share(2 * both, predicted + actual));
}
