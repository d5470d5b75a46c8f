import { constant, value } from '@chainrule/core';
import { Node } from './peers/micrograd.ts';
import type { Workload } from './workload.ts';

// Mazur, "A Step by Step Backpropagation Example": two inputs, two hidden and two output units, all logistic.
// The biases are fixed.
export const WEIGHTS = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55];
export const INPUTS = [0.05, 0.1];
export const TARGETS = [0.01, 0.99];
export const BIASES = [0.35, 0.6];
export const RATE = 0.5;

/** The tutorial's network, trained for this many rounds. */
export function tutorialB(rounds: number): Workload {
  return {
    name: `2-2-2 logistic network, ${rounds.toLocaleString('en')} rounds`,
    run: {
      chainrule: () => [withChainrule(rounds)],
      'micrograd port': () => [withMicrograd(rounds)],
      'by hand': () => [tutorialByHand(rounds)],
    },
    tolerance: 1e-12,
  };
}

function withChainrule(rounds: number): number[] {
  let weights = WEIGHTS.map((w) => value(w));
  const [i1, i2] = INPUTS.map((i) => constant(i));
  const [t1, t2] = TARGETS.map((t) => constant(t));
  const [b1, b2] = BIASES.map((b) => constant(b));
  for (let round = 0; round < rounds; round++) {
    const [w1, w2, w3, w4, w5, w6, w7, w8] = weights;
    const h1 = w1.mul(i1).add(w2.mul(i2)).add(b1).sigmoid();
    const h2 = w3.mul(i1).add(w4.mul(i2)).add(b1).sigmoid();
    const o1 = w5.mul(h1).add(w6.mul(h2)).add(b2).sigmoid();
    const o2 = w7.mul(h1).add(w8.mul(h2)).add(b2).sigmoid();
    const error = t1.sub(o1).square().mul(0.5).add(t2.sub(o2).square().mul(0.5));
    error.backward();
    weights = weights.map((w) => value(w.item() - RATE * w.grad!.item()));
  }
  return weights.map((w) => w.item());
}

function withMicrograd(rounds: number): number[] {
  const weights = WEIGHTS.map((w) => new Node(w));
  const [w1, w2, w3, w4, w5, w6, w7, w8] = weights;
  const [i1, i2] = INPUTS.map((i) => new Node(i));
  const [t1, t2] = TARGETS.map((t) => new Node(t));
  const [b1, b2] = BIASES.map((b) => new Node(b));
  for (let round = 0; round < rounds; round++) {
    const h1 = w1.mul(i1).add(w2.mul(i2)).add(b1).sigmoid();
    const h2 = w3.mul(i1).add(w4.mul(i2)).add(b1).sigmoid();
    const o1 = w5.mul(h1).add(w6.mul(h2)).add(b2).sigmoid();
    const o2 = w7.mul(h1).add(w8.mul(h2)).add(b2).sigmoid();
    const error = t1.sub(o1).square().mul(0.5).add(t2.sub(o2).square().mul(0.5));
    for (const w of weights) w.grad = 0;
    error.backward();
    for (const w of weights) w.data -= RATE * w.grad;
  }
  return weights.map((w) => w.data);
}

/** The formulas for the derivatives, derived on paper. */
export function tutorialByHand(rounds: number): number[] {
  let [w1, w2, w3, w4, w5, w6, w7, w8] = WEIGHTS;
  const [i1, i2] = INPUTS;
  const [t1, t2] = TARGETS;
  const [b1, b2] = BIASES;
  for (let round = 0; round < rounds; round++) {
    const h1 = logistic(w1 * i1 + w2 * i2 + b1);
    const h2 = logistic(w3 * i1 + w4 * i2 + b1);
    const o1 = logistic(w5 * h1 + w6 * h2 + b2);
    const o2 = logistic(w7 * h1 + w8 * h2 + b2);
    const d1 = (o1 - t1) * o1 * (1 - o1);
    const d2 = (o2 - t2) * o2 * (1 - o2);
    const e1 = (d1 * w5 + d2 * w7) * h1 * (1 - h1);
    const e2 = (d1 * w6 + d2 * w8) * h2 * (1 - h2);
    w1 -= RATE * e1 * i1;
    w2 -= RATE * e1 * i2;
    w3 -= RATE * e2 * i1;
    w4 -= RATE * e2 * i2;
    w5 -= RATE * d1 * h1;
    w6 -= RATE * d1 * h2;
    w7 -= RATE * d2 * h1;
    w8 -= RATE * d2 * h2;
  }
  return [w1, w2, w3, w4, w5, w6, w7, w8];
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
