import { Random, relu, treeLeaves, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';
import { numbersOf } from '../support/fixtures.ts';

const random = new Random(5);
const sample = (...shape: number[]) => random.normal(shape);
const same = (a: unknown, b: unknown) => {
  const [got, expected] = [a, b].map((each) => treeLeaves(each).flatMap(numbersOf));
  expect(got.length).toBe(expected.length);
  got.forEach((n, i) => {
    expect(n).toBeCloseTo(expected[i], 12);
  });
};

describe('the function of a layer equals the layer with its parameters', () => {
  test('linear and embedding', () => {
    const layer = new nn.Linear(3, 2);
    const x = sample(4, 3);
    same(nn.linear(x, layer.weight, layer.bias), layer.forward(x));
    const table = new nn.Embedding(5, 2, { paddingIdx: 1 });
    same(nn.embedding([1, 4], table.weight, { paddingIdx: 1 }), table.forward([1, 4]));
  });

  test('batchNorm, with the statistics of the batch or running ones', () => {
    const layer = new nn.BatchNorm1d(3, { eps: 0.1 });
    const x = sample(5, 3, 2);
    same(nn.batchNorm(x, { weight: layer.weight, bias: layer.bias, eps: 0.1 }), layer.forward(x));
    const { runningMean, runningVar } = layer.eval();
    same(nn.batchNorm(x, { runningMean, runningVar, eps: 0.1 }), layer.forward(x));
    same(nn.batchNorm(x, { runningMean, runningVar, eps: 0.1, training: true }), layer.train().forward(x));
  });

  test('instanceNorm, groupNorm, layerNorm and rmsNorm', () => {
    const x = sample(2, 4, 3);
    same(nn.instanceNorm(x), new nn.InstanceNorm1d(4).forward(x));
    same(nn.groupNorm(x, 2), new nn.GroupNorm(2, 4).forward(x));
    same(nn.groupNorm(x, 4), nn.instanceNorm(x));
    same(nn.layerNorm(x, [4, 3]), new nn.LayerNorm([4, 3]).forward(x));
    same(nn.rmsNorm(x, 3), new nn.RMSNorm(3).forward(x));
  });

  test('the cells, one step of the layers', () => {
    const [x, h, c] = [sample(2, 3), sample(2, 4), sample(2, 4)];
    const rnn = new nn.RNNCell(3, 4);
    same(nn.rnnCell(x, h, rnn), rnn.forward(x, h));
    const gru = new nn.GRUCell(3, 4);
    same(nn.gruCell(x, h, gru), gru.forward(x, h));
    const lstm = new nn.LSTMCell(3, 4);
    same(nn.lstmCell(x, [h, c], lstm), lstm.forward(x, [h, c]));
  });

  test('positionalEncoding and rotaryEmbedding', () => {
    const x = sample(5, 2, 4);
    const added = new nn.PositionalEncoding(4).eval().forward(x);
    same(added.sub(x).select(1, { axis: 1 }), nn.positionalEncoding(5, 4));
    same(
      nn.rotaryEmbedding(x, { interleaved: false }),
      new nn.RotaryEmbedding(4, { interleaved: false }).forward(x),
    );
  });

  test('scaledDotProductAttention, like one head between its projections', () => {
    const layer = new nn.MultiheadAttention(3, 1, { bias: false });
    const identity = nn.dirac([3, 3, 1]).reshape([3, 3]);
    layer.loadStateDict({
      inProjWeight: nn.dirac([9, 3, 1], { groups: 3 }).reshape([9, 3]),
      'outProj.weight': identity,
    });
    const [q, k] = [sample(4, 3), sample(5, 3)];
    same(layer.forward(q, k, k)[0], nn.scaledDotProductAttention(q, k, k));
    same(
      layer.forward(q, k, k, { isCausal: true })[0],
      nn.scaledDotProductAttention(q, k, k, { isCausal: true }),
    );
  });
});

describe('rotary positions', () => {
  test('make products depend on the distance of two positions', () => {
    const [q, k] = [sample(1, 6), sample(1, 6)];
    const at = (x: Value, place: number) =>
      nn
        .rotaryEmbedding(nn.linear(new Random(0).uniform([8, 1], { min: 1, max: 1 }), x.transpose()))
        .select(place);
    same(at(q, 5).dot(at(k, 3)), at(q, 3).dot(at(k, 1)));
    expect(at(q, 5).dot(at(k, 3)).item()).not.toBeCloseTo(at(q, 5).dot(at(k, 4)).item(), 3);
  });
});

describe('attention', () => {
  test('projects a shared input at once as it would three equal ones', () => {
    const layer = new nn.MultiheadAttention(4, 2);
    const x = sample(3, 2, 4);
    same(layer.forward(x, x, x), layer.forward(x, x.mul(1), x.mul(1)));
  });

  test('gives 0 for a query that attends to nothing, as PyTorch does since 2.5', () => {
    const masked = nn.scaledDotProductAttention([[1]], [[1]], [[1]], { attnMask: [[false]] });
    expect(masked.item()).toBe(0);
  });
});

describe('options that newer versions of PyTorch have', () => {
  test('transformers without biases equal those whose biases are 0', () => {
    for (const [Layer, inputs] of [
      [nn.TransformerEncoderLayer, [sample(3, 2, 4)]],
      [nn.TransformerDecoderLayer, [sample(3, 2, 4), sample(5, 2, 4)]],
    ] as const) {
      const options = { dimFeedforward: 6, dropout: 0 };
      const without = new Layer(4, 2, { ...options, bias: false });
      expect(Object.keys(without.stateDict()).join()).not.toMatch(/bias/i);
      const full = new Layer(4, 2, options).map((x, path) => (/bias/i.test(path) ? x.mul(0) : x));
      full.loadStateDict(without.stateDict(), { strict: false });
      same(full.forward(...(inputs as [Value, Value])), without.forward(...(inputs as [Value, Value])));
    }
  });

  test('an activation may be a function', () => {
    const options = { dimFeedforward: 6, random: 3, dropout: 0 };
    const x = sample(3, 4);
    same(
      new nn.TransformerEncoderLayer(4, 2, { ...options, activation: (y) => relu(y) }).forward(x),
      new nn.TransformerEncoderLayer(4, 2, options).forward(x),
    );
  });

  test('a layer normalisation without a bias', () => {
    const layer = new nn.LayerNorm(3, { bias: false });
    expect(Object.keys(layer.stateDict())).toEqual(['weight']);
    const x = sample(2, 3);
    same(layer.forward(x), new nn.LayerNorm(3).forward(x));
  });
});

test('an empty sequence has rotary embeddings of its shape', () => {
  for (const interleaved of [true, false])
    expect(nn.rotaryEmbedding(sample(2, 0, 6), { interleaved }).shape).toEqual([2, 0, 6]);
});
