import { constant, type Operand, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  accuracy,
  bce,
  bceWithLogits,
  cosineEmbedding,
  crossEntropy,
  ctc,
  gaussianNll,
  hinge,
  hingeEmbedding,
  huber,
  klDiv,
  l1,
  marginRanking,
  mse,
  multiMargin,
  nll,
  poissonNll,
  smoothL1,
  tripletMargin,
} from '../src/index.ts';

describe('mse', () => {
  test('is the mean, the sum or each of the squared errors', () => {
    const y = constant([
      [1, 4],
      [0, 0],
    ]);
    const t = [
      [0, 2],
      [0, 3],
    ];
    expect(mse(y, t).item()).toBe(14 / 4);
    expect(mse(y, t, { reduction: 'sum' }).item()).toBe(14);
    expect(mse(y, t, { reduction: 'none' }).toArray()).toEqual([
      [1, 4],
      [0, 9],
    ]);
  });

  test('has the gradient 2(y − t)/n', () => {
    const y = value([1, 4]);
    expect(mse(y, [0, 2]).backward().of(y).toArray()).toEqual([1, 2]);
  });

  test('does not broadcast a target: [n] against [n, 1] is a mistake', () => {
    expect(() => mse(constant([[1], [2]]).named('y'), constant([1, 2]).named('t'))).toThrow(
      'mse: prediction and target must have the same shape: y [2, 1] and t [2]',
    );
  });
});

describe('bceWithLogits', () => {
  test('is −t ln σ(x) − (1 − t) ln(1 − σ(x))', () => {
    const [x, t] = [0.7, 0.3];
    const p = 1 / (1 + Math.exp(-x));
    expect(bceWithLogits(constant([x]), [t]).item()).toBeCloseTo(
      -t * Math.log(p) - (1 - t) * Math.log(1 - p),
      14,
    );
  });

  test('has the gradient σ(x) − t, and neither overflows', () => {
    const x = value([0.7, -1000, 1000]);
    const loss = bceWithLogits(x, [0, 1, 0], { reduction: 'none' });
    expect(loss.toArray()).toEqual([expect.closeTo(1.1031860488854579, 14), 1000, 1000]);
    const gradient = loss.sum().backward().of(x).toArray() as number[];
    expect(gradient).toEqual([expect.closeTo(0.6681877721681662, 14), -1, 1]);
  });
});

/** Every loss with plain numbers as a prediction, and the same with Values. */
const PLAIN: Readonly<Record<string, (as: (x: Operand) => Operand) => Value>> = {
  mse: (as) => mse(as([1, 2]), [1, 2.5]),
  l1: (as) => l1(as([1, 2]), [1, 2.5]),
  huber: (as) => huber(as([1, 2]), [1, 4.5]),
  smoothL1: (as) => smoothL1(as([1, 2]), [1, 4.5]),
  bce: (as) => bce(as([0.3, 0.6]), [0, 1]),
  bceWithLogits: (as) => bceWithLogits(as([1, 2]), [0, 1]),
  crossEntropy: (as) => crossEntropy(as([[1, 2]]), [0]),
  nll: (as) => nll(as([[-1, -2]]), [0]),
  klDiv: (as) => klDiv(as([[-1, -2]]), [[0.5, 0.5]]),
  gaussianNll: (as) => gaussianNll(as([0, 1]), [0, 3], [1, 4]),
  poissonNll: (as) => poissonNll(as([0, 1]), [1, 3]),
  hinge: (as) => hinge(as([2, 0.5]), [1, -1]),
  hingeEmbedding: (as) => hingeEmbedding(as([2, 0.25]), [1, -1]),
  cosineEmbedding: (as) => cosineEmbedding(as([[1, 0]]), as([[3, 4]]), [1]),
  tripletMargin: (as) => tripletMargin(as([[0, 0]]), as([[3, 4]]), as([[0, 5.5]])),
  marginRanking: (as) => marginRanking(as([3, 3]), as([1, 1]), [1, -1]),
  multiMargin: (as) => multiMargin(as([[0.1, 0.2, 0.4, 0.8]]), [3]),
  ctc: (as) =>
    ctc(
      as([
        [-1, -0.5],
        [-0.7, -0.6],
      ]),
      [1],
      2,
      1,
    ),
};

test.each(Object.entries(PLAIN))('%s takes plain numbers as a prediction, as layers do', (name, loss) => {
  expect(loss((x) => x).toArray()).toEqual(loss((x) => constant(x)).toArray());
  expect(() => loss(() => undefined as never)).toThrow(`${name}: expected a number, got undefined`);
});

test('a target is not truncated to integers if the prediction has these', () => {
  expect(mse(new Uint8Array([1, 2]), [1.5, 2]).item()).toBe(0.125);
  expect(mse(constant([1, 2], { dtype: 'int32' }), [1.5, 2]).item()).toBe(0.125);
});

test('a metric takes plain numbers too', () => {
  const right = accuracy();
  right.update(
    [
      [2, 1],
      [0, 1],
    ],
    new Uint8Array([0, 0]),
  );
  expect(right.result()).toBe(0.5);
  expect(() => right.update(null as never, [0])).toThrow('accuracy: expected a number, got null');
});
