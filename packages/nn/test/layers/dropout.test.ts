import { constant, grad, ones, Random, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  Dropout,
  Dropout2d,
  dropout,
  dropout2d,
  LSTM,
  MultiheadAttention,
  manualSeed,
} from '../../src/index.ts';
import { numbersOf } from '../support/fixtures.ts';
import { traced } from '../support/traced.ts';

describe('dropout', () => {
  test('drops a share of p and multiplies the others by 1/(1 − p)', () => {
    const y = numbersOf(dropout(ones([20_000]), { p: 0.3, random: 1 }));
    expect(new Set(y)).toEqual(new Set([0, 1 / 0.7]));
    expect(y.filter((n) => n === 0).length / y.length).toBeCloseTo(0.3, 1);
  });

  test('has the mask as its gradient', () => {
    const x = value(new Float64Array(50).fill(2));
    const y = dropout(x, { p: 0.5, random: 3 });
    expect(numbersOf(y.sum().backward().of(x)).map((g) => g * 2)).toEqual(numbersOf(y));
  });

  test('draws from the generator, so that the masks of a program are predictable', () => {
    const kept = new Random(9).bernoulli([4, 5], { p: 0.8, dtype: 'float64' });
    expect(numbersOf(dropout(ones([4, 5]), { p: 0.2, random: 9 }))).toEqual(numbersOf(kept.mul(1 / 0.8)));
  });

  test('keeps float32', () => {
    expect(dropout(ones([3], { dtype: 'float32' }), { p: 0.1 }).dtype).toBe('float32');
  });
});

describe('dropout2d', () => {
  test('drops whole channels', () => {
    const y = dropout2d(ones([40, 50, 2, 3]), { random: 1 })
      .reshape([2000, 6])
      .toArray() as number[][];
    for (const channel of y) expect(new Set(channel).size).toBe(1);
    expect(y.filter(([n]) => n === 0).length / 2000).toBeCloseTo(0.5, 1);
  });
});

describe('Dropout', () => {
  test('draws a new mask at every call, and the same ones after manualSeed', () => {
    const run = () => {
      manualSeed(4);
      const layer = new Dropout();
      return [0, 1].map(() => numbersOf(layer.forward(ones([30]))));
    };
    const [first, second] = run();
    expect(first).not.toEqual(second);
    expect(run()).toEqual([first, second]);
  });

  test('when traced, draws on each run the same as without tracing', () => {
    const x = ones([40]);
    const layer = new Dropout({ random: 1 });
    const masks = [layer.forward(x), layer.forward(x)].map(numbersOf);
    const other = new Dropout({ random: 1 });
    expect(traced(x, (each) => [other.forward(each), other.forward(each)]).map(numbersOf)).toEqual(masks);
  });

  test('in evaluation mode returns its input and draws nothing', () => {
    const layer = new Dropout2d({ random: 1 }).eval();
    const x = ones([2, 2, 2]);
    expect(layer.forward(x)).toBe(x);
    const masks = (each: Dropout2d) => numbersOf(each.train().forward(ones([30, 2, 1])));
    expect(masks(layer)).toEqual(masks(new Dropout2d({ random: 1 })));
  });

  test('draws from the same generator in a copy', () => {
    const layer = new Dropout({ random: 1 });
    const copy = layer.map((x) => x);
    expect(copy.random).toBe(layer.random);
    grad((x: Value) => layer.forward(x).sum())(constant([1, 2]));
  });
});

describe('dropout within a layer', () => {
  test('acts between the layers of a recurrent network in training, not on its output', () => {
    const x = ones([3, 2, 4]);
    const deep = new LSTM(4, 5, { numLayers: 2, dropout: 0.5, random: 1 });
    const once = numbersOf(deep.forward(x)[0]);
    expect(once.every((n) => n !== 0)).toBe(true);
    expect(numbersOf(deep.forward(x)[0])).not.toEqual(once);
    deep.eval();
    expect(numbersOf(deep.forward(x)[0])).toEqual(numbersOf(deep.forward(x)[0]));
    const single = new LSTM(4, 5, { dropout: 0.5, random: 1 });
    expect(numbersOf(single.forward(x)[0])).toEqual(numbersOf(single.forward(x)[0]));
  });

  test('acts on the weights of attention in training', () => {
    const attention = new MultiheadAttention(4, 1, { dropout: 0.5, random: 2 });
    const x = ones([6, 1, 4]);
    const [, weights] = attention.forward(x, x, x);
    expect(new Set(numbersOf(weights!).map((n) => n.toFixed(12)))).toEqual(
      new Set([(0).toFixed(12), (1 / 3).toFixed(12)]),
    );
  });
});
