import { type Value, value } from '@chainrule/core';
import { type GradientTransform, Optimizer, sgd } from '@chainrule/nn';

export const LEARNING_RATE = 0.1;
export const MOMENTUM = 0.9;

/** E = ½ w², whose gradient is w itself: a parabola on which every step can be checked mentally. */
export const parabola = ({ w }: { w: Value }) => w.square().mul(0.5);

/** The initial w, and the one after each step of an optimiser down the parabola. */
export function descend(rule: GradientTransform, steps: number): number[] {
  const model = { w: value(1, { name: 'w' }) };
  const optimizer = new Optimizer(model, rule);
  const path = [model.w.item()];
  for (let step = 0; step < steps; step++) {
    optimizer.step(parabola(model).backward());
    path.push(model.w.item());
  }
  return path;
}

/** The same steps in plain arithmetic: v ← μ v + g, then w ← w − η v. */
export function byHand(steps: number): { gradient: number; velocity: number; w: number }[] {
  let [velocity, w] = [0, 1];
  return Array.from({ length: steps }, () => {
    const gradient = w;
    velocity = MOMENTUM * velocity + gradient;
    w -= LEARNING_RATE * velocity;
    return { gradient, velocity, w };
  });
}

/** How much steeper the valley is across than along. */
export const STEEPNESS = 50;

/** E = ½ (x² + 50 y²): the steep y limits the rate, and then the flat x takes long. */
const valley = ({ x, y }: { x: Value; y: Value }) => x.square().add(y.square().mul(STEEPNESS)).mul(0.5);

/** The number of rounds down the valley from (1, 1) until the error is below a bound. */
export function roundsInValley(rule: GradientTransform, bound: number): number {
  const model = { x: value(1), y: value(1) };
  const optimizer = new Optimizer(model, rule);
  for (let rounds = 0; ; rounds++) {
    const error = valley(model);
    if (error.item() < bound) return rounds;
    optimizer.step(error.backward());
  }
}

const root = Math.sqrt(STEEPNESS);

/** The settings that are best for a parabola of this steepness in theory. Source: Polyak (1964). */
export const BEST = {
  plain: sgd({ learningRate: 2 / (1 + STEEPNESS) }),
  momentum: sgd({ learningRate: 4 / (1 + root) ** 2, momentum: ((root - 1) / (root + 1)) ** 2 }),
};
