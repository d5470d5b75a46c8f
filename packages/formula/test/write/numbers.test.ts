import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber, smallFraction } from '../../src/write/numbers.ts';

describe('a number in a derivation', () => {
  test.each([
    [0.5932699921071872, '0.593269992'],
    [0.298371108760003, '0.298371109'],
    [0.000438567716, '0.000438568'],
    [0.0000351085123, '0.0000351085'],
    [-0.019049118, '-0.019049118'],
    [0.1 + 0.2, '0.3'],
    [0.05, '0.05'],
    [1 / 3, '0.333333333'],
    [2, '2'],
    [100, '100'],
    [123456789.12345679, '123456789.123457'],
    [999999999999999, '999999999999999'],
    [1e15, '1e15'],
    [3.5e-12, '3.5e-12'],
    [1e-7, '0.0000001'],
    [0, '0'],
    [-0, '0'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ])('%d is shown as %s', (x, text) => {
    expect(formatNumber(x)).toBe(text);
  });

  test('has no more digits than its type', () => {
    expect(formatNumber(Math.fround(0.1), 9, 'float32')).toBe('0.1');
    expect(formatNumber(Math.fround(0.593269992), 9, 'float32')).toBe('0.59327');
  });

  test('is what was asked for, down to a few digits', () => {
    expect(formatNumber(0.5678, 2)).toBe('0.57');
    expect(formatNumber(0.000123456, 2)).toBe('0.00012');
  });

  test('is within half of its last digit, and within six digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const shown = Number(formatNumber(x));
        expect(Math.abs(shown - x)).toBeLessThanOrEqual(Math.abs(x) * 5.001e-6);
      }),
    );
  });

  test('is a fraction as a coefficient, where that is exact and short', () => {
    expect(smallFraction(0.5)).toEqual([1, 2]);
    expect(smallFraction(-1 / 3)).toEqual([-1, 3]);
    expect([0.4, 2, 0.1, 0.123, Number.NaN].map(smallFraction)).toEqual(Array(5).fill(undefined));
  });
});
