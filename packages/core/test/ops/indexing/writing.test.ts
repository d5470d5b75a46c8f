import { describe, expect, test } from 'vitest';
import * as cr from '../../../src/index.ts';

const { backward, constant, value, zeros } = cr;

const gradientOf = (f: (x: cr.Value) => cr.Value, numbers: number[]) => {
  const x = value(numbers);
  return backward(f(x).sum()).of(x).toArray();
};

describe('where two go to one place', () => {
  test('the last one stays, and gets the gradient alone', () => {
    const [x, s] = [value([9, 9]), value([1, 2, 3])];
    for (const y of [cr.indexCopy(x, [0, 1, 0], s, 0), cr.indexPut(x, [[0, 1, 0]], s)]) {
      expect(y.toArray()).toEqual([3, 2]);
      const gradients = backward(y, { seed: [3, 5] });
      expect(gradients.of(s).toArray()).toEqual([0, 5, 3]);
      expect(gradients.of(x).toArray()).toEqual([0, 0]);
    }
  });

  test('a product has exact derivatives where entries are 0, to second order', () => {
    const [x, s] = [value([0, 2]), value([0, 3, 0])];
    const product = () => cr.scatterReduce(x, [0, 0, 1], s, 0, 'prod');
    expect(product().toArray()).toEqual([0, 0]);
    const first = backward(product().sum(), { createGraph: true });
    expect(first.of(x).toArray()).toEqual([0, 0]);
    expect(first.of(s).toArray()).toEqual([0, 0, 2]);
    expect(backward(first.of(x).sum()).of(s).toArray()).toEqual([3, 0, 1]);
  });

  test('equal ones share the gradient of the largest; an own entry that is left out has no part in it', () => {
    const [x, s] = [value([5]), value([5, 5])];
    const largest = (includeSelf: boolean) =>
      backward(cr.scatterReduce(x, [0, 0], s, 0, 'amax', { includeSelf }), { seed: [6] });
    expect(largest(true).of(x).toArray()).toEqual([2]);
    expect(largest(true).of(s).toArray()).toEqual([2, 2]);
    expect(largest(false).of(x).toArray()).toEqual([0]);
    expect(largest(false).of(s).toArray()).toEqual([3, 3]);
  });

  test('a NaN and an infinity stay in their own place', () => {
    const source = [Number.NaN, Infinity, 2];
    expect(cr.scatterReduce([1, 1, 1, 1], [0, 1, 2], source, 0, 'prod').toArray()).toEqual([
      Number.NaN,
      Infinity,
      2,
      1,
    ]);
  });
});

describe('empty arrays', () => {
  test('go through', () => {
    const empty = zeros([0, 3]);
    expect(
      cr.scatterReduce(empty, zeros([0, 0], { dtype: 'int32' }), zeros([0, 0]), 1, 'amax').shape,
    ).toEqual([0, 3]);
    expect(cr.indexCopy(empty, [0], zeros([0, 1]), 1).shape).toEqual([0, 3]);
    expect(cr.indexFill(empty, [1], 7, 1).shape).toEqual([0, 3]);
    expect(cr.maskedSelect(empty, true).shape).toEqual([0]);
    expect(cr.maskedScatter(empty, true, []).shape).toEqual([0, 3]);
    expect(cr.sliceScatter(empty, 1, [[], 0]).shape).toEqual([0, 3]);
    expect(cr.kthValue(empty, 1).values.shape).toEqual([0]);
    expect(cr.mode(empty).values.shape).toEqual([0]);
    expect(cr.tensorSplit(empty, 2).map((part) => part.shape)).toEqual([
      [0, 3],
      [0, 3],
    ]);
    expect(cr.quantile(empty, [0.5], { axis: 1 }).shape).toEqual([1, 0]);
    expect(cr.vander([]).shape).toEqual([0, 0]);
    expect(cr.combinations([]).shape).toEqual([0, 2]);
    expect(cr.cumulativeTrapezoid(zeros([2, 0])).shape).toEqual([2, 0]);
    expect(cr.searchSorted([], [1, 2]).toArray()).toEqual([0, 0]);
    expect(cr.unique([]).values.shape).toEqual([0]);
    expect(cr.binCount([]).shape).toEqual([0]);
    expect(cr.histogram([], { bins: 2 }).edges.toArray()).toEqual([0, 0.5, 1]);
  });
});

