import { constant, Random } from '@chainrule/core';
import { bceWithLogits } from '@chainrule/nn';
import { expect, test } from 'vitest';
import { twoMoons } from './main.ts';
import { moons } from './moons.ts';

const { samples, line, network } = twoMoons();

test('points without noise lie on the two half circles', () => {
  for (const { point, lower } of moons(50, 0, new Random(1))) {
    const [x, y] = lower ? [1 - point[0], 0.5 - point[1]] : point;
    expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
    expect(y).toBeGreaterThanOrEqual(0);
  }
});

test('at least 97 % of held-out points are classified correctly', () => {
  expect(samples.heldOut).toHaveLength(1000);
  expect(network.heldOut).toBeGreaterThanOrEqual(0.97);
  expect(network.training).toBeGreaterThanOrEqual(0.97);
});

test('no straight line does that', () => {
  expect(line.heldOut).toBeGreaterThan(0.8);
  expect(line.heldOut).toBeLessThan(0.93);
});

test('the loss falls from about that of not knowing, ln 2', () => {
  expect(network.losses[0]).toBeCloseTo(Math.LN2, 0);
  expect(network.losses.at(-1)).toBeLessThan(0.1);
  expect(bceWithLogits(constant([0, 0]), [0, 1]).item()).toBeCloseTo(Math.LN2, 15);
});

test('the loss of logistic regression is the textbook −Σ t ln p + (1 − t) ln(1 − p), and at its lowest', () => {
  const [weight, bias] = line.model.parameters();
  const [[a, b]] = weight.toArray() as number[][];
  const [c] = bias.toArray() as number[];
  const loss = (da: number, db: number, dc: number) => {
    const terms = samples.training.map(({ point: [x, y], lower }) => {
      const p = 1 / (1 + Math.exp(-((a + da) * x + (b + db) * y + c + dc)));
      return -Math.log(lower ? p : 1 - p);
    });
    return terms.reduce((sum, term) => sum + term, 0) / terms.length;
  };
  expect(line.losses.at(-1)).toBeCloseTo(loss(0, 0, 0), 12);
  for (const d of [-0.1, 0.1])
    expect(Math.min(loss(d, 0, 0), loss(0, d, 0), loss(0, 0, d))).toBeGreaterThan(loss(0, 0, 0));
});
