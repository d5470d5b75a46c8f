import { constant, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { bceWithLogits, mse } from '../src/index.ts';

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
      'mse: prediction and target must have one shape: y [2, 1] and t [2]',
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
