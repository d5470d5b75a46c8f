import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as bessel from '../../src/numbers/bessel.ts';
import { betaln } from '../../src/numbers/beta.ts';
import { erf, erfc, erfInv } from '../../src/numbers/erf.ts';
import { scaledErfc } from '../../src/numbers/erfcx.ts';
import { lgamma, polygamma, polygammaStep } from '../../src/numbers/gamma.ts';
import * as incomplete from '../../src/numbers/incomplete-gamma.ts';
import * as normal from '../../src/numbers/normal.ts';
import { zeta } from '../../src/numbers/zeta.ts';

/* Against forty digits by mpmath: scripts/oracle/special.py writes the file. */

const file = new URL('../fixtures/special.json', import.meta.url);
/** Of each function the arguments, and last the result. */
const points = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number[][]>;

const functions: Record<string, (...xs: number[]) => number> = {
  ...bessel,
  ...incomplete,
  ...normal,
  betaln,
  erf,
  erfc,
  erfInv,
  lgamma,
  polygamma,
  polygammaFar: polygamma,
  polygammaStep,
  scaledErfc,
  zeta,
};
for (const n of [0, 1, 2, 3, 4]) functions[`polygamma${n}`] = (x) => polygamma(n, x);

/** Functions that pass through 0, and where. Near a zero no number is right to thirteen digits of itself. */
const passes: Record<string, (...xs: number[]) => boolean> = {
  ...Object.fromEntries(
    ['lgamma', 'betaln', 'polygamma0', 'polygamma1', 'polygamma2', 'polygamma3', 'polygamma4'].map((name) => [
      name,
      () => true,
    ]),
  ),
  besselJ: (n, x) => x > n,
  besselY: () => true,
  sphericalBesselJ: (n, x) => x > n,
};

describe.each(Object.keys(points))('%s', (name) => {
  test('is right to thirteen digits, relative to 1 near a zero', () => {
    for (const point of points[name]) {
      const [xs, y] = [point.slice(0, -1), point[point.length - 1]];
      const error = Math.abs(functions[name](...xs) - y);
      const scale = passes[name]?.(...xs) ? Math.max(1, Math.abs(y)) : Math.abs(y);
      expect(error / scale, `${name}(${xs})`).toBeLessThan(1e-13);
    }
  });

  test('passes NaN on', () => {
    const arity = points[name][0].length - 1;
    expect(functions[name](...[2, 2].slice(0, arity - 1), Number.NaN)).toBeNaN();
  });
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

const TINY = 5e-324;

describe('at the ends, 0 and next to it', () => {
  test.each<[string, number[], number]>([
    ['besselJ', [0, 0], 1],
    ['besselJ', [1, 0], 0],
    ['besselJ', [0, TINY], 1],
    ['besselJ', [0, Infinity], 0],
    ['besselJ', [1, -Infinity], -0],
    ['besselY', [0, 0], -Infinity],
    ['besselY', [1, TINY], -Infinity],
    ['besselY', [2, 1e-200], -Infinity],
    ['besselY', [0, -1], Number.NaN],
    ['besselY', [1, Infinity], 0],
    ['besselI', [0, 0], 1],
    ['besselI', [1, Infinity], Infinity],
    ['besselI', [1, -Infinity], -Infinity],
    ['besselI', [2, -Infinity], Infinity],
    ['besselI', [0, 720], Infinity],
    ['besselIe', [0, Infinity], 0],
    ['besselIe', [0, 1e308], 3.989422804014327e-155],
    ['besselK', [0, 0], Infinity],
    ['besselK', [2, TINY], Infinity],
    ['besselK', [1, -1], Number.NaN],
    ['besselK', [0, Infinity], 0],
    ['besselKe', [0, 1e300], 1.2533141373155e-150],
    ['besselIeDerivative', [0, 1, 0], 0],
    ['besselIeDerivative', [0, 2, -0], 0.5],
    ['besselIeDerivative', [1, 1, 0], 0.5],
    ['besselIeDerivative', [0, 1, Infinity], 0],
    ['besselIeDerivative', [1, 2, 1e300], 0],
    ['besselKeDerivative', [0, 1, 0], Infinity],
    ['besselKeDerivative', [1, 2, TINY], Infinity],
    ['besselKeDerivative', [0, 1, -1], Number.NaN],
    ['besselKeDerivative', [0, 1, Infinity], 0],
    ['polygammaStep', [0, 1e16, 1], 1e-16],
    ['polygammaStep', [1, 0, 1], Infinity],
    ['polygammaStep', [0, 2, 0], 0],
    ['polygammaStep', [0, -1, 1], Number.NaN],
    ['sphericalBesselJ', [0, 0], 1],
    ['sphericalBesselJ', [1, 0], 0],
    ['sphericalBesselJ', [2, Infinity], 0],
    ['scaledErfc', [0, Infinity], 0],
    ['scaledErfc', [0, -Infinity], Infinity],
    ['scaledErfc', [1, -30], Infinity],
    ['scaledErfc', [0, 0], 1],
    ['ndtr', [-Infinity], 0],
    ['ndtr', [Infinity], 1],
    ['ndtr', [-40], 0],
    ['logNdtr', [-Infinity], -Infinity],
    ['logNdtr', [Infinity], -0],
    ['logNdtr', [-1e200], -Infinity],
    ['ndtri', [0], -Infinity],
    ['ndtri', [1], Infinity],
    ['ndtri', [0.5], 0],
    ['ndtri', [1.5], Number.NaN],
    ['zeta', [1, 2], Infinity],
    ['zeta', [0.5, 2], Number.NaN],
    ['zeta', [3, -2], Infinity],
    ['zeta', [2.5, -1.5], Number.NaN],
    ['zeta', [2, Infinity], 0],
    ['zeta', [Infinity, 1], 1],
    ['zeta', [Infinity, 2], 0],
    ['zeta', [Number.NaN, 2], Number.NaN],
    ['gammainc', [0, 0], Number.NaN],
    ['gammainc', [0, 1], 1],
    ['gammainc', [1, 0], 0],
    ['gammainc', [-1, 1], Number.NaN],
    ['gammainc', [1, -1], Number.NaN],
    ['gammainc', [Infinity, 1], 0],
    ['gammainc', [2, Infinity], 1],
    ['gammainc', [Infinity, Infinity], Number.NaN],
    ['gammaincc', [2, Infinity], 0],
    ['gammaincc', [2, 1e10], 0],
    ['gammaincc', [1e15, 1e15], 0.4999999957947791],
    ['gammainc', [1e10, 9999400000], 9.858790146801108e-10],
    ['gammainc', [1e-300, 1e-300], 1],
    ['gammaDensity', [1, 0], 1],
    ['gammaDensity', [0.5, 0], Infinity],
    ['gammaDensity', [2, 0], 0],
    ['betaln', [0, 1], Infinity],
    ['betaln', [-1, 1], Number.NaN],
    ['betaln', [2, Infinity], -Infinity],
    ['betaln', [1e300, 1e-300], 690.7755278982137],
  ])('%s(%j) is %d', (name, xs, y) => {
    const got = functions[name](...xs);
    if (Number.isFinite(y) && y !== 0) expect(got / y).toBeCloseTo(1, 13);
    else expect(got).toBe(y);
  });
});
