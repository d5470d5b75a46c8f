import { constant } from '@chainrule/core';
import { Lambda } from '@chainrule/nn';
import { expect, test } from 'vitest';
import { learnedSpring } from './main.ts';
import { Spring } from './spring.ts';
import { DAMPING, measurements, motion, NOISE, type State, springForce } from './world.ts';

test('the motion satisfies the equation: the energy falls by what the damping takes', () => {
  const energy = ([x, v]: State) => v ** 2 / 2 + x ** 2 / 2 + x ** 4 / 8;
  const states = motion([1.5, 0], 100);
  // ∫ damping v² dt, by Simpson's rule.
  const taken = states.reduce((sum, [, v], i) => {
    const weight = i === 0 || i === 100 ? 1 : i % 2 === 1 ? 4 : 2;
    return sum + ((weight * 0.1) / 3) * DAMPING * v ** 2;
  }, 0);
  expect(energy(states[0]) - energy(states[100])).toBeCloseTo(taken, 4);
});

test('a spring with the true law moves like the true one', () => {
  const spring = new Spring(new Lambda((x) => x.neg().sub(x.pow(3).mul(0.5))));
  spring.damping = constant(DAMPING);
  const found = spring.forward(constant([[1.5, -0.5]]), 50).toArray() as State[][];
  const truth = motion([1.5, -0.5], 50).slice(1);
  for (const [i, [x, v]] of truth.entries())
    expect(found[0][i]).toEqual([expect.closeTo(x, 3), expect.closeTo(v, 3)]);
});

test('the noise of the measurements is as requested', () => {
  const [run] = measurements(1, 400);
  // Over such a short time a motion is almost straight: second differences are √6 times the noise.
  const bends = run
    .slice(2)
    .map(([x], i) => x - 2 * run[i + 1][0] + run[i][0] - 0.01 * springForce(run[i + 1][0]));
  expect(Math.hypot(...bends) / Math.sqrt(6 * bends.length) / NOISE).toBeCloseTo(1, 0);
});

test('the damping and the force are found from a few short motions, and a straight line is worse', async () => {
  const { line, network } = await learnedSpring({ motions: 4, intervals: 60, width: 12, epochs: 60 });
  expect(Math.abs(network.damping / DAMPING - 1)).toBeLessThan(0.1);
  expect(network.force).toBeLessThan(0.1);
  expect(line.force).toBeGreaterThan(2 * network.force);
  expect(Math.max(...network.motions)).toBeLessThan(Math.min(...line.motions));
});