describe('dtypes', () => {
  test('integers and booleans can be written and picked', () => {
    const counts = constant([3, 1, 2], { dtype: 'int32' });
    const mask = constant([true, false, true]);
    for (const [made, dtype] of [
      [cr.indexFill(counts, [0], 7, 0), 'int32'],
      [cr.sliceScatter(mask, false, [[0, 1]]), 'bool'],
      [cr.maskedSelect(counts, mask), 'int32'],
      [cr.scatterReduce(counts, [0, 0], constant([5, 6], { dtype: 'int32' }), 0, 'prod'), 'int32'],
      [cr.scatterReduce(counts, [0, 0], constant([5, 6], { dtype: 'int32' }), 0, 'mean'), 'float64'],
      [cr.kthValue(counts, 2).values, 'int32'],
      [cr.kthValue(counts, 2).indices, 'int32'],
      [cr.nanMedian(counts), 'int32'],
      [cr.quantile(counts, 0.5), 'float64'],
      [cr.gradient(counts)[0], 'float64'],
      [cr.vander(counts), 'int32'],
      [cr.unique(mask).values, 'bool'],
      [cr.unique(mask).counts, 'int32'],
      [cr.binCount(counts), 'int32'],
      [cr.searchSorted([1, 2], 2), 'int32'],
    ] as const)
      expect(made.dtype).toBe(dtype);
  });

  test('booleans that are added to places are counted, however many they are', () => {
    const [mask, at] = [constant(new Uint8Array(300).fill(1)), new Int32Array(300)];
    const nothing = constant([false, true]);
    for (const made of [
      cr.scatterAdd(nothing, at, mask, 0),
      cr.indexAdd(nothing, at, mask, 0),
      cr.indexPut(nothing, [at], mask, { accumulate: true }),
      cr.binCount(at, { weights: mask, minLength: 2 }).add([0, 1]).asType('int32'),
    ]) {
      expect(made.dtype).toBe('int32');
      expect(made.toArray()).toEqual([300, 1]);
    }
  });

  test('an empty axis comes in as many chunks as were asked for', () => {
    expect(
      cr
        .zeros([0, 2])
        .chunk(3)
        .map((part) => part.shape),
    ).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
  });

  test('a plain number that is written does not promote float32', () => {
    const x = value([1.5, 2], { dtype: 'float32' });
    expect(cr.indexFill(x, [0], 0.1, 0).dtype).toBe('float32');
    expect(cr.selectScatter(x, 0.1, 0).dtype).toBe('float32');
    expect(cr.nanQuantile(x, 0.3).dtype).toBe('float32');
  });
});

describe('a quantile', () => {
  test('between two infinities of one sign is that infinity', () => {
    expect(cr.quantile([Infinity, Infinity, 0], 0.7).item()).toBe(Infinity);
    expect(cr.quantile([1, Infinity], 0.3).item()).toBe(Infinity);
  });

  test('shares the gradient among equal numbers, whatever the interpolation', () => {
    for (const interpolation of ['linear', 'lower', 'midpoint', 'nearest'] as const)
      expect(gradientOf((x) => cr.quantile(x, 0.25, { interpolation }), [1, 1, 2])).toEqual([0.5, 0.5, 0]);
  });

  test('of NaN alone is NaN, with gradient 0', () => {
    const numbers = [Number.NaN, Number.NaN];
    expect(cr.nanMedian(numbers).item()).toBeNaN();
    expect(cr.nanQuantile(numbers, 0.5).item()).toBeNaN();
    expect(gradientOf((x) => cr.nanMedian(x), numbers)).toEqual([0, 0]);
    expect(gradientOf((x) => cr.nanQuantile(x, 0.5), numbers)).toEqual([0, 0]);
  });

  test('of several q stands along a new first axis, also where axes are kept', () => {
    expect(cr.quantile(zeros([2, 3]), [0.1, 0.2, 0.3, 0.4], { axis: 1, keepDims: true }).shape).toEqual([
      4, 2, 1,
    ]);
  });
});

describe('lists', () => {
  test('columnStack makes columns of vectors', () => {
    expect(
      cr
        .columnStack([
          [1, 2],
          [
            [3, 4],
            [5, 6],
          ],
          [7, 8],
        ])
        .toArray(),
    ).toEqual([
      [1, 3, 4, 7],
      [2, 5, 6, 8],
    ]);
    expect(cr.columnStack([1, 2]).toArray()).toEqual([[1, 2]]);
  });
});

describe('counting', () => {
  test('each NaN is unique, and found behind all numbers', () => {
    const { values, counts } = cr.unique([Number.NaN, 1, Number.NaN, 1]);
    expect(values.toArray()).toEqual([1, Number.NaN, Number.NaN]);
    expect(counts.toArray()).toEqual([2, 1, 1]);
    expect(cr.searchSorted([1, 2, Number.NaN], Number.NaN).item()).toBe(2);
  });

  test('what is outside of a range, and NaN, is in no bin', () => {
    const { counts } = cr.histogram([-1, 0, 0.5, 1, 2, Number.NaN], { bins: 2, range: [0, 1] });
    expect(counts.toArray()).toEqual([1, 2]);
  });

  test('weights get the gradient of the counts that they make', () => {
    const weights = value([0.5, 0.25, 2]);
    const y = cr.binCount([2, 0, 2], { weights });
    expect(y.toArray()).toEqual([0.25, 0, 2.5]);
    expect(
      backward(y, { seed: [1, 2, 3] })
        .of(weights)
        .toArray(),
    ).toEqual([3, 1, 3]);
  });
});
