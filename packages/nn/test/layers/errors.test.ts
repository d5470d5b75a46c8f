import { constant, ones, zeros } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';

/** Invalid calls and their messages. */
const wrong: Record<string, [() => unknown, string]> = {
  'a size that is none': [
    () => new nn.Conv2d(1, 0, 3),
    'Conv2d: outChannels: expected a whole number above zero, got 0',
  ],
  'a kernel of another rank': [
    () => new nn.Conv1d(1, 1, [2, 3]),
    'Conv1d: kernelSize: expected a whole number or a list of 1, got [2, 3]',
  ],
  'channels that do not fall into groups': [
    () => new nn.ConvTranspose2d(4, 3, 2, { groups: 2 }),
    'ConvTranspose2d: outChannels: expected a multiple of groups (2), got 3',
  ],
  'an image of other channels': [
    () => new nn.Conv2d(3, 1, 2).forward(ones([1, 2, 4, 4])),
    'conv2d: expected 3 channels',
  ],
  'a weight of another shape': [
    () => new nn.Conv1d(2, 3, 4, { weight: ones([3, 2, 5]) }),
    'Conv1d: weight: expected shape [3, 2, 4], got [3, 2, 5]',
  ],
  'vectors of another size': [
    () => new nn.Linear(2, 3).forward(ones([2, 2, 3])),
    'matmul: inner sizes differ',
  ],
  'another second input': [
    () => new nn.Bilinear(2, 3, 1).forward(ones([4, 2]), ones([4, 2])),
    'bilinear: expected 3 numbers along the last axis',
  ],
  'an index that is out of range': [() => new nn.Embedding(3, 2).forward([3]), 'index 3'],
  'a padding that is no row': [
    () => new nn.Embedding(3, 2, { paddingIdx: 3 }),
    'Embedding: paddingIdx: expected a row of 3, got 3',
  ],
  'a window that does not fit': [() => new nn.MaxPool2d(3).forward(ones([1, 1, 2, 2])), 'maxPool2d'],
  'nothing to make larger by': [() => new nn.Upsample({}).forward(ones([1, 1, 2])), 'interpolate: size'],
  'features of another number': [
    () => new nn.BatchNorm1d(3).forward(ones([4, 2])),
    'BatchNorm1d: expected [batch, 3] or [batch, 3, length], got an input [4, 2]',
  ],
  'a batch of one': [
    () => new nn.BatchNorm2d(2).forward(ones([1, 2, 1, 1])),
    'BatchNorm2d: expected more than one number for each channel',
  ],
  'a momentum that is no share': [
    () => new nn.BatchNorm1d(3, { momentum: 2 }),
    'BatchNorm1d: momentum: expected a number from 0 to 1, got 2',
  ],
  'an instance of one number': [
    () => new nn.InstanceNorm1d(2).forward(ones([3, 2, 1])),
    'InstanceNorm1d: expected more than one number for each channel of a sample',
  ],
  'an image where sequences are wanted': [
    () => new nn.InstanceNorm1d(2).forward(ones([3, 2, 2, 2])),
    'InstanceNorm1d: expected [batch, 2, length] or [2, length], got an input [3, 2, 2, 2]',
  ],
  'another normalized shape': [
    () => new nn.LayerNorm([2, 3]).forward(ones([4, 3, 2])),
    'layerNorm: expected […, 2, 3], got an input [4, 3, 2]',
  ],
  'channels in no groups': [
    () => new nn.GroupNorm(2, 4).forward(ones([1, 3])),
    'groupNorm: expected [batch, channels, …] with channels in 2 groups, got an input [1, 3]',
  ],
  'a probability that is none': [
    () => new nn.Dropout2d({ p: -1 }),
    'Dropout2d: p: expected a number from 0 to 1, got -1',
  ],
  'a vector where channels are wanted': [
    () => new nn.Dropout2d().forward(ones([3])),
    'dropout2d: expected [batch, channels, …] of rank 3 or more',
  ],
  'a sequence of other vectors': [
    () => new nn.GRU(3, 4, { batchFirst: true }).forward(ones([2, 5, 4])),
    'GRU: expected [batch, length, 3] or [length, 3], not empty, got an input [2, 5, 4]',
  ],
  'an empty sequence': [() => new nn.RNN(3, 4).forward(ones([0, 2, 3])), 'not empty'],
  'a state of another shape': [
    () => new nn.LSTM(3, 4).forward(ones([5, 2, 3]), [zeros([1, 2, 4]), zeros([2, 2, 4])]),
    'LSTM: expected a state [1, 2, 4], got an input [2, 2, 4]',
  ],
  'a state of another batch': [
    () => new nn.RNNCell(3, 4).forward(ones([2, 3]), ones([1, 4])),
    'RNNCell: expected a state [2, 4], got an input [1, 4]',
  ],
  'a nonlinearity that there is not': [
    () => new nn.RNN(1, 1, { nonlinearity: 'gelu' as 'relu' }),
    'RNN: nonlinearity: expected tanh or relu, got gelu',
  ],
  'heads that do not share it out': [
    () => new nn.MultiheadAttention(6, 4),
    'MultiheadAttention: embedDim: expected a multiple of numHeads (4), got 6',
  ],
  'keys and values of two lengths': [
    () => new nn.MultiheadAttention(4, 2).forward(ones([3, 1, 4]), ones([5, 1, 4]), ones([6, 1, 4])),
    'expected queries [L, batch, 4], keys [S, batch, 4] and values [S, batch, 4], got [3, 1, 4], [5, 1, 4] and [6, 1, 4]',
  ],
  'a mask of another shape': [
    () => {
      const x = ones([3, 1, 4]);
      return new nn.MultiheadAttention(4, 2).forward(x, x, x, { attnMask: ones([3, 2]) });
    },
    'MultiheadAttention: expected attnMask [3, 3] or [2, 3, 3], got an input [3, 2]',
  ],
  'an activation that there is not': [
    () => new nn.TransformerEncoderLayer(4, 2, { activation: 'tanh' as 'relu' }),
    "TransformerEncoderLayer: activation: expected 'relu', 'gelu' or a function, got tanh",
  ],
  'a sequence that is too long': [
    () => new nn.PositionalEncoding(4, { maxLength: 2 }).forward(ones([3, 4])),
    'PositionalEncoding: expected vectors of 4 at at most 2 places, got an input [3, 4]',
  ],
  'vectors that are not turned': [
    () => new nn.RotaryEmbedding(4).forward(ones([3, 2])),
    'RotaryEmbedding: expected […, length, 4], got an input [3, 2]',
  ],
  'outputs that do not add up': [
    () => new nn.Residual((x) => x.sum()).forward(ones([2])),
    'Residual: the layer gave [] for [2]: a shortcut can change the shape',
  ],
  'nothing side by side': [() => new nn.Parallel([]), 'Parallel: number of layers'],
  'a weight of too few axes': [
    () => nn.xavierNormal([3]),
    'xavierNormal: shape: expected two axes or more, got [3]',
  ],
  'a fan that there is not': [
    () => nn.kaimingUniform([3, 2], { mode: 'fan' as 'fanIn' }),
    'kaimingUniform: mode: expected fanIn or fanOut, got fan',
  ],
  'a gain that there is not': [
    () => nn.calculateGain('gelu' as 'relu'),
    'calculateGain: nonlinearity: expected linear or sigmoid',
  ],
  'a share that is none': [
    () => nn.sparse([2, 2], { sparsity: 2 }),
    'sparse: sparsity: expected a number from 0 to 1, got 2',
  ],
  'a kernel of no axes': [() => nn.dirac([2, 2]), 'dirac: shape: expected three to five axes, got [2, 2]'],
  'outputs in no groups': [
    () => nn.dirac([3, 2, 1], { groups: 2 }),
    'dirac: groups: expected a divisor of 3 outputs, got 2',
  ],
};

describe('an invalid layer says why', () => {
  test.each(Object.entries(wrong))('%s', (_, [call, message]) => {
    expect(call).toThrow(message);
  });

  test('and names the input', () => {
    expect(() => new nn.BatchNorm1d(3).forward(constant([[1]]).named('pixels'))).toThrow('got pixels [1, 1]');
  });
});
