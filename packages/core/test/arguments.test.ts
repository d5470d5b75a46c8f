import { describe, expect, test } from 'vitest';
import {
  atleast2d,
  backward,
  broadcastTo,
  concat,
  conv1d,
  fromTypedArray,
  indexCopy,
  indexFill,
  maskedScatter,
  matrixPower,
  Random,
  renorm,
  repeat,
  scatter,
  scatterReduce,
  tensorSplit,
  unflatten,
  type Value,
  value,
  zeros,
} from '../src/index.ts';

describe('what a caller gave and changes later', () => {
  test('a shape', () => {
    const shape = [2, 2];
    const made = [
      zeros(shape),
      value([1, 2, 3, 4], { shape }),
      fromTypedArray(new Float64Array(4), { shape }),
      broadcastTo(value(1), shape),
      new Random(0).normal(shape),
    ];
    shape[0] = 7;
    for (const x of made) expect(x.shape).toEqual([2, 2]);
  });

  test('a stride, between the convolution and its gradient', () => {
    const stride: [number] = [2];
    const x = value([[1, 2, 3, 4, 5]]);
    const y = conv1d(x, [[[1, 1]]], { stride }).sum();
    stride[0] = 1;
    expect(backward(y).of(x).toArray()).toEqual([[1, 1, 1, 1, 0]]);
  });

  test('the words of a seed', () => {
    const words: [number, number] = [1, 2];
    const random = new Random(words);
    words[0] = 9;
    expect(random.next()).toBe(new Random([1, 2]).next());
  });
});

test('an operation that has nothing to do still gives a node of its own', () => {
  const idle: ((x: Value) => Value)[] = [
    (x) => x.asType('float64'),
    (x) => x.broadcastTo([2, 2]),
    (x) => x.sumTo([2, 2]),
    (x) => x.rot90(0),
    (x) => x.diff({ n: 0 }),
    (x) => concat([x]),
    (x) => matrixPower(x, 1),
    (x) => scatter(x, zeros([0, 0], { dtype: 'int32' }), zeros([0, 0]), 0),
    (x) => x.roll(1, { axis: [] }),
    (x) => indexCopy(x, [], zeros([0, 2]), 0),
    (x) => indexFill(x, [], 0, 0),
    (x) => maskedScatter(x, false, []),
    (x) => scatterReduce(x, zeros([0, 0], { dtype: 'int32' }), zeros([0, 0]), 0, 'sum'),
    (x) => atleast2d(x),
    (x) => unflatten(x, 0, [2]),
    (x) => tensorSplit(x, 1)[0],
    (x) => renorm(x, { axis: 0, maxNorm: 10 }),
  ];
  for (const f of idle) {
    const x = value(
      [
        [1, 2],
        [3, 4],
      ],
      { name: 'x' },
    );
    const y = f(x).named('y');
    expect(x.name).toBe('x');
    expect(y.toArray()).toEqual(x.toArray());
    expect(y.sum().backward().of(x).toArray()).toEqual([
      [1, 1],
      [1, 1],
    ]);
  }
  const s = value(3, { name: 's' });
  expect(s.prod().named('y').item()).toBe(3);
  expect(s.name).toBe('s');
});

test('a product of one boolean is int32, as that of several', () => {
  expect(value(3).greater(2).prod().dtype).toBe('int32');
});

test('entries repeated different numbers of times', () => {
  expect(repeat([1, 2, 3], [2, 0, 1]).toArray()).toEqual([1, 1, 3]);
});
