import { compile } from '@chainrule/compile';
import { checkGradients, constant, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';

const numbers = (n: number, phase: number) => Array.from({ length: n }, (_, i) => Math.sin(3 * i + phase));
const [a, b, c] = [1, 2, 4].map((phase) => constant(numbers(6, phase), { shape: [2, 3] }));
const unit = (x: Value) => x.mul(0.4).add(0.5);
const signs = constant([
  [1, -1, 1],
  [-1, 1, 1],
]);
const classes = constant([2, 0], { dtype: 'int32' });
const steps = constant(numbers(24, 1), { shape: [4, 2, 3] });

const losses: Record<string, [(x: Value) => Value, Value]> = {
  mse: [(x) => nn.mse(x, b), a],
  l1: [(x) => nn.l1(x, b), a],
  smoothL1: [(x) => nn.smoothL1(x, b, { beta: 0.5 }), a],
  huber: [(x) => nn.huber(x, b, { delta: 0.5 }), a],
  crossEntropy: [(x) => nn.crossEntropy(x, classes, { labelSmoothing: 0.1, weight: [1, 2, 3] }), a],
  'crossEntropy of probabilities': [(x) => nn.crossEntropy(x, b.softmax({ axis: 1 })), a],
  nll: [(x) => nn.nll(x, classes, { ignoreIndex: 0 }), a],
  bce: [(x) => nn.bce(x, unit(b)), unit(a)],
  bceWithLogits: [(x) => nn.bceWithLogits(x, unit(b), { posWeight: 2 }), a],
  klDiv: [(x) => nn.klDiv(x, unit(b), { reduction: 'batchmean' }), a],
  gaussianNll: [(x) => nn.gaussianNll(x, b, x.square().add(1)), a],
  poissonNll: [(x) => nn.poissonNll(x, unit(b).mul(4), { full: true }), a],
  cosineEmbedding: [(x) => nn.cosineEmbedding(x, b, [1, -1], { margin: -1 }), a],
  hinge: [(x) => nn.hinge(x, signs), a],
  hingeEmbedding: [(x) => nn.hingeEmbedding(x, signs, { margin: 2 }), a],
  marginRanking: [(x) => nn.marginRanking(x, b, signs, { margin: 0.3 }), a],
  tripletMargin: [(x) => nn.tripletMargin(x, b, c, { swap: true, margin: 5 }), a],
  multiMargin: [(x) => nn.multiMargin(x, classes, { p: 2 }), a],
  ctc: [
    (x) =>
      nn.ctc(
        x.logSoftmax({ axis: -1 }),
        [
          [1, 2],
          [2, 0],
        ],
        [4, 3],
        [2, 1],
      ),
    steps,
  ],
};

describe.each(Object.entries(losses))('%s', (_, [loss, at]) => {
  test('has consistent derivatives of first and second order', () => {
    const report = checkGradients(loss, at, { order: 2, entries: 6 });
    expect(report.passed, String(report)).toBe(true);
  });

  test('compiles to the same', () => {
    expect(compile(loss)(at).item()).toBeCloseTo(loss(at).item(), 12);
  });
});
