import { checkCount } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { type Metric, streaming } from './metric.ts';

/** For one column: the number of targets, their mean, the sum of squares about it, and the sum of squared errors. */
interface Moments {
  count: number;
  mean: number;
  spread: number;
  error: number;
}

/**
 * The share of the targets' variance that predictions explain, 1 − Σ(t − p)² / Σ(t − t̄)², as the mean over the columns of
 * [N, columns] or of the one column [N]. A column with constant targets counts as 1 if all predictions are exact and otherwise
 * as 0, as in scikit-learn. NaN for fewer than two samples.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { r2Score } from '@chainrule/nn';
 * const r2 = r2Score();
 * r2.update(constant([2.5, 0, 2, 8]), constant([3, -0.5, 2, 7]));
 * r2.result(); // → 0.94860814
 * ```
 */
export function r2Score(): Metric<number> {
  checkCount('r2Score', 0, arguments);
  return streaming(
    'r2Score',
    () => [] as Moments[],
    (columns, prediction, target) => {
      if (!sameShape(prediction.shape, target.shape))
        throw layerErrors.lossShapes('r2Score', prediction, target);
      const width = target.rank < 2 ? 1 : target.shape[target.rank - 1];
      const grown = Array.from(
        { length: width },
        (_, k) => columns[k] ?? { count: 0, mean: 0, spread: 0, error: 0 },
      );
      const [p, t] = [prediction, target].map(({ data }) => (typeof data === 'number' ? [data] : data));
      for (let i = 0; i < t.length; i++) include(grown[i % width], p[i], t[i]);
      return grown;
    },
    (columns) => columns.reduce((sum, each) => sum + explained(each), 0) / columns.length,
  );
}

/** Welford's update (1962): the sum of squares about the mean without cancellation. */
function include(moments: Moments, prediction: number, target: number): void {
  const before = target - moments.mean;
  moments.count++;
  moments.mean += before / moments.count;
  moments.spread += before * (target - moments.mean);
  moments.error += (target - prediction) ** 2;
}

function explained({ count, spread, error }: Moments): number {
  if (count < 2) return Number.NaN;
  return spread === 0 ? Number(error === 0) : 1 - error / spread;
}
