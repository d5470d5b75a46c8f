import { expect, test } from 'vitest';
import { expectClose } from '../../../../../scripts/test-support/close.ts';
import {
  argMaxPool2d,
  avgPool1d,
  avgPool2d,
  backward,
  constant,
  conv2d,
  gather,
  gridSample,
  interpolate,
  lpPool1d,
  maxPool1d,
  maxPool2d,
  maxUnpool1d,
  maxUnpool2d,
  Random,
  value,
  zeros,
} from '../../../src/index.ts';

test('an empty batch goes through convolution and pooling, and its gradients are zeros', () => {
  const x = value(zeros([0, 2, 5, 5]));
  const w = value(new Random(0).normal([3, 2, 3, 3]));
  const y = avgPool2d(maxPool2d(conv2d(x, w, { padding: 1 }), 2), 2);
  expect(y.shape).toEqual([0, 3, 1, 1]);
  const gradients = backward(y.sum());
  expect(gradients.of(x).shape).toEqual([0, 2, 5, 5]);
  expect(gradients.of(w).abs().sum().item()).toBe(0);
});

test('a float32 convolution is that in float64, rounded once', () => {
  const random = new Random(1);
  const x = random.normal([2, 3, 9, 9], { dtype: 'float32' });
  const w = random.normal([4, 3, 3, 3], { dtype: 'float32' });
  const y = conv2d(x, w);
  expect(y.dtype).toBe('float32');
  const expected = conv2d(x.asType('float64'), w.asType('float64')).asType('float32');
  expect(y.toArray()).toEqual(expected.toArray());
});

test('a window of zeros has no slope under the Lp norm', () => {
  const x = value([[0, 0, 3, 4]]);
  const y = lpPool1d(x, 2);
  expect(y.toArray()).toEqual([[0, 5]]);
  expectClose(backward(y.sum()).of(x), [0, 0, 0.6, 0.8], 1e-15);
});

test('a place that is far out or not a number samples zero, with no slope', () => {
  const x = constant([
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ]);
  const grid = value([
    [
      [
        [Infinity, 0],
        [Number.NaN, 0],
        [0, -1e300],
      ],
    ],
  ]);
  const y = gridSample(x, grid);
  expect(y.toArray()).toEqual([[[[0, 0, 0]]]]);
  expect(backward(y.sum()).of(grid).toArray()).toEqual([
    [
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
  ]);
});

test.each(['border', 'reflection'] as const)(
  '%s: a place that is not a number has no slope',
  (paddingMode) => {
    const x = constant([1, 2, 3, 4], { shape: [1, 1, 2, 2] });
    for (const mode of ['bilinear', 'bicubic'] as const) {
      const grid = value([Number.NaN, 0, 0.2, -Infinity], { shape: [1, 1, 2, 2] });
      const gradient = backward(gridSample(x, grid, { mode, paddingMode }).sum())
        .of(grid)
        .toArray();
      expect((gradient as number[]).flat(3)).not.toContain(Number.NaN);
    }
  },
);

test('cubics give back a straight line, and pass through the entries', () => {
  const x = constant([[[1, 2, 3, 4, 5, 6, 7]]]);
  const y = interpolate(x, { size: 13, mode: 'bicubic', alignCorners: true });
  const inner = Array.from({ length: 9 }, (_, i) => 2 + i / 2);
  expectClose(y.slice([0, 0, [2, 11]]), inner, 1e-15);
});

test('the places of the largest entries are those that the pool reads, padding and ties included', () => {
  const x = value(new Random(2).integers([2, 3, 5, 6], { max: 4 }).asType('float64'));
  const how = { stride: 2, padding: 1 };
  const places = argMaxPool2d(x, 3, how).reshape([2, 3, -1]);
  const read = gather(x.reshape([2, 3, -1]), places, 2);
  expect(read.toArray()).toEqual(maxPool2d(x, 3, how).reshape([2, 3, -1]).toArray());
  const sparse = maxUnpool2d(maxPool2d(x, 2), argMaxPool2d(x, 2), 2, { outputSize: [5, 6] });
  expect(maxPool2d(sparse, 2).toArray()).toEqual(maxPool2d(x, 2).toArray());
});

test('of two entries that are put back to one place the last one stays, and gets the gradient', () => {
  const x = value([[3, 7]]);
  const y = maxUnpool1d(x, [[1, 1]], 2, { stride: 1 });
  expect(y.toArray()).toEqual([[0, 7, 0]]);
  expect(backward(y.sum()).of(x).toArray()).toEqual([[0, 1]]);
});

test('integers pool as they are, and their mean is a float', () => {
  const x = constant(new Int32Array([1, 2, 3, 5]), { shape: [1, 4] });
  expect(maxPool1d(x, 2).dtype).toBe('int32');
  expect(avgPool1d(x, 2).toArray()).toEqual([[1.5, 4]]);
});
