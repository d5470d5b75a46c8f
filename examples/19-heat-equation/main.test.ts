import { constant } from '@chainrule/core';
import { expect, test } from 'vitest';
import { ALPHA, type Field, residual } from './equation.ts';
import { heat, relativeError } from './main.ts';
import { crankNicolson } from './reference.ts';

const column = (numbers: number[]) => constant(numbers, { shape: [numbers.length, 1] });
const decay = (waves: number) => ALPHA * (waves * Math.PI) ** 2;

/** The solution as a series, which has only two terms. */
const series = (x: number, t: number) =>
  Math.sin(Math.PI * x) * Math.exp(-decay(1) * t) + 0.5 * Math.sin(3 * Math.PI * x) * Math.exp(-decay(3) * t);

test('the residual is zero for a solution, and matches its formula for another field', () => {
  const [x, t] = [column([0.1, 0.35, 0.8]), column([0.05, 0.5, 0.9])];
  const solution: Field = (x, t) =>
    x
      .mul(3 * Math.PI)
      .sin()
      .mul(t.mul(-decay(3)).exp());
  for (const [each] of residual(solution, x, t).toArray() as number[][]) expect(each).toBeCloseTo(0, 12);
  // u = x³ t has ∂u/∂t = x³ and ∂²u/∂x² = 6 x t.
  const found = residual((x, t) => x.pow(3).mul(t), x, t).toArray() as number[][];
  const expected = [0.1, 0.35, 0.8].map((x, i) => [x ** 3 - ALPHA * 6 * x * [0.05, 0.5, 0.9][i]]);
  expect(found).toEqual(expected.map(([each]) => [expect.closeTo(each, 12)]));
});

test('the reference agrees with the series, and is four times as close with half the step', () => {
  const error = (n: number) => {
    const exact = Array.from({ length: n + 1 }, (_, j) =>
      Array.from({ length: n + 1 }, (_, i) => series(i / n, j / n)),
    );
    return relativeError(crankNicolson(n, n), exact);
  };
  expect(error(400)).toBeLessThan(1e-4);
  expect(error(50) / error(100)).toBeCloseTo(4, 0);
});

test('a smaller network, trained for a second or two, is within 1 % of the reference', () => {
  const { relativeError, losses } = heat({ width: 16, points: 16, steps: 500, iterations: 300 });
  expect(losses).toHaveLength(800);
  expect(losses[799]).toBeLessThan(losses[499]);
  expect(relativeError).toBeLessThan(0.01);
});
