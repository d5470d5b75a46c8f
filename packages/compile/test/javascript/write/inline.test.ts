import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { isInline, writeInline } from '../../../src/javascript/write/inline.ts';
import { programOf } from '../../support/programs.ts';

test('a small program of single numbers is one function', () => {
  expect(isInline(lower(programOf((a) => a.exp().sum(), [3])))).toBe(true);
  expect(isInline(lower(programOf((a) => a.exp().sum(), [100])))).toBe(false);
  expect(isInline(lower(programOf((a) => a.cumSum(), [3])))).toBe(false);
});

test('it reads its inputs, runs as often as it is told, and leaves its results behind them', () => {
  const { source } = writeInline(lower(programOf((a, b) => a.mul(b), [], [])), [0, -1]);
  const run = new Function('k', source)([]);
  const numbers = Float64Array.of(1, 2, 0);
  run(numbers, 5);
  expect([...numbers]).toEqual([1, 2, 32]);
});

test('inputs that take on each other do so at once', () => {
  const { source } = writeInline(lower(programOf((a, b) => [b, a.add(b)], [], [])), [0, 1]);
  const numbers = Float64Array.of(0, 1, 0, 0);
  new Function('k', source)([])(numbers, 7);
  expect([...numbers.slice(2)]).toEqual([13, 21]);
});
