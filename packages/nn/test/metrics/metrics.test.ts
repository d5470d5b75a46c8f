import { readFileSync } from 'node:fs';
import { constant, type Nested, oneHot } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  accuracy,
  auc,
  confusionMatrix,
  f1Score,
  type Metric,
  perplexity,
  precision,
  r2Score,
  recall,
  topKAccuracy,
} from '../../src/index.ts';

type Case = { prediction: Nested[]; target: Nested[] } & Record<string, unknown>;
const cases: Record<string, Case> = JSON.parse(
  readFileSync(`${import.meta.dirname}/../fixtures/metrics.json`, 'utf8'),
);

const macro = { average: 'macro' } as const;
const METRICS: Record<string, (() => Metric)[]> = {
  many: [
    accuracy,
    () => topKAccuracy(2),
    confusionMatrix,
    () => precision(macro),
    () => recall(macro),
    () => f1Score(macro),
    perplexity,
  ],
  binary: [accuracy, confusionMatrix, precision, recall, f1Score, auc],
  regression: [r2Score],
};

/** Feeds a case in batches; between two of them the state is saved and another metric continues from it. */
function streamed(make: () => Metric, { prediction, target }: Case, size: number): Metric {
  let metric = make();
  for (let i = 0; i < target.length; i += size) {
    metric.update(constant(prediction.slice(i, i + size)), constant(target.slice(i, i + size)));
    const next = make();
    next.state = JSON.parse(JSON.stringify(metric.state));
    metric = next;
  }
  return metric;
}

const all = Object.entries(METRICS).flatMap(([name, makes]) =>
  makes.map((make) => [make().name, name, make] as const),
);

test.each(all)(
  '%s of %s predictions is what scikit-learn finds, whatever the batches',
  (metric, name, make) => {
    const expected = [cases[name][metric]].flat(2) as number[];
    for (const size of [1000, 7]) {
      const got = [streamed(make, cases[name], size).result()].flat(2) as number[];
      expect(got).toHaveLength(expected.length);
      for (const [i, each] of got.entries()) expect(each).toBeCloseTo(expected[i], 10);
    }
  },
);

describe('classes', () => {
  test('can be one-hot targets as well as numbers, and along the last axis of sequences', () => {
    const scores = constant(cases.many.prediction);
    const labels = constant(cases.many.target, { dtype: 'int32' });
    const results = [
      [scores, labels],
      [scores, oneHot(labels, 5)],
      [scores.reshape([6, 10, 5]), labels.reshape([6, 10])],
    ].map(([prediction, target]) => {
      const metric = accuracy();
      metric.update(prediction, target);
      return metric.result();
    });
    expect(results).toEqual([results[0], results[0], results[0]]);
    expect(results[0]).toBe(cases.many.accuracy);
  });

  test('of single scores are above and below the threshold; [N, 1] works like [N]', () => {
    const result = (threshold: number | undefined, shape: number[]) => {
      const metric = accuracy(threshold === undefined ? {} : { threshold });
      metric.update(constant([0.2, 0.6, 0.7, -1], { shape }), constant([0, 0, 1, 0], { shape }));
      return metric.result();
    };
    expect([result(undefined, [4]), result(0.5, [4]), result(0.65, [4, 1])]).toEqual([0.5, 0.75, 1]);
  });

  test('that were never predicted or never occur count as zero, not as NaN', () => {
    const metric = precision();
    metric.update(constant([-1, -1]), constant([1, 0]));
    expect(metric.result()).toBe(0);
  });
});

test('reset starts again', () => {
  for (const [, name, make] of all) {
    const metric = make();
    metric.update(
      constant(
        [
          [9, 1],
          [9, 1],
        ].map((row) => (name === 'binary' ? 1 : row)),
      ),
      constant(
        name === 'regression'
          ? [
              [1, 2],
              [2, 3],
            ]
          : [0, 1],
      ),
    );
    metric.reset();
    expect(metric.state).toEqual(make().state);
  }
});

test.each<[string, () => void, string]>([
  [
    'a target of another shape',
    () => accuracy().update(constant([1, 2]), constant([1])),
    'accuracy: prediction and target must have the same shape',
  ],
  [
    'a class that there is not',
    () => accuracy().update(constant([[1, 2]]), constant([2])),
    'accuracy: target, entry 0: expected a class from 0 to 1, got 2',
  ],
  [
    'a label that is neither 0 nor 1',
    () => accuracy().update(constant([1]), constant([-1])),
    'accuracy: target, entry 0: expected 0 or 1, got -1',
  ],
  ['k of no classes', () => topKAccuracy(0), 'topKAccuracy: k: expected a whole number above zero, got 0'],
  [
    'k of more classes than there are',
    () => topKAccuracy(3).update(constant([[1, 2]]), constant([1])),
    'topKAccuracy: k: expected at most the 2 classes, got 3',
  ],
  [
    'a binary figure of many classes',
    () => {
      const metric = precision();
      metric.update(constant([[1, 2, 3]]), constant([1]));
      metric.result();
    },
    "precision: average: expected 'macro' for more than two classes, got binary",
  ],
  [
    'an area of many classes',
    () => auc().update(constant([[1, 2]]), constant([1])),
    'auc: prediction: expected one score for each sample, got 2',
  ],
  [
    'perplexity of single scores',
    () => perplexity().update(constant([1]), constant([1])),
    'perplexity: prediction: expected logits of classes',
  ],
  [
    'an explained share of other shapes',
    () => r2Score().update(constant([1]), constant([[1]])),
    'r2Score: prediction and target must have the same shape',
  ],
])('refuses %s', (_, f, message) => {
  expect(f).toThrow(message);
});
