import type { Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { dataErrors } from '../errors/data.ts';
import { layerErrors } from '../errors/layers.ts';

/** Scores, one row per sample, and the true classes. */
export interface Scored {
  readonly scores: ArrayLike<number>;
  /** The number of classes, or 1 if a single score separates two classes. */
  readonly width: number;
  readonly labels: ArrayLike<number>;
}

const numbersOf = ({ data }: Value): ArrayLike<number> => (typeof data === 'number' ? [data] : data);

/**
 * Predictions and targets as rows of scores and labels. Predictions [N, …, C] have the scores of C classes along the last axis,
 * with targets [N, …] of classes from 0 or targets of the same shape whose largest entry is the class; predictions [N] or [N,
 * 1] have one score each, with targets of zeros and ones.
 */
export function scoredBy(operation: string, prediction: Value, target: Value): Scored {
  const last = prediction.shape[prediction.rank - 1] ?? 1;
  const scores = numbersOf(prediction);
  const labels = numbersOf(target);
  if (prediction.rank < 2 || last === 1) {
    if (target.size !== prediction.size) throw layerErrors.lossShapes(operation, prediction, target);
    return { scores, width: 1, labels };
  }
  const rows = prediction.size / last;
  if (sameShape(target.shape, prediction.shape))
    return {
      scores,
      width: last,
      labels: Int32Array.from({ length: rows }, (_, i) => largest(labels, i, last)),
    };
  if (target.size !== rows) throw layerErrors.lossShapes(operation, prediction, target);
  for (let i = 0; i < rows; i++) {
    if (!(Number.isInteger(labels[i]) && labels[i] >= 0 && labels[i] < last))
      throw dataErrors.badData(operation, `target, entry ${i}`, `a class from 0 to ${last - 1}`, labels[i]);
  }
  return { scores, width: last, labels };
}

/** The class that is predicted in each row. */
export function predictedBy({ scores, width, labels }: Scored, threshold: number): Int32Array {
  return Int32Array.from({ length: labels.length }, (_, i) =>
    width === 1 ? Number(scores[i] > threshold) : largest(scores, i, width),
  );
}

/** The index of the largest number of a row; the first of equal ones. */
function largest(numbers: ArrayLike<number>, row: number, width: number): number {
  let best = 0;
  for (let k = 1; k < width; k++) if (numbers[row * width + k] > numbers[row * width + best]) best = k;
  return best;
}
