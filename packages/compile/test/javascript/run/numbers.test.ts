import { expect, test } from 'vitest';
import { arrayOf, numbersOf, typedArray } from '../../../src/javascript/run/numbers.ts';

test('zeros are of the dtype', () => {
  expect(typedArray('float32', 2)).toEqual(new Float32Array(2));
  expect(typedArray('bool', 2)).toEqual(new Uint8Array(2));
  expect(() => typedArray('float64', 2 ** 53)).toThrow('do not fit into memory');
});

test('a scalar is a list of one number', () => {
  expect(numbersOf({ data: 3 })).toEqual([3]);
  const data = Float64Array.of(1, 2);
  expect(numbersOf({ data })).toBe(data);
});

test('a typed array of the dtype is taken as it is, other numbers are converted', () => {
  const numbers = Float32Array.of(1, 2);
  expect(arrayOf(numbers, 'float32')).toBe(numbers);
  expect(arrayOf(numbers, 'int32')).toEqual(Int32Array.of(1, 2));
});
