import { expect, test } from 'vitest';
import { meets } from '../support/figures.ts';
import { ANSCOMBE, SPECTRUM, spectrum } from './data.ts';
import { huberLine } from './exact.ts';
import { line } from './fits.ts';
import { apart, type Fit, fits, peakFit } from './main.ts';
import { peaksByLeastSquares } from './peaks.ts';

const classical: [string, Fit][] = Object.entries(fits());

test.each(classical)('%s is within 1e-6 of the same fit by another method', (_, fit) => {
  expect(apart(fit)).toBeLessThan(1e-6);
});

const printed = classical.filter(([, { published }]) => published !== undefined);

test.each(printed)('%s has the published coefficients', (_, { found, published }) => {
  expect(Object.entries(published!).filter(([name, digits]) => !meets(digits, found[name]))).toEqual([]);
});

test('the outlier tilts the line of plain squares, but hardly Huber’s', () => {
  // The ten others are on y = 4.0056 + 0.3454 x.
  const others = ANSCOMBE.x.map((_, i) => i).filter((i) => i !== 2);
  const x = others.map((i) => ANSCOMBE.x[i]);
  const y = others.map((i) => ANSCOMBE.y[i]);
  const { a, b } = line(x, y, 'linear');
  expect([a, b]).toEqual([expect.closeTo(4.0056, 4), expect.closeTo(0.3454, 4)]);
  expect(huberLine(ANSCOMBE.x, ANSCOMBE.y, 0.01).b).toBeCloseTo(b, 3);
  expect(line(ANSCOMBE.x, ANSCOMBE.y, 'linear').b).toBeGreaterThan(b + 0.1);
});

test('a custom module finds peaks without noise to 1e-6', () => {
  const { x, y } = spectrum({ ...SPECTRUM, noise: 0 });
  const { height, centre, width, baseline } = SPECTRUM;
  const exact = Object.entries({ height, centre, width }).flatMap(([name, pair]) =>
    pair.map((each, i) => [`${name} ${i + 1}`, each]),
  );
  const found = peaksByLeastSquares(x, y).coefficients;
  expect(apart({ found, exact: { ...Object.fromEntries(exact), baseline } })).toBeLessThan(1e-6);
});

test('fit and leastSquares find the same peaks in noise, to 1e-6', async () => {
  expect(apart(await peakFit())).toBeLessThan(1e-6);
});
