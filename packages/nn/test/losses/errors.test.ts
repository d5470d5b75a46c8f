import { constant, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';

const logits = constant([
  [1, 2, 3],
  [0, 1, 0],
]).named('logits');
const row = constant([1, 2]);

describe('a loss says what does not match', () => {
  const wrong: [string, () => unknown, string][] = [
    [
      'l1',
      () => nn.l1(row, [[1], [2]]),
      'l1: prediction and target must have the same shape: the prediction [2] and the target [2, 1]',
    ],
    [
      'a reduction that is none',
      () => nn.mse(row, [1, 2], { reduction: 'avg' as 'mean' }),
      'reduction: expected mean, sum or none, got avg',
    ],
    ['huber', () => nn.huber(row, [1]), 'huber: prediction and target must have the same shape'],
    ['huber δ', () => nn.huber(row, [1, 2], { delta: 0 }), 'huber: delta: expected a number above 0, got 0'],
    [
      'smoothL1 β',
      () => nn.smoothL1(row, [1, 2], { beta: -1 }),
      'smoothL1: beta: expected a non-negative number, got -1',
    ],
    ['bce', () => nn.bce(row, 1), 'bce: prediction and target must have the same shape'],
    ['bce weight', () => nn.bce(row, [1, 0], { weight: [[1], [2]] }), 'does not broadcast to [2]'],
    [
      'bceWithLogits posWeight',
      () => nn.bceWithLogits(row, [1, 0], { posWeight: [1, 2, 3] }),
      'does not broadcast to [2]',
    ],
    [
      'classes',
      () => nn.crossEntropy(logits, [[0], [1]]),
      'crossEntropy: expected classes of shape [2] for logits [2, 3], got targets [2, 1]',
    ],
    [
      'class numbers',
      () => nn.crossEntropy(logits, [0, 1.5]),
      'crossEntropy: expected whole numbers, plain or as an int32 Value, got targets [2] of dtype float64',
    ],
    [
      'class Values',
      () => nn.nll(logits, constant([0, 1])),
      'nll: expected whole numbers, plain or as an int32 Value',
    ],
    [
      'a class too high',
      () => nn.crossEntropy(logits, [0, 3]),
      'oneHot: indices: expected indices from 0 to 2, got 3',
    ],
    [
      'a class below 0',
      () => nn.crossEntropy(logits, [0, -1]),
      'oneHot: indices: expected indices from 0 to 2, got -1',
    ],
    [
      'class weights',
      () => nn.crossEntropy(logits, [0, 1], { weight: [1, 2] }),
      'crossEntropy: weight: expected shape [3], got [2]',
    ],
    [
      'label smoothing',
      () => nn.crossEntropy(logits, [0, 1], { labelSmoothing: 2 }),
      'crossEntropy: labelSmoothing: expected a number from 0 to 1, got 2',
    ],
    [
      'a scalar of scores',
      () => nn.nll(constant(1), 0),
      'nll: expected scores [classes] or [batch, classes, …], got an input []',
    ],
    ['klDiv', () => nn.klDiv(row, [1]), 'klDiv: prediction and target must have the same shape'],
    [
      'batchmean',
      () => nn.klDiv(constant(0), 1, { reduction: 'batchmean' }),
      'klDiv: expected a batch for batchmean',
    ],
    [
      'variance',
      () => nn.gaussianNll(logits, logits, [1, 2, 3]),
      'gaussianNll: variance: expected shape [2, 3], got [3]',
    ],
    [
      'cosineEmbedding',
      () => nn.cosineEmbedding(logits, row, [1, 1]),
      'cosineEmbedding: expected two inputs of [batch, d] or [d], got logits [2, 3] and the second [2]',
    ],
    [
      'its target',
      () => nn.cosineEmbedding(logits, logits, [1]),
      'cosineEmbedding: target: expected shape [2], got [1]',
    ],
    [
      'marginRanking',
      () => nn.marginRanking(row, constant([1]), [1, 1]),
      'marginRanking: expected two inputs of one shape',
    ],
    [
      'tripletMargin',
      () => nn.tripletMargin(row, row, constant([1])),
      'tripletMargin: expected two inputs of [batch, d] or [d]',
    ],
    [
      'multiMargin p',
      () => nn.multiMargin(logits, [0, 1], { p: 3 as 1 }),
      'multiMargin: p: expected 1 or 2, got 3',
    ],
    [
      'multiMargin',
      () => nn.multiMargin(constant([[[1]]]), [[0]]),
      'multiMargin: expected scores [batch, classes] or [classes]',
    ],
    [
      'ctc',
      () => nn.ctc(row, [1], 2, 1),
      'ctc: expected log-probabilities [time, batch, classes] or [time, classes], got an input [2]',
    ],
    [
      'ctc targets',
      () => nn.ctc(constant([[[0, 0]]]), [1], [1], [1]),
      'ctc: expected targets [1, labels], padded',
    ],
    [
      'ctc lengths',
      () => nn.ctc(constant([[[0, 0]]]), [[1]], [1, 1], [1]),
      'ctc: inputLengths: expected shape [1], got [2]',
    ],
    [
      'ctc blank',
      () => nn.ctc(constant([[0, 0]]), [1], 1, 1, { blank: 2 }),
      'ctc: blank: expected a class from 0 to 1, got 2',
    ],
  ];
  test.each(wrong)('%s', (_, run, message) => {
    expect(run).toThrow(message);
  });
});

describe('a loss at its edges', () => {
  test('bce is finite with finite gradients at 0 and 1', () => {
    const p = value([0, 1, 0, 1]);
    const losses = nn.bce(p, [0, 1, 1, 0], { reduction: 'none' });
    expect(losses.toArray()).toEqual([0, 0, 100, 100]);
    expect((losses.sum().backward().of(p).toArray() as number[]).every(Number.isFinite)).toBe(true);
  });

  test('crossEntropy neither overflows nor gives a NaN for large logits', () => {
    const x = value([[1000, -1000]]);
    const loss = nn.crossEntropy(x, [1]);
    expect(loss.item()).toBe(2000);
    expect(loss.backward().of(x).toArray()).toEqual([[1, -1]]);
  });

  test('crossEntropy takes an int32 Value, and no gradient goes to what is ignored', () => {
    const x = value([
      [1, 2],
      [3, 4],
    ]);
    const loss = nn.crossEntropy(x, constant([0, -100], { dtype: 'int32' }));
    expect(loss.item()).toBeCloseTo(Math.log1p(Math.E), 14);
    expect((loss.backward().of(x).toArray() as number[][])[1]).toEqual([0, 0]);
  });

  test('ctc is infinite without a gradient if a target does not fit', () => {
    const x = value([[0.2, 0.8]]);
    const loss = nn.ctc(x.log(), [1, 1], 1, 2);
    expect(loss.item()).toBe(Infinity);
    expect(loss.backward().of(x).toArray()).toEqual([[0, 0]]);
  });

  test('ctc ignores the padding of targets and inputs', () => {
    const x = constant(
      Array.from({ length: 18 }, (_, i) => Math.sin(i)),
      { shape: [3, 2, 3] },
    ).logSoftmax({ axis: 2 });
    const short = nn.ctc(
      x,
      [
        [1, 2],
        [2, -1],
      ],
      [3, 2],
      [2, 1],
      { reduction: 'none' },
    );
    const alone = nn.ctc(x.slice([[0, 2], 1]), [2], 2, 1, { reduction: 'none' });
    expect((short.toArray() as number[])[1]).toBeCloseTo(alone.item(), 14);
  });

  test('hinge is 0 beyond the margin and linear inside', () => {
    const x = value([2, 0, -1]);
    const loss = nn.hinge(x, [1, 1, 1], { reduction: 'sum' });
    expect(loss.item()).toBe(3);
    expect(loss.backward().of(x).add(0).toArray()).toEqual([0, -1, -1]);
    expect(nn.hinge(x, [1, 1, 1], { margin: 3, reduction: 'none' }).toArray()).toEqual([1, 3, 4]);
  });
});
