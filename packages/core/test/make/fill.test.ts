import { expect, test } from 'vitest';
import {
  arange,
  constant,
  eye,
  fromTypedArray,
  full,
  fullLike,
  linspace,
  logspace,
  onesLike,
  value,
  zerosLike,
} from '../../src/index.ts';

test('eye has ones on one diagonal, above or below the main one', () => {
  expect(eye(3).toArray()).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  expect(eye(2, 3, { k: 1 }).toArray()).toEqual([
    [0, 1, 0],
    [0, 0, 1],
  ]);
  expect(eye(3, 2, { k: -1, dtype: 'bool' }).toArray()).toEqual([
    [false, false],
    [true, false],
    [false, true],
  ]);
  expect(eye(2, 2, { k: 5 }).toArray()).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(eye(2, 2, { k: -2 }).toArray()).toEqual(eye(2, 2, { k: 5 }).toArray());
  expect(eye(0).shape).toEqual([0, 0]);
  expect(String(eye(1, 1, { name: 'I' }))).toBe('I = [[1]] float64[1, 1]');
});

test('arange stops before stop, and is exact in whole steps', () => {
  expect(arange(4).toArray()).toEqual([0, 1, 2, 3]);
  expect(arange(2, 5, { dtype: 'int32' }).dtype).toBe('int32');
  expect(arange(5, 1, -2).toArray()).toEqual([5, 3]);
  expect(arange(3, 3).toArray()).toEqual([]);
  expect(arange(3, 1).toArray()).toEqual([]);
  expect(arange(0, 0.7, 0.1).data).toEqual(new Float64Array([0, 1, 2, 3, 4, 5, 6].map((i) => i * 0.1)));
  expect((arange(2 ** 53 - 4, 2 ** 53, 1).toArray() as number[]).at(-1)).toBe(2 ** 53 - 1);
  expect(arange(0, 3, 0.5, { dtype: 'bool' }).toArray()).toEqual([false, true, true, true, true, true]);
  expect(arange(3, undefined as never).toArray()).toEqual([0, 1, 2]);
});

test('linspace and logspace have both ends exactly, and are symmetric', () => {
  expect(linspace(0, 1, 5).toArray()).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(linspace(2, -1, 4).toArray()).toEqual([2, 1, 0, -1]);
  expect(linspace(3, 7, 1).toArray()).toEqual([3]);
  expect(linspace(3, 7, 0).toArray()).toEqual([]);
  const x = linspace(-0.1, 0.1, 1001).toArray() as number[];
  expect([x[0], x[1000]]).toEqual([-0.1, 0.1]);
  expect(x.map((each, i) => each + x[1000 - i])).toEqual(new Array(1001).fill(0));
  expect(linspace(0, 10, 3, { dtype: 'int32', name: 'n' }).toString()).toBe('n = [0, 5, 10] int32[3]');
  expect(logspace(0, 3, 4).toArray()).toEqual([1, 10, 100, 1000]);
  expect(logspace(3, 0, 4, { base: 2, dtype: 'float32' }).toArray()).toEqual([8, 4, 2, 1]);
});

test('the like-forms take shape and dtype of what they are like, and no gradient', () => {
  const x = value(new Float32Array([1, 2]), { name: 'x' });
  const made = [zerosLike(x), onesLike(x), fullLike(x, 7, { name: 'sevens' })];
  expect(made.map((each) => [each.dtype, each.wantsGradient, each.name])).toEqual([
    ['float32', false, undefined],
    ['float32', false, undefined],
    ['float32', false, 'sevens'],
  ]);
  expect(made.map((each) => each.toArray())).toEqual([
    [0, 0],
    [1, 1],
    [7, 7],
  ]);
  expect(onesLike(constant([[true]])).toArray()).toEqual([[true]]);
  expect(zerosLike(x, { dtype: 'int32' }).dtype).toBe('int32');
  expect(onesLike([[1, 2]]).shape).toEqual([1, 2]);
  expect(onesLike(3).data).toBe(1);
});

test('full of booleans holds ones and zeros, whatever number it was given', () => {
  expect(full([2], 256, { dtype: 'bool' }).data).toEqual(new Uint8Array([1, 1]));
  expect(full([1], 0.5, { dtype: 'bool' }).data).toEqual(new Uint8Array([1]));
});

test('fromTypedArray holds the very array, and so does a variable made of it', () => {
  const data = new Float32Array([1, 2, 3, 4]);
  const x = fromTypedArray(data, { shape: [2, 2], name: 'x' });
  expect(x.data).toBe(data);
  expect(value(x).data).toBe(data);
  expect([x.dtype, x.wantsGradient, x.name]).toEqual(['float32', false, 'x']);
  data[3] = 9;
  expect(x.toArray()).toEqual([
    [1, 2],
    [3, 9],
  ]);
  expect(fromTypedArray(new Int32Array(3)).shape).toEqual([3]);
  expect(fromTypedArray(new Uint8Array([1, 0]), { dtype: 'bool' }).toArray()).toEqual([true, false]);
  expect(fromTypedArray(new Float64Array([5]), { shape: [] }).data).toBe(5);
});
