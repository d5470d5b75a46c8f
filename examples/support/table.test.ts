import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { count, fixed, scientific, short, table } from './table.ts';

test('a column of words is aligned to the left and all others to the right', () => {
  const text = table(
    ['', 'η', 'error'],
    [
      ['plain', '.5', '0.25'],
      ['fast', '.5', 'diverges'],
    ],
  );
  const [head, plain, fast] = stripVTControlCharacters(text).split('\n');
  expect(head).toBe('           η      error');
  expect(plain).toBe('  plain   .5       0.25');
  expect(fast).toBe('  fast    .5   diverges');
});

test('a first column of numbers is aligned to the right too', () => {
  expect(stripVTControlCharacters(table(['round'], [['1'], ['10']]))).toBe('  round\n      1\n     10');
});

test('numbers carry a minus sign, not a hyphen', () => {
  expect(fixed(-0.5, 2)).toBe('−0.50');
  expect(scientific(-0.0000278)).toBe('−2.78e−5');
  expect(scientific(0)).toBe('0');
  expect(scientific(1200, 1)).toBe('1.2e3');
});

test('two significant digits are written out where that is short', () => {
  expect([0.0092, 0.25, 1, 12.3, 1.2e-12, 0].map(short)).toEqual([
    '0.0092',
    '0.25',
    '1.0',
    '12',
    '1.2e−12',
    '0',
  ]);
});

test('thousands are set apart', () => {
  expect(count(10_000)).toBe('10,000');
});
