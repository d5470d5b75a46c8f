import { expect, test } from 'vitest';
import { centralDifferences } from '../support/central-differences.ts';
import { xor } from './main.ts';
import { errors, gradientNorms, networks } from './networks.ts';

const { six, faster, tally } = xor();
const [zero, alike, tiny, huge, unlucky, lucky] = six;

test('the gradient of many networks in one is that of each alone, as central differences measure it', () => {
  const model = networks(
    [
      { seed: 4, scale: 1 },
      { seed: 5, scale: 2 },
    ],
    3,
  );
  const measured = centralDifferences((moved) => errors(moved).sum().item(), model);
  const norms = [0, 1].map((i) =>
    Math.hypot(...Object.values(measured).flatMap((x) => (x.toArray() as number[][][])[i].flat())),
  );
  expect(gradientNorms(model).toArray()).toEqual(norms.map((norm) => expect.closeTo(norm, 8)));
});

test('from zero it stays at .50 forever: every answer is ½ and the gradient is 0', () => {
  expect(zero.gradientNorm).toEqual({ start: 0, end: 0 });
  expect(zero.errors.every((error) => error === 0.5)).toBe(true);
  expect(zero.answers).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test('hidden units that start equal stay equal, and reach at best 0 ⅔ ⅔ ⅔ with an error of ⅓', () => {
  expect(alike.apart).toEqual({ start: 0, end: 0 });
  expect(alike.answers).toEqual([0, 2 / 3, 2 / 3, 2 / 3].map((answer) => expect.closeTo(answer, 1)));
  expect(alike.errors[5000]).toBeGreaterThan(1 / 3);
  expect(alike.errors[5000]).toBeLessThan(0.34);
});

test('from tiny weights it is still at .50 after 5,000 rounds, and a larger rate escapes', () => {
  expect(tiny.errors[5000]).toBeCloseTo(0.5, 3);
  expect(tiny.gradientNorm.end).toBeLessThan(0.01);
  expect(tiny.apart.end).toBeGreaterThan(0);
  expect(faster).toBeLessThan(5000);
});

test('from huge weights the output unit is saturated and nothing moves', () => {
  expect(huge.slope.start).toBeLessThan(1e-9);
  expect(huge.gradientNorm.end).toBeLessThan(1e-6);
  expect(huge.errors[5000]).toBeCloseTo(huge.errors[0], 6);
});

test('from ordinary weights two hidden units learn or not, by chance', () => {
  expect(lucky.errors[5000]).toBeLessThan(0.01);
  expect(lucky.answers.map(Math.round)).toEqual([0, 1, 1, 0]);
  expect(unlucky.errors[5000]).toBeCloseTo(0.25, 2);
});

test('of twenty random networks all learn with five or eight hidden units, and few from tiny or huge weights', () => {
  const [two, five, eight] = tally;
  expect(five[1]).toBe(20);
  expect(eight[1]).toBe(20);
  expect(two[1]).toBeLessThan(18);
  for (const [fromTiny, , fromHuge] of tally) expect(Math.max(fromTiny, fromHuge)).toBeLessThan(5);
});
