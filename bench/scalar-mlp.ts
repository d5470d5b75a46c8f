import { constant, type Value, value } from '@chainrule/core';
import { moons, type Sample, uniform } from './moons.ts';
import { Node } from './peers/micrograd.ts';
import { gradientByHand, SIZES, WEIGHT_COUNT } from './scalar-mlp-by-hand.ts';
import type { Workload } from './workload.ts';

export const RATE = 0.1;

/** Weights in [−½, ½), the same on every run. */
export function initialWeights(): number[] {
  const random = uniform(2);
  return Array.from({ length: WEIGHT_COUNT }, () => random() - 0.5);
}

/** A step of gradient descent for a 2-16-16-1 network of scalar nodes: ReLU, hinge loss, all samples at once. */
export function scalarMlp(count: number): Workload {
  const samples = moons(count);
  const initial = initialWeights();

  function withChainrule(): number[] {
    const weights = initial.map((w) => value(w));
    let loss: Value = constant(0);
    for (const { point, label } of samples) {
      let next = 0;
      let layer = point.map((x) => constant(x));
      SIZES.slice(1).forEach((size, depth) => {
        const inputs = layer;
        layer = Array.from({ length: size }, () => {
          let sum = weights[next++];
          for (const x of inputs) sum = sum.add(weights[next++].mul(x));
          return depth === 2 ? sum : sum.relu();
        });
      });
      loss = loss.add(constant(1).sub(layer[0].mul(label)).relu());
    }
    loss.mul(1 / count).backward();
    return weights.map((w) => w.item() - RATE * w.grad!.item());
  }

  function byHand(): number[] {
    const gradient = gradientByHand(initial, samples);
    return initial.map((w, i) => w - RATE * gradient[i]);
  }

  return {
    name: `2-16-16-1 network of scalars, ${count} samples, one step`,
    run: {
      chainrule: () => [withChainrule()],
      'micrograd port': () => [stepWithMicrograd(initial, samples)],
      'by hand': () => [byHand()],
    },
    tolerance: 1e-12,
  };
}

/** The weights after a step with a graph of the port's nodes. */
export function stepWithMicrograd(initial: readonly number[], samples: readonly Sample[]): number[] {
  const weights = initial.map((w) => new Node(w));
  let loss = new Node(0);
  for (const { point, label } of samples) {
    let next = 0;
    let layer = point.map((x) => new Node(x));
    SIZES.slice(1).forEach((size, depth) => {
      const inputs = layer;
      layer = Array.from({ length: size }, () => {
        let sum = weights[next++];
        for (const x of inputs) sum = sum.add(weights[next++].mul(x));
        return depth === 2 ? sum : sum.relu();
      });
    });
    loss = loss.add(new Node(1).sub(layer[0].mul(label)).relu());
  }
  loss.mul(1 / samples.length).backward();
  return weights.map((w) => w.data - RATE * w.grad);
}
