import { sgd } from '@chainrule/nn';
import { expect, test } from 'vitest';
import { descend, STEEPNESS } from './descents.ts';
import { momentum, VALLEY_BOUND } from './main.ts';

const result = momentum();

test("the optimiser's first three steps are those computed by hand", () => {
  // v: 1, .9·1 + .9 = 1.8, .9·1.8 + .72 = 2.34.  w: 1 − .1, .9 − .18, .72 − .234.
  expect(result.byHand.map(({ velocity }) => velocity)).toEqual(
    [1, 1.8, 2.34].map((v) => expect.closeTo(v, 14)),
  );
  expect(result.withMomentum).toEqual([1, 0.9, 0.72, 0.486].map((w) => expect.closeTo(w, 14)));
  expect(result.plain).toEqual([1, 0.9, 0.81, 0.729].map((w) => expect.closeTo(w, 14)));
});

test('on the parabola momentum swings as the closed form says: w = .9^(k/2) cos(k arctan ⅓)', () => {
  // w_{k+1} = 1.8 w_k − .9 w_{k−1} has the roots .9 ± .3i, of modulus √.9.
  const path = descend(sgd({ learningRate: 0.1, momentum: 0.9 }), 40);
  path.forEach((w, k) => {
    expect(w).toBeCloseTo(0.9 ** (k / 2) * Math.cos(k * Math.atan(1 / 3)), 12);
  });
});

test('tutorial B reaches every error in fewer rounds than with a rate ten times as large', () => {
  const [plain, large, fast] = result.network;
  fast.rounds.forEach((rounds, i) => {
    expect(rounds).toBeGreaterThan(0);
    expect(rounds).toBeLessThan(large.rounds[i]);
    expect(rounds).toBeLessThan(plain.rounds[i] / 10);
  });
});

test('without momentum the curve is the one of the tutorial', () => {
  expect(result.network[0].errors[0]).toBeCloseTo(0.298371109, 9);
  expect(result.network[0].errors[9_999].toFixed(10)).toBe('0.0000351085');
});

test('in the narrow valley plain descent takes the rounds that its closed form says, and momentum far fewer', () => {
  // With the best rate both axes shrink by (κ − 1)/(κ + 1) a round, so E by its square, from E = ½ (1 + κ).
  const factor = (STEEPNESS - 1) / (STEEPNESS + 1);
  const rounds = Math.ceil(Math.log(VALLEY_BOUND / ((1 + STEEPNESS) / 2)) / Math.log(factor ** 2));
  expect(result.valley.plain).toBe(rounds);
  expect(result.valley.momentum).toBeLessThan(rounds / 3);
});
