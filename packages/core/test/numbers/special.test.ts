import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { erf, erfc, erfInv } from '../../src/numbers/erf.ts';
import { lgamma, polygamma } from '../../src/numbers/gamma.ts';

/* Against forty digits by mpmath: scripts/oracle/special.py writes the file. */

const file = new URL('../fixtures/special.json', import.meta.url);
const points = JSON.parse(readFileSync(file, 'utf8')) as Record<string, [x: number, y: number][]>;

const functions: Record<string, (x: number) => number> = { erf, erfc, erfInv, lgamma };
for (const n of [0, 1, 2, 3, 4]) functions[`polygamma${n}`] = (x) => polygamma(n, x);

describe.each(Object.keys(points))('%s', (name) => {
  test('is right to thirteen digits, relative to 1 near a zero', () => {
    for (const [x, y] of points[name]) {
      const error = Math.abs(functions[name](x) - y) / Math.abs(y);
      const nearZero =
        name === 'lgamma' || name.startsWith('polygamma') ? Math.abs(functions[name](x) - y) : error;
      expect(Math.min(error, nearZero), `${name}(${x})`).toBeLessThan(1e-13);
    }
  });

  test('passes NaN on', () => expect(functions[name](Number.NaN)).toBeNaN());
});

test('the ends of the real line', () => {
  expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, 0, 2]);
  expect([erfInv(1), erfInv(-1), erfInv(0), erfInv(2)]).toEqual([Infinity, -Infinity, 0, Number.NaN]);
  expect([lgamma(0), lgamma(-3), lgamma(Infinity), lgamma(1), lgamma(2)]).toEqual([
    Infinity,
    Infinity,
    Infinity,
    expect.closeTo(0, 14),
    expect.closeTo(0, 14),
  ]);
  expect([polygamma(0, Infinity), polygamma(1, Infinity), polygamma(0, -2), polygamma(1, -2)]).toEqual([
    Infinity,
    0,
    Number.NaN,
    Infinity,
  ]);
});
