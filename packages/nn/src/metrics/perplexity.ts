import { checkCount } from '@chainrule/core';
import { optionErrors } from '../errors/options.ts';
import { scoredBy } from './classes.ts';
import { type Metric, streaming } from './metric.ts';

/**
 * The number of equally likely classes with the same uncertainty: e to the mean of −log p of the true classes, from logits
 * [N, …, C] and targets [N, …].
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { perplexity } from '@chainrule/nn';
 * const doubt = perplexity();
 * doubt.update(constant([[0, 0, 0, 0]]), constant([2]));
 * doubt.result(); // → 4
 * ```
 */
export function perplexity(): Metric<number> {
  checkCount('perplexity', 0, arguments);
  return streaming(
    'perplexity',
    () => ({ surprise: 0, count: 0 }),
    ({ surprise, count }, prediction, target) => {
      const { scores, width, labels } = scoredBy('perplexity', prediction, target);
      if (width === 1)
        throw optionErrors.badRate('perplexity', 'prediction', 'logits of classes', 'one score');
      for (let i = 0; i < labels.length; i++) {
        const row = Array.from({ length: width }, (_, c) => scores[i * width + c]);
        const top = Math.max(...row);
        const total = row.reduce((sum, score) => sum + Math.exp(score - top), 0);
        surprise += top + Math.log(total) - row[labels[i]];
      }
      return { surprise, count: count + labels.length };
    },
    ({ surprise, count }) => Math.exp(surprise / count),
    'min',
  );
}
