import { expect, test } from 'vitest';
import { curveFit, measurements, NOISE } from './main.ts';

const { x, fitted, losses, distance } = curveFit();

test('the loss falls to about the variance of the noise', () => {
  expect(losses[0]).toBeGreaterThan(0.3);
  expect(losses.at(-1)).toBeLessThan(NOISE ** 2);
  // A network of this size can follow a little of the noise itself, but no more than that.
  expect(losses.at(-1)).toBeLessThan(distance.data ** 2);
  expect(losses.at(-1)).toBeGreaterThan(0.8 * distance.data ** 2);
});

test('the fit is closer to the sine than a third of the distance of the points', () => {
  expect(distance.fit).toBeLessThan(distance.data / 3);
  const farthest = Math.max(...x.map((each, i) => Math.abs(fitted[i] - Math.sin(each))));
  expect(farthest).toBeLessThan(NOISE);
});

test('the noise has the requested spread, and the same numbers on every run', () => {
  expect(distance.data / NOISE).toBeCloseTo(1, 0);
  expect(measurements()).toEqual(measurements());
});
