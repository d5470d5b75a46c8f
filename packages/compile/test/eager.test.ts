import { conv2d, type DType, matmul, Random, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { useKernels } from '../src/index.ts';
import { onKernels, taken } from './support/heavy.ts';

/*
 * After useKernels(), heavy operations of eager Values run on the engine's kernels.
 */

const random = new Random(5);
const normal = (shape: number[], dtype: DType) => value(random.normal(shape, { dtype }));

describe.each([['float64', 1e-12] as const, ['float32', 1e-4] as const])('in %s', (dtype, tolerance) => {
  const cases: [string, () => Value][] = [
    ['a product of matrices', () => matmul(normal([67, 83], dtype), normal([83, 71], dtype))],
    ['a batch of products', () => matmul(normal([5, 40, 40], dtype), normal([40, 37], dtype))],
    [
      'a convolution',
      () => conv2d(normal([2, 3, 64, 64], dtype), normal([8, 3, 3, 3], dtype), { padding: 1, stride: 2 }),
    ],
  ];

  test.each(cases)('%s has the numbers and gradients that core alone gives', (_, f) => {
    const before = random.state;
    let leaves: readonly Value[] = [];
    const run = () => {
      random.state = before;
      const y = f();
      leaves = y.inputs;
      const gradients = y.square().sum().backward();
      return [y, ...leaves.map((x) => gradients.of(x))];
    };
    const expected = run();
    let got: Value[] = [];
    expect(taken(() => (got = run()))).toBeGreaterThan(1);
    got.forEach((x, i) => {
      expect(x.dtype).toBe(dtype);
      expect(x.shape).toEqual(expected[i].shape);
      expectClose(x, expected[i], tolerance);
    });
  });
});

test('a result stays what it was when the same kernel runs again', () => {
  const [a, b] = [normal([80, 80], 'float64'), normal([80, 80], 'float64')];
  onKernels(() => {
    const first = matmul(a, b);
    const before = first.toArray();
    matmul(b, a);
    expect(first.toArray()).toEqual(before);
  });
});

test('useKernels changes the last bits, and useKernels(false) gives core’s own back', () => {
  const [a, b] = [normal([100, 100], 'float32'), normal([100, 100], 'float32')];
  const product = () => matmul(a, b).toArray();
  const before = product();
  expect(onKernels(product)).not.toEqual(before);
  expect(product()).toEqual(before);
});

test('useKernels refuses what is neither true nor false', () => {
  expect(() => useKernels('no' as unknown as boolean)).toThrow(
    'useKernels: expected true, false or nothing, got "no"',
  );
  expect(() => (useKernels as (...all: unknown[]) => void)(true, 2)).toThrow('useKernels');
});

test('little products, integers and mixed dtypes stay with core', () => {
  const integers = value(Array.from({ length: 6400 }, (_, i) => i % 7))
    .reshape([80, 80])
    .asType('int32');
  expect(
    taken(() => {
      matmul([[1, 2]], [[3], [4]]);
      matmul(integers, integers);
      matmul(normal([80, 80], 'float32'), normal([80, 80], 'float64'));
    }),
  ).toBe(0);
});
