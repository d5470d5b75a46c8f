import { constant, Random } from '@chainrule/core';
import { expect, test } from 'vitest';
import { bytesOf, hasEffect, sizeOf, uniform } from '../../src/program/program.ts';
import { programOf } from '../support/programs.ts';

test('an instruction without inputs has an effect: it draws random numbers', () => {
  const random = new Random(1);
  const { instructions } = programOf((a) => a.add(random.normal([2])), [2]);
  expect(instructions.filter(hasEffect)).toHaveLength(1);
});

test('a variable takes as many bytes as its numbers', () => {
  expect(sizeOf({ shape: [2, 3], dtype: 'float32' })).toBe(6);
  expect(bytesOf({ shape: [2, 3], dtype: 'float32' })).toBe(24);
  expect(bytesOf({ shape: [5], dtype: 'bool' })).toBe(5);
  expect(sizeOf({ shape: [], dtype: 'float64' })).toBe(1);
});

test('a constant is uniform if all its numbers are the same, zeros by their sign', () => {
  const of = (numbers: number[]) => {
    const made = constant(numbers);
    return uniform({ shape: made.shape, dtype: made.dtype, constant: made });
  };
  expect(of([3, 3, 3])).toBe(3);
  expect(of([3, 4])).toBeUndefined();
  expect(of([0, -0])).toBeUndefined();
  expect(of([Number.NaN, Number.NaN])).toBeNaN();
  expect(of([])).toBeUndefined();
  expect(uniform({ shape: [], dtype: 'float64' })).toBeUndefined();
});
