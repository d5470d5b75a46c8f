import { checkCount } from '@chainrule/core';
import { optionErrors } from '../errors/options.ts';
import { scoredBy } from './classes.ts';
import { type Metric, streaming } from './metric.ts';

/**
 * The share of rows in which the true class is among the k of the highest scores; of equal scores the first counts as higher.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { topKAccuracy } from '@chainrule/nn';
 * const top2 = topKAccuracy(2);
 * top2.update(constant([[3, 2, 1], [3, 2, 1]]), constant([1, 2]));
 * top2.result(); // → 0.5
 * ```
 */
export function topKAccuracy(k: number): Metric<number> {
  checkCount('topKAccuracy', 1, arguments);
  if (!Number.isSafeInteger(k) || k < 1) throw optionErrors.badSize('topKAccuracy', 'k', k);
  return streaming(
    `top${k}Accuracy`,
    () => ({ hits: 0, count: 0 }),
    ({ hits, count }, prediction, target) => {
      const { scores, width, labels } = scoredBy('topKAccuracy', prediction, target);
      if (width < k) throw optionErrors.badRate('topKAccuracy', 'k', `at most the ${width} classes`, k);
      for (let i = 0; i < labels.length; i++) {
        const own = scores[i * width + labels[i]];
        let above = 0;
        for (let c = 0; c < width; c++) {
          const other = scores[i * width + c];
          if (other > own || (other === own && c < labels[i])) above++;
        }
        if (above < k) hits++;
      }
      return { hits, count: count + labels.length };
    },
    ({ hits, count }) => hits / count,
  );
}

/**
 * The area under the receiver operating characteristic: how likely one of class 1 has a higher score than one of class 0,
 * equal scores counting half. It keeps a score and a label for each sample. NaN if only one class occurs.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { auc } from '@chainrule/nn';
 * const area = auc();
 * area.update(constant([0.1, 0.4, 0.35, 0.8]), constant([0, 0, 1, 1]));
 * area.result(); // → 0.75
 * ```
 */
export function auc(): Metric<number> {
  checkCount('auc', 0, arguments);
  return streaming(
    'auc',
    () => ({ scores: [] as number[], labels: [] as number[] }),
    (state, prediction, target) => {
      const { scores, width, labels } = scoredBy('auc', prediction, target);
      if (width > 1) throw optionErrors.badRate('auc', 'prediction', 'one score for each sample', `${width}`);
      for (let i = 0; i < labels.length; i++) {
        state.scores.push(scores[i]);
        state.labels.push(labels[i]);
      }
      return state;
    },
    ({ scores, labels }) => areaOf(scores, labels),
  );
}

/** By the sum of ranks of class 1: Mann and Whitney (1947). Equal scores share the mean of their ranks. */
function areaOf(scores: readonly number[], labels: readonly number[]): number {
  const order = [...scores.keys()].sort((i, j) => scores[i] - scores[j]);
  let [ranks, positives] = [0, 0];
  for (let start = 0; start < order.length; ) {
    let end = start;
    let here = 0;
    while (end < order.length && scores[order[end]] === scores[order[start]]) here += labels[order[end++]];
    ranks += (here * (start + 1 + end)) / 2;
    positives += here;
    start = Math.max(end, start + 1);
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
}
