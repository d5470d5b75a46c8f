import { expect, test } from 'vitest';
import { productOf, stridesOf } from '../../src/program/shape.ts';

test('strides are those of row-major order', () => {
  expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
  expect(stridesOf([])).toEqual([]);
  expect(stridesOf([3, 0, 2])).toEqual([0, 2, 1]);
});

test('an array holds the product of its sizes, and a scalar one number', () => {
  expect(productOf([2, 3, 4])).toBe(24);
  expect(productOf([])).toBe(1);
  expect(productOf([3, 0])).toBe(0);
});
