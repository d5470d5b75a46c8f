import { constant } from '@chainrule/core';
import { expect, test } from 'vitest';
import { HeldNumbers } from '../../../src/javascript/lower/held.ts';
import { Scalars } from '../../../src/javascript/lower/scalars.ts';
import type { Variable } from '../../../src/program/program.ts';

const variable = (shape: number[], more: Partial<Variable> = {}): Variable => ({
  shape,
  dtype: 'float64',
  ...more,
});

function holding(inputs: Variable[]) {
  const scalars = new Scalars();
  const packed: [number, readonly number[]][] = [];
  const held = new HeldNumbers({ inputs, instructions: [], results: [] }, scalars, (array, refs) =>
    packed.push([array, refs]),
  );
  return { scalars, packed, held };
}

test('an input is held as single numbers and as an array, each once', () => {
  const x = variable([2]);
  const { held, scalars } = holding([x]);
  expect(held.refsOf(x)).toBe(held.refsOf(x));
  expect(held.refsOf(x).map((ref) => scalars.leaf(ref))).toEqual([
    { kind: 'input', input: 0, entry: 0 },
    { kind: 'input', input: 0, entry: 1 },
  ]);
  expect(held.arrayOf(x)).toBe(held.arrayOf(x));
  expect(held.arrays).toMatchObject([{ size: 2, input: 0 }]);
});

test('numbers that were computed one by one are packed when an array is asked for', () => {
  const { held, packed, scalars } = holding([]);
  const y = variable([2]);
  held.put(y, [5, 6]);
  expect(held.arrayOf(y)).toBe(0);
  expect(packed).toEqual([[0, [5, 6]]]);
  expect(held.refsOf(y)).toEqual([5, 6]);
  expect(scalars.leaves).toEqual([]);
});

test('a constant is its numbers, and needs no packing', () => {
  const { held, packed, scalars } = holding([]);
  const c = variable([2], { constant: constant([3, 4]) });
  expect(held.refsOf(c).map((ref) => scalars.leaf(ref))).toEqual([
    { kind: 'constant', value: 3 },
    { kind: 'constant', value: 4 },
  ]);
  held.arrayOf(c);
  expect(packed).toEqual([]);
  expect(held.arrays[0].constant).toEqual(Float64Array.of(3, 4));
});

test('a result is found where it was computed', () => {
  const { held } = holding([]);
  const [numbers, array] = [variable([2]), variable([2])];
  held.put(numbers, [1, 2]);
  held.newArray(array);
  expect(held.resultNumbers(numbers)).toEqual({ refs: [1, 2], variable: numbers });
  expect(held.resultNumbers(array)).toEqual({ array: 0, variable: array });
});
